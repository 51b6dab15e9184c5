import { describe, expect, it } from 'vitest';
import { manualClock } from './shared.js';
import { asking, kept, pluck, type Ask } from './support.js';
import { startTwenty, type TwentyOptions, type TwentyServer } from './twenty.js';

async function started(options: TwentyOptions = {}): Promise<{ server: TwentyServer; ask: Ask }> {
  const server = kept(await startTwenty({ clock: manualClock(), ...options }));
  return { server, ask: asking(server) };
}

const ids = Array.from({ length: 5 }, (_, index) => `${index}a000000-0000-4000-8000-000000000000`);

async function made(ask: Ask, plural: string, input: object): Promise<string> {
  const reply = await ask('POST', `/rest/${plural}`, input);
  expect(reply.status).toBe(201);
  return String(pluck(Object.values(reply.at('data') ?? {}), 'id')[0]);
}

describe('Twenty 2.21: one record', () => {
  it('comes back with every field, empty ones in the way of their type', async () => {
    const { ask } = await started();
    const reply = await ask('POST', '/rest/tasks', { title: 'a b' });
    expect(reply.status).toBe(201);
    const actor = { source: 'API', workspaceMemberId: null, name: 'test key', context: {} };
    expect(JSON.stringify(reply.body)).toBe(
      JSON.stringify({
        data: {
          createTask: {
            id: reply.at('data', 'createTask', 'id'),
            createdAt: '2026-01-01T00:00:00.000Z',
            updatedAt: '2026-01-01T00:00:00.000Z',
            deletedAt: null,
            position: 0,
            title: 'a b',
            bodyV2: { blocknote: null, markdown: '' },
            dueAt: null,
            status: 'TODO',
            createdBy: actor,
            updatedBy: actor,
            searchVector: "'a':1 'b':2",
            assigneeId: null,
          },
        },
      }),
    );
  });

  it.each([
    ['tasks', { dueAt: '2026-12-24' }, { dueAt: '2026-12-24T00:00:00.000Z' }],
    ['tasks', { title: null, status: null }, { title: '', status: null }],
    [
      'tasks',
      { createdBy: { source: 'IMPORT' }, position: 5 },
      { createdBy: { source: 'IMPORT', name: 'test key' }, position: 5 },
    ],
    [
      'tasks',
      { bodyV2: { markdown: '# A' } },
      { bodyV2: { markdown: '# A', blocknote: expect.stringContaining('"heading"') as string } },
    ],
    [
      'people',
      { emails: { primaryEmail: 'A@b.Example' } },
      { emails: { primaryEmail: 'a@b.example', additionalEmails: [] } },
    ],
    [
      'people',
      { phones: { primaryPhoneNumber: '+33610203040' } },
      {
        phones: {
          primaryPhoneNumber: '610203040',
          primaryPhoneCountryCode: 'FR',
          primaryPhoneCallingCode: '+33',
          additionalPhones: [],
        },
      },
    ],
    [
      'people',
      { linkedinLink: { primaryLinkLabel: 'x' } },
      { linkedinLink: { primaryLinkLabel: '', primaryLinkUrl: '', secondaryLinks: [] } },
    ],
    [
      'companies',
      { domainName: { primaryLinkUrl: 'https://B.example/' } },
      { domainName: { primaryLinkUrl: 'https://b.example' } },
    ],
    [
      'companies',
      { address: { addressCity: 'Rome' } },
      { address: { addressCity: 'Rome', addressStreet1: '', addressLat: null } },
    ],
    ['companies', {}, { annualRevenue: { amountMicros: null, currencyCode: null }, employees: null }],
    [
      'opportunities',
      { amount: { amountMicros: '1500000.7', currencyCode: 'XXZ' } },
      { amount: { amountMicros: 1_500_000, currencyCode: 'XXZ' } },
    ],
    ['messages', {}, { isDraft: false, receivedAt: null, deliveryStatus: null, text: '' }],
    ['messageThreads', {}, { subject: '', position: 0 }],
  ])('of %s: %j is stored as it should be', async (plural, input, stored) => {
    const { server, ask } = await started();
    const id = await made(ask, plural, input);
    expect(server.records[plural as 'tasks'].get(id)).toMatchObject(stored);
  });

  it.each([
    ['tasks', { nope: 1 }, 'BadRequestException', `Object task doesn't have any "nope" field.`],
    ['tasks', { body: 'x' }, 'BadRequestException', `Object task doesn't have any "body" field.`],
    [
      'tasks',
      { status: 'NOPE' },
      'BadRequestException',
      'Invalid value "NOPE" for field "status". Valid values are: TODO, IN_PROGRESS, DONE',
    ],
    ['tasks', { title: 1 }, 'BadRequestException', 'Invalid string value 1 for text field "title"'],
    [
      'tasks',
      { dueAt: 'x' },
      'BadRequestException',
      `Invalid value 'x' for date-time field "dueAt". Expected format: 'YYYY-MM-DDTHH:mm:ssZ'`,
    ],
    ['tasks', { assigneeId: 'x' }, 'BadRequestException', `Invalid UUID value 'x' for field "assigneeId"`],
    ['tasks', { id: 'x' }, 'Error', 'Value "x" is not a valid UUID'],
    [
      'tasks',
      { id: null },
      'BadRequestException',
      'null value in column "id" of relation "task" violates not-null constraint',
    ],
    ['tasks', { bodyV2: null }, 'TypeError', "Cannot read properties of null (reading 'blocknote')"],
    [
      'tasks',
      { taskTargets: [] },
      'BadRequestException',
      'One-to-many relation taskTargets field does not support write operations.',
    ],
    [
      'people',
      { company: { id: 'x' } },
      'BadRequestException',
      'Relation "company" requires connect or disconnect operation',
    ],
    ['people', { name: 'A B' }, 'BadRequestException', `Invalid object value 'A B' for field "name"`],
    [
      'people',
      { emails: { primaryEmail: 'x' } },
      'BadRequestException',
      `Invalid string value 'x' for email field "emails.primaryEmail"`,
    ],
    ['people', { phones: { primaryPhoneNumber: 'abc' } }, 'Error', 'Provided phone number is invalid abc'],
    [
      'companies',
      { domainName: { primaryLinkUrl: 'not a url' } },
      'Error',
      'The URL of the link is not valid',
    ],
    [
      'companies',
      { address: { foo: 'x' } },
      'BadRequestException',
      'Invalid subfield foo for address field "address"',
    ],
    [
      'companies',
      { employees: '5' },
      'BadRequestException',
      `Invalid number value '5' for field "employees"`,
    ],
    ['workspaceMembers', {}, 'Error', 'Entity performing the request does not have permission'],
  ])('of %s is refused for %j', async (plural, input, error, message) => {
    const { server, ask } = await started();
    const before = server.records[plural as 'tasks'].size;
    const reply = await ask('POST', `/rest/batch/${plural}`, [{}, input]);
    expect(reply).toMatchObject({ status: 400, body: { statusCode: 400, error, messages: [message] } });
    expect(server.records[plural as 'tasks'].size).toBe(before);
  });

  it('needs its foreign keys to lead somewhere, to the right object', async () => {
    const { ask } = await started();
    const [taskId, companyId] = [await made(ask, 'tasks', {}), await made(ask, 'companies', {})];
    expect((await ask('POST', '/rest/taskTargets', { taskId, targetCompanyId: companyId })).status).toBe(201);
    for (const input of [{ taskId: ids[0] }, { taskId, targetPersonId: companyId }]) {
      const reply = await ask('POST', '/rest/batch/taskTargets', [
        { taskId, targetCompanyId: companyId },
        input,
      ]);
      expect(reply.status).toBe(400);
      expect(reply.text('messages', 0)).toMatch(
        /^insert or update on table "taskTarget" violates foreign key constraint "FK_[0-9a-f]{27}"$/,
      );
    }
  });

  it('is connected by a unique field and disconnected again', async () => {
    const { ask } = await started();
    const companyId = await made(ask, 'companies', { domainName: { primaryLinkUrl: 'b.example' } });
    const connect = (url: string): object => ({
      company: { connect: { where: { domainName: { primaryLinkUrl: url } } } },
    });
    const reply = await ask('POST', '/rest/people', connect('b.example'));
    expect(reply.at('data', 'createPerson', 'companyId')).toBe(companyId);
    expect((await ask('POST', '/rest/people', connect('c.example'))).at('messages')).toEqual([
      'Expected 1 record to connect to company, but found 0 for domainNamePrimaryLinkUrl = c.example',
    ]);
    const path = `/rest/people/${reply.text('data', 'createPerson', 'id')}`;
    const gone = await ask('PATCH', path, { company: { disconnect: true } });
    expect(gone.at('data', 'updatePerson', 'companyId')).toBeNull();
  });

  it('is patched by parts; null for a whole composite changes nothing', async () => {
    const { ask } = await started();
    const path = `/rest/people/${await made(ask, 'people', { name: { firstName: 'A', lastName: 'B' }, jobTitle: 'C' })}`;
    const first = await ask('PATCH', path, { name: { firstName: 'N' } });
    expect(first.at('data', 'updatePerson', 'name')).toEqual({ firstName: 'N', lastName: 'B' });
    const second = await ask('PUT', path, { name: null, jobTitle: null });
    expect(second.at('data', 'updatePerson')).toMatchObject({ name: { firstName: 'N' }, jobTitle: '' });
    expect(await ask('PATCH', `/rest/people/${ids[0]}`, {})).toMatchObject({
      status: 404,
      body: { statusCode: 404, error: 'NotFoundException', messages: ['Record not found'] },
    });
    expect((await ask('GET', '/rest/people/x')).at('messages')).toEqual(["'x' is not a valid UUID"]);
  });

  it('shows its relations one level deep', async () => {
    const { server, ask } = await started();
    const [assigneeId] = server.records.workspaceMembers.keys();
    const taskId = await made(ask, 'tasks', { assigneeId });
    await made(ask, 'taskTargets', { taskId });
    const path = `/rest/tasks/${taskId}`;
    expect((await ask('GET', path)).at('data', 'task')).not.toHaveProperty('assignee');
    const deep = await ask('GET', `${path}?depth=1`);
    expect(deep.at('data', 'task')).toMatchObject({
      assignee: { id: assigneeId, name: { firstName: 'Ines' } },
      taskTargets: [{ taskId, targetPersonId: null }],
      attachments: [],
    });
    expect(deep.at('data', 'task', 'assignee')).not.toHaveProperty('assignedTasks');
    expect((await ask('GET', `${path}?depth=2`)).at('messages')).toEqual([
      "'depth=2' parameter invalid. Allowed values are 0, 1",
    ]);
  });
});
