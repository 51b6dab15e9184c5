// The call sites of the README, as they stand there. That they compile is the test.
import { Attio, apiKey, isAttioError } from '../../generated/attio/index.js';
import { HubSpot, privateApp, taskProjection } from '../../generated/hubspot/index.js';
import { taskFromHubSpotToAttio } from '../../generated/map/hubspot-attio.js';
import { idsFrom } from '../../generated/runtime/index.js';

const hubspot = new HubSpot({ auth: privateApp(process.env['HUBSPOT_TOKEN']) }); // throws, naming the argument, if there is none
const attio = new Attio({ auth: apiKey(process.env['ATTIO_TOKEN']) });

const ids = idsFrom([
  [{ vendor: 'hubspot', type: 'Member', id: '71204418' }, '50cf242c-7fa3-4cad-87d0-75b1af71c57b'],
]);

for await (const task of hubspot.tasks.list(taskProjection)) {
  const { value, losses } = taskFromHubSpotToAttio(task, ids);
  for (const { field, kind, why } of losses) console.log(task.id, field, kind, why);
  try {
    await attio.tasks.create(value);
  } catch (error) {
    if (isAttioError(error, 400))
      console.error(error.code, error.message); // code: 'validation_type' | …
    else throw error;
  }
}

declare const tenThousandTasks: Parameters<typeof hubspot.tasks.createMany>[0];
declare const stream: Parameters<typeof attio.tasks.createMany>[0];

const report = await hubspot.tasks.createMany(tenThousandTasks); // 100 calls
console.log(report.counts); // { ok: 9998, rejected: 2, unsent: 0, canceled: 0, ambiguous: 0 }

for await (const outcome of attio.tasks.createMany(stream)) {
  // as they settle, with back-pressure, under 25 writes a second
  if (outcome.status === 'rejected') console.error(outcome.index, outcome.error.message);
}
