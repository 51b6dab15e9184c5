/** An app as its author would write it: clients of its own generating, and the ones that come with the package. */

import { apiKey, Attio } from 'crosswalk/attio';
import type { Task } from 'crosswalk/canonical';
import { HubSpot, privateApp, taskProjection, toTask } from 'crosswalk/hubspot';
import { taskFromHubSpotToAttio } from 'crosswalk/map/hubspot-attio';
import { isCrosswalkError, noIds } from 'crosswalk/runtime';
import { Twenty } from 'crosswalk/twenty';
import { Acme, isAcmeError } from './generated/acme/index.js';
import * as own from './generated/hubspot/index.js';
import { noAuth } from './generated/runtime/index.js';

const parcel = { id: 'p 1', state: 'packed' };

/** Everything that the package's test looks at, as JSON. `baseUrl` is where HubSpot is. */
export async function run(baseUrl: string): Promise<unknown> {
  const generated = new own.HubSpot({ auth: own.privateApp('pat-test'), baseUrl });
  const prebuilt = new HubSpot({ auth: privateApp('pat-test'), baseUrl });
  const created = await generated.tasks.create({
    properties: {
      hs_timestamp: '2026-03-01T09:00:00Z',
      hs_task_subject: 'Ring',
      hs_task_status: 'NOT_STARTED',
      hs_task_priority: 'HIGH',
    },
  });
  const read = await prebuilt.tasks.get(created.id, taskProjection);
  const task: Task = toTask(read).value;
  const { value, losses } = taskFromHubSpotToAttio(read, noIds);
  const missing: unknown = await generated.tasks.get('404404').catch((error: unknown) => error);
  const acme = new Acme({ auth: noAuth(), fetch: async (url) => Response.json({ ...parcel, url }) });
  return {
    title: task.title,
    content: value.content,
    losses: losses.map(({ field, kind }) => `${field} ${kind}`),
    // The error is of the one copy of the runtime, the guard of the other.
    guarded: isCrosswalkError(missing) && own.isHubSpotError(missing, 404) && !isAcmeError(missing),
    parcel: await acme.parcels.get('p 1'),
    others: [new Attio({ auth: apiKey('key') }), new Twenty({ auth: noAuth() })].length,
  };
}
