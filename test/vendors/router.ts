import type { Answer, RecordedRequest } from './server.js';

export interface Call {
  readonly request: RecordedRequest;
  /** The decoded segment of the path behind a `:name` of the pattern. */
  param(name: string): string;
}

export type Handler = (call: Call) => Answer;

/** `GET /things/:id` and the like; the first pattern that fits is taken. */
export type Routes = Record<string, Handler>;

/** Finds the handler of a request; the answer is undefined where no pattern fits. */
export function router(routes: Routes): (request: RecordedRequest) => Answer | undefined {
  const table = Object.entries(routes).map(([pattern, handler]) => {
    const [method = '', path = ''] = pattern.split(' ');
    return { method, segments: path.split('/'), handler };
  });
  return (request) => {
    const segments = request.path.split('/');
    for (const route of table) {
      const found = route.method === request.method && read(route.segments, segments);
      if (found) return route.handler({ request, param: (name) => found.get(name) ?? '' });
    }
    return undefined;
  };
}

function read(pattern: readonly string[], segments: readonly string[]): Map<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const found = new Map<string, string>();
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':') && segment !== '') found.set(part.slice(1), decode(segment));
    else if (part !== segment) return undefined;
  }
  return found;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
