/**
 * Names that mean something to every module: what the output itself uses, and the built-ins of the language that a reader would take
 * them for. A schema with such a name gets another one. What only a browser has (`Message`, `Comment`) is free: no output uses it.
 */
export const GLOBALS: ReadonlySet<string> = new Set(
  (
    'AbortController AbortSignal Array ArrayBuffer AsyncGenerator AsyncIterable AsyncIterator Awaited BigInt Blob Boolean ' +
    'Buffer Capitalize Date Error EvalError Exclude Extract File FormData ' +
    'Function Generator Headers Infinity InstanceType Intl Iterable Iterator JSON Lowercase Map Math ' +
    'NaN NoInfer NonNullable Number Object Omit Parameters Partial Pick ' +
    'Promise PromiseLike Proxy RangeError Readonly ReadonlyArray ReadonlyMap ReadonlySet Record ReferenceError Reflect ' +
    'RegExp Request Required Response ReturnType Set SharedArrayBuffer String Symbol SyntaxError TextDecoder ' +
    'TextEncoder TypeError URIError URL URLSearchParams Uint8Array Uncapitalize Uppercase WeakMap WeakRef WeakSet WebAssembly'
  ).split(' '),
);
