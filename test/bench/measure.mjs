/** Children, and what they cost. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const usage = fileURLToPath(new URL('usage.cjs', import.meta.url));

/** Runs a Node program. Gives its CPU and wall time in seconds and its peak memory in megabytes. */
export async function measure(args, cwd) {
  const began = performance.now();
  const child = spawn(process.execPath, ['--require', usage, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, printed, used, status] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    textOf(child.stdio[3]),
    new Promise((resolve) => child.on('close', resolve)),
  ]);
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${printed}`);
  const wall = (performance.now() - began) / 1000;
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(used);
  return { cpu: (userCPUTime + systemCPUTime) / 1e6, wall, memory: maxRSS / 1024 };
}

/** Runs a command line with all the processes that it starts; their memory is not told. */
export async function measureAll(commandLine, cwd) {
  const script = `TIMEFORMAT='%R %U %S'; { time { ${commandLine}; } >/dev/null 2>/dev/null; } 2>&1`;
  const child = spawn('bash', ['-e', '-c', script], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const [text, status] = await Promise.all([
    textOf(child.stdout),
    new Promise((resolve) => child.on('close', resolve)),
  ]);
  if (status !== 0) throw new Error(`${commandLine} ended with ${status}`);
  const [wall, user, system] = text.trim().split(' ').map(Number);
  return { cpu: user + system, wall, memory: NaN };
}

async function textOf(stream) {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}

/** The runs of several programs, taken by turns so that a busy moment of the machine hits all of them; of each figure the median. */
export async function byTurns(runs, rounds) {
  const taken = runs.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, run] of runs.entries()) taken[index].push(await run());
  }
  return taken.map(medians);
}

function medians(results) {
  const middle = (name) =>
    results.map((result) => result[name]).toSorted((a, b) => a - b)[results.length >> 1];
  return { cpu: middle('cpu'), wall: middle('wall'), memory: middle('memory') };
}

/** What several programs cost one after the other. */
export async function inTurn(runs) {
  const total = { cpu: 0, wall: 0, memory: 0 };
  for (const run of runs) {
    const { cpu, wall, memory } = await run();
    total.cpu += cpu;
    total.wall += wall;
    total.memory = Math.max(total.memory, memory);
  }
  return total;
}
