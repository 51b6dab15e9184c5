/*
 * Imports generated clients and calls all that they have, in a process of its own: `node calls.mjs <module>…`. Prints one line of JSON
 * for each module: how many calls were sent, and what happened that must not.
 */
const BASE = 'https://base.test/v1';
const EVIL = 'x\r\nX-Evil: 1';
const ANSWER =
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"a","results":[{"id":"a"}],"next":null}';

const cleanRoots = [Object, Array, Function, String, Promise, Map].map(({ prototype }) => [
  prototype,
  Reflect.ownKeys(prototype).length,
]);
const cleanGlobals = new Set(Object.keys(Object.getOwnPropertyDescriptors(globalThis)));

/** What is not as it was when this process began. */
function changes() {
  return [
    ...cleanRoots
      .filter(([root, keys]) => Reflect.ownKeys(root).length !== keys)
      .map(() => 'a prototype has changed'),
    ...Object.keys(Object.getOwnPropertyDescriptors(globalThis))
      .filter((name) => !cleanGlobals.has(name))
      .map((name) => `there is a global ${name}`),
  ];
}

/** A server that takes anything down. */
function server() {
  const sent = [];
  const fetch = async (url, init) => {
    sent.push({ url: new URL(url), headers: new Headers(init.headers) });
    return new Response(ANSWER, { headers: { 'content-type': 'application/json' } });
  };
  return { sent, fetch };
}

function faultsOfCalls(sent) {
  return sent.flatMap(({ url, headers }) => [
    ...(url.host === 'base.test' ? [] : [`a call went to ${url.href.slice(0, 200)}`]),
    ...(headers.has('x-evil') || (/x-evil/i.test(url.search) && url.hash !== '')
      ? ['a header was smuggled in']
      : []),
  ]);
}

/** An object in which every member is there, and hostile. */
const anything = (value) =>
  new Proxy(
    { a: value, ['__proto__']: value },
    { get: (target, key) => (typeof key === 'symbol' ? target[key] : value) },
  );

/** Arguments by the names of parameters. */
function argumentsOf(method, value) {
  const names = /\(([\s\S]*?)\)\s*\{/.exec(String(method))?.[1].split(',') ?? [];
  return names.map((text) => {
    const name = text.trim().replace(/[\s=].*$/s, '');
    if (name === 'options') return { query: anything(value), params: anything(value) };
    if (name === 'items') return [{ id: value }];
    if (name === 'input' || name === 'query' || name === 'params') return anything(value);
    return value;
  });
}

/** Calls every method of every resource. What a method refuses is its own affair. */
async function callAll(client) {
  for (const resource of Object.values(client)) {
    const methods = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(resource)));
    for (const [name, { value: method }] of methods) {
      if (name === 'constructor') continue;
      for (const value of ['a/../b?c#d', EVIL, '..', 'good'])
        await settled(() => resource[name](...argumentsOf(method, value)));
    }
  }
}

async function settled(call) {
  try {
    await call();
  } catch {
    // A refusal.
  }
}

const isClass = (value) => typeof value === 'function' && /^class\b/.test(String(value));

async function tryModule(file) {
  const modules = Object.values(await import(file));
  const values = modules.flatMap((module) => Object.values(module));
  const functions = values.filter((value) => typeof value === 'function' && !isClass(value));
  const { sent, fetch } = server();
  for (const call of functions) await settled(() => call(anything('x'), anything('x'), anything('x')));
  const ways = functions.flatMap((factory) => {
    try {
      const way = factory('secret', 'word');
      return typeof way?.apply === 'function' && typeof way !== 'function' ? [way] : [];
    } catch {
      return [];
    }
  });
  for (const Class of values.filter(isClass))
    for (const auth of ways) {
      let client;
      try {
        client = new Class({ auth, fetch, baseUrl: BASE, retry: false, limits: false, deadlineMs: 2000 });
      } catch {
        continue;
      }
      await callAll(client);
    }
  return { calls: sent.length, faults: [...new Set([...faultsOfCalls(sent), ...changes()])] };
}

for (const file of process.argv.slice(2)) {
  let result;
  try {
    result = await tryModule(file);
  } catch (error) {
    result = { calls: 0, faults: [`it can't be imported: ${error instanceof Error ? error.stack : error}`] };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
