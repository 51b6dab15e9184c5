import { describe, expect, it } from 'vitest';
import { manualClock } from './shared.js';
import { asking, kept, type Ask } from './support.js';
import { startTwenty, twentyLimits, type TwentyOptions, type TwentyServer } from './twenty.js';

async function started(options: TwentyOptions = {}): Promise<{ server: TwentyServer; ask: Ask }> {
  const server = kept(await startTwenty({ clock: manualClock(), ...options }));
  return { server, ask: asking(server) };
}

const ids = Array.from({ length: 5 }, (_, index) => `${index}a000000-0000-4000-8000-000000000000`);

describe('Twenty 2.21: who may call, and how often', () => {
  it('answers 403 without a token and 401 with a wrong one', async () => {
    const { ask } = await started();
    expect(await ask('GET', '/rest/tasks', undefined, { authorization: 'Basic x' })).toMatchObject({
      status: 403,
      body: { statusCode: 403, messages: ['Missing authentication token'], error: 'FORBIDDEN_EXCEPTION' },
    });
    expect(await ask('GET', '/rest/tasks', undefined, { authorization: 'Bearer x' })).toMatchObject({
      status: 401,
      body: { statusCode: 401, messages: ['Token invalid.'], error: 'UNAUTHENTICATED' },
    });
  });

  it('empties a bucket of tokens, and fills it by whole ones since the last call', async () => {
    const clock = manualClock();
    const { ask } = await started({ clock, limits: { bucket: { max: 2, perMs: 1_200 } } });
    const status = async (wait: number): Promise<number> => {
      clock.advance(wait);
      return (await ask('GET', '/rest/tasks')).status;
    };
    expect([await status(0), await status(500), await status(500)]).toEqual([200, 200, 429]);
    expect([await status(100), await status(599), await status(1)]).toEqual([200, 429, 200]);
    const over = await ask('GET', '/rest/tasks');
    expect(over.body).toEqual({
      statusCode: 429,
      error: 'HttpException',
      messages: ['Limit reached (2 tokens per 1200 ms)'],
    });
    expect(over.headers.has('retry-after')).toBe(false);
    expect(twentyLimits.bucket).toEqual({ max: 100, perMs: 60_000 });
  });
});

describe('Twenty 2.21: paths', () => {
  it.each([
    ['/rest/foo', "object 'foo' not found. eg: companies"],
    ['/rest/task', "object 'task' not found. Did you mean 'tasks'?"],
    ['/rest/core/tasks', "'tasks' is not a valid UUID"],
  ])('%s is refused', async (path, message) => {
    const { ask } = await started();
    expect(await ask('GET', path)).toMatchObject({
      status: 400,
      body: { error: 'BadRequestException', messages: [message] },
    });
  });

  it('forgives a second slash but not a third segment', async () => {
    const { ask } = await started();
    expect((await ask('GET', '/rest//tasks')).status).toBe(200);
    const deep = await ask('PATCH', `/rest/restore/tasks/${ids[0]}`);
    expect(deep.text('messages', 0)).toMatch(/^Query path '\/rest\/restore\/tasks\/.*' invalid\./);
  });

  it('tells broken JSON from what is no JSON', async () => {
    const { ask } = await started();
    const broken = await ask('POST', '/rest/batch/tasks', '[{"title"');
    expect(Object.keys(broken.body ?? {})).toEqual(['message', 'error', 'statusCode']);
    const text = await ask('POST', '/rest/batch/tasks', '[]', { 'content-type': 'text/plain' });
    expect(text.body).toMatchObject({
      error: 'TypeError',
      messages: ['args.data.forEach is not a function'],
    });
    expect((await ask('POST', '/rest/batch/tasks')).at('error')).toBe('TypeError');
    expect((await ask('POST', '/rest/batch/tasks', [null])).at('error')).toBe('TypeError');
    expect((await ask('POST', '/rest/tasks', [{}])).at('messages')).toEqual([
      `Object task doesn't have any "0" field.`,
    ]);
  });
});
