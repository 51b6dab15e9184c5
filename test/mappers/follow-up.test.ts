import { describe, expect, it } from 'vitest';
import { taskFromHubSpotToTwenty } from '../../generated/map/hubspot-twenty.js';
import { followUpItems, idsFrom } from '../../generated/runtime/index.js';
import { apiKey, Twenty } from '../../generated/twenty/index.js';
import { refsOfTask, taskProjection, toTask } from '../../generated/twenty/mappers.js';
import type { TaskTargetCreate } from '../../generated/twenty/types.js';
import { manualClock } from '../vendors/shared.js';
import { kept } from '../vendors/support.js';
import { startTwenty, type TwentyVersion } from '../vendors/twenty.js';
import { hubspotTask } from './records.js';

async function connect(version: TwentyVersion): Promise<Twenty> {
  const server = kept(await startTwenty({ version, clock: manualClock() }));
  const [token] = server.tokens;
  return new Twenty({ auth: apiKey(token), baseUrl: `${server.url}/rest` });
}

describe('A task of HubSpot with three links that is created at Twenty', () => {
  const linked = (id: string, type: string): object => ({ results: [{ id, type }] });
  const associations = {
    contacts: linked('1', 'task_to_contact'),
    companies: linked('2', 'task_to_company'),
    deals: linked('3', 'task_to_deal'),
  };
  const task = hubspotTask({}, { associations } as object);

  it('has its links once the follow-up was sent', async () => {
    const twenty = await connect('2.21');
    const [person, company, deal] = await Promise.all([
      twenty.people.create({ name: { firstName: 'Ann', lastName: 'Onym' } }),
      twenty.companies.create({ name: 'Onym & Sons' }),
      twenty.opportunities.create({ name: 'A deal' }),
    ]);
    const there = idsFrom([
      [{ vendor: 'hubspot', type: 'Person', id: '1' }, person.id],
      [{ vendor: 'hubspot', type: 'Company', id: '2' }, company.id],
      [{ vendor: 'hubspot', type: 'Deal', id: '3' }, deal.id],
    ]);

    const { value, losses, followUps = [] } = taskFromHubSpotToTwenty(task, there);
    expect(losses).toEqual([]);
    const created = await twenty.tasks.create(value);
    for (const followUp of followUps) {
      expect(followUp.call).toBe('taskTargets.createMany');
      const items = followUpItems(followUp, created) as TaskTargetCreate[];
      const report = await twenty.taskTargets.createMany(items);
      expect(report.counts).toMatchObject({ ok: 3 });
    }

    const stored = await twenty.tasks.get(created.id, taskProjection);
    expect(refsOfTask(stored)).toEqual([
      { vendor: 'twenty', type: 'Person', id: person.id },
      { vendor: 'twenty', type: 'Company', id: company.id },
      { vendor: 'twenty', type: 'Deal', id: deal.id },
    ]);
    expect(toTask(stored).value).toMatchObject({ title: 'Call Ann', status: 'open' });
  });
});
