/** What operations a document describes, and which methods a generated client has for them. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

/** TRACE is none of them: `fetch` refuses to send it. */
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'query'];

/** The operations that stand in the document itself, by the method and the path of each; with the parameters that each must have. */
export function operationsOf(text) {
  const document = /^\s*\{/.test(text)
    ? JSON.parse(text)
    : parse(text, { uniqueKeys: false, maxAliasCount: -1, merge: true, logLevel: 'silent' });
  const found = Object.entries(document.paths ?? {}).flatMap(([template, item]) =>
    METHODS.filter((method) => isObject(item?.[method])).map((method) => ({
      httpMethod: method.toUpperCase(),
      template,
      required: [item, item[method]].flatMap(({ parameters }) => requiredOf(parameters, document)),
    })),
  );
  return new Map(found.map((operation) => [keyOf(operation), operation]));
}

/** The names of required parameters, of those that are described in this file. */
function requiredOf(parameters, document) {
  return (Array.isArray(parameters) ? parameters : [])
    .map((parameter) => {
      const words = /^#\/(.*)/.exec(parameter?.$ref)?.[1].split('/');
      return words === undefined ? parameter : words.reduce((value, word) => value?.[word], document);
    })
    .filter((parameter) => parameter?.required === true)
    .map(({ name }) => name);
}

/** The methods of the generated classes, by what their comments say they call. */
export async function methodsOf(folder) {
  const files = (await readdir(folder)).filter((file) => file !== 'types.ts');
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return texts.flatMap((text) =>
    text
      .split(/^export class /m)
      .slice(1)
      .flatMap(methodsOfClass),
  );
}

/** The comment of a method, and its name. */
const COMMENTED = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+([\w$]+)[<(]/g;
/** The call that a comment names in a line of its own, which a long path goes beyond. A description may have such lines before it. */
const CALL = /^\s*\* `([A-Z]+)\s[\s*]*([^`]+)`$/gm;

function methodsOfClass(text) {
  const [className] = /^[\w$]+/.exec(text);
  return [...text.matchAll(COMMENTED)].flatMap(([, comment, name]) => {
    const call = [...comment.matchAll(CALL)].at(-1);
    return call === undefined ? [] : [{ className, name, httpMethod: call[1], template: call[2] }];
  });
}

/** An operation in one word. A comment may fold a long path, and leave out or escape what would end the comment. */
export function keyOf({ httpMethod, template }) {
  return `${httpMethod} ${template.replace(/[\s`\\*]/g, '')}`;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
