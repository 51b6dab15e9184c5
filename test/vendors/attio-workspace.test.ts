import { describe, expect, it } from 'vitest';
import { startAttio, type AttioServer } from './attio.js';
import { manualClock } from './shared.js';
import { asking, kept, pluck, type Ask } from './support.js';

async function started(): Promise<{ server: AttioServer; ask: Ask }> {
  const server = kept(await startAttio({ clock: manualClock() }));
  return { server, ask: asking(server) };
}

describe('an Attio workspace', () => {
  it('describes its objects, attributes and options', async () => {
    const { server, ask } = await started();
    expect(pluck((await ask('GET', '/v2/objects')).list('data'), 'api_slug')).toEqual([
      'people',
      'companies',
      'deals',
    ]);
    const emails = await ask('GET', `/v2/objects/${server.objectId('people')}/attributes/email_addresses`);
    expect(emails.at('data')).toMatchObject({
      type: 'email-address',
      is_unique: true,
      is_multiselect: true,
      is_writable: true,
    });
    const company = await ask('GET', '/v2/objects/people/attributes/company');
    expect(company.at('data', 'relationship')).toMatchObject({ object_slug: 'companies', api_slug: 'team' });
    const statuses = await ask('GET', '/v2/objects/deals/attributes/stage/statuses');
    expect(pluck(statuses.list('data'), 'title')).toEqual(['Lead', 'In Progress', 'Won 🎉', 'Lost']);
    expect((await ask('GET', '/v2/objects/people/attributes/nope')).status).toBe(404);
  });

  it('lists its members', async () => {
    const { server, ask } = await started();
    const reply = await ask('GET', '/v2/workspace_members');
    expect(pluck(reply.list('data'), 'id', 'workspace_member_id')).toEqual(
      server.members.map(({ id }) => id),
    );
    expect(
      (await ask('GET', `/v2/workspace_members/${server.members[2]?.id}`)).at('data', 'access_level'),
    ).toBe('suspended');
  });

  it('shows the secret of a webhook once', async () => {
    const { ask } = await started();
    const subscriptions = [{ event_type: 'task.created', filter: null }];
    const made = await ask('POST', '/v2/webhooks', {
      data: { target_url: 'https://x.example/in', subscriptions },
    });
    expect(made.text('data', 'secret')).toMatch(/^[0-9a-f]{64}$/);
    const path = `/v2/webhooks/${made.text('data', 'id', 'webhook_id')}`;
    expect((await ask('GET', path)).at('data')).not.toHaveProperty('secret');
    expect(
      (await ask('PATCH', path, { data: { target_url: 'https://y.example' } })).at('data', 'target_url'),
    ).toBe('https://y.example');
    for (const data of [
      { target_url: 'http://x.example', subscriptions },
      { target_url: 'https://x.example', subscriptions: [{ event_type: 'task.created' }] },
    ]) {
      expect(await ask('POST', '/v2/webhooks', { data })).toMatchObject({
        status: 400,
        body: { code: 'validation_type' },
      });
    }
    expect((await ask('DELETE', path)).body).toEqual({});
    expect((await ask('GET', '/v2/webhooks')).list('data')).toEqual([]);
  });
});
