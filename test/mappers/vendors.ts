/** The three vendors behind one face, so that a law can be stated once: what the mappers of each are, and what a created task reads as. */

import * as attio from '../../generated/attio/mappers.js';
import type { Task } from '../../generated/canonical.js';
import * as hubspot from '../../generated/hubspot/mappers.js';
import { taskFromAttioToHubSpot } from '../../generated/map/attio-hubspot.js';
import { taskFromAttioToTwenty } from '../../generated/map/attio-twenty.js';
import { taskFromHubSpotToAttio } from '../../generated/map/hubspot-attio.js';
import { taskFromHubSpotToTwenty } from '../../generated/map/hubspot-twenty.js';
import { taskFromTwentyToAttio } from '../../generated/map/twenty-attio.js';
import { taskFromTwentyToHubSpot } from '../../generated/map/twenty-hubspot.js';
import type { Converted, Ids, Ref, Residue } from '../../generated/runtime/index.js';
import * as twenty from '../../generated/twenty/mappers.js';
import { samplesOf, type Sample } from './samples.js';
import {
  attioChanged,
  attioStored,
  hubspotChanged,
  hubspotStored,
  twentyChanged,
  twentyStored,
} from './stored.js';

/** The due date for HubSpot, of tasks that have none. */
export const DUE = '2027-01-01T12:00:00.000Z';

/** A vendor's mappers. Records are `object`, so that the vendors fit into one list. */
export interface Vendor {
  readonly id: 'hubspot' | 'attio' | 'twenty';
  readonly samples: readonly Sample[];
  read(record: object): Converted<Task>;
  write(task: Task, ids: Ids, residue?: Residue): Converted<object>;
  patch(patch: Task, ids: Ids): Converted<object>;
  refs(record: object): readonly Ref[];
  /** The record that the vendor answers after such a create and its follow-ups, by the vendor's documentation. */
  stored(created: Converted<object>): object;
  /** The record that the vendor answers after such a change of a stored one. */
  changed(record: object, change: Converted<object>): object;
}

export const HUBSPOT: Vendor = {
  id: 'hubspot',
  samples: samplesOf('hubspot'),
  read: (record) => hubspot.toTask(record as Parameters<typeof hubspot.toTask>[0]),
  write: (task, ids, residue) => hubspot.fromTask(task, ids, { dueAt: DUE, residue }),
  patch: hubspot.patchTask,
  refs: (record) => hubspot.refsOfTask(record as Parameters<typeof hubspot.refsOfTask>[0]),
  stored: hubspotStored,
  changed: hubspotChanged,
};

export const ATTIO: Vendor = {
  id: 'attio',
  samples: samplesOf('attio'),
  read: (record) => attio.toTask(record as Parameters<typeof attio.toTask>[0]),
  write: (task, ids) => attio.fromTask(task, ids),
  patch: attio.patchTask,
  refs: (record) => attio.refsOfTask(record as Parameters<typeof attio.refsOfTask>[0]),
  stored: attioStored,
  changed: attioChanged,
};

export const TWENTY: Vendor = {
  id: 'twenty',
  samples: samplesOf('twenty'),
  read: (record) => twenty.toTask(record as Parameters<typeof twenty.toTask>[0]),
  write: (task, ids, residue) => twenty.fromTask(task, ids, { residue }),
  patch: twenty.patchTask,
  refs: (record) => twenty.refsOfTask(record as Parameters<typeof twenty.refsOfTask>[0]),
  stored: twentyStored,
  changed: twentyChanged,
};

export const VENDORS: readonly Vendor[] = [HUBSPOT, ATTIO, TWENTY];

/** An ordered pair of vendors, and the function that goes from the one to the other in a single step. */
export interface Pair {
  readonly from: Vendor;
  readonly to: Vendor;
  readonly fused: (record: never, ids: Ids, given: { readonly dueAt: string }) => Converted<object>;
}

export const PAIRS: readonly Pair[] = [
  { from: HUBSPOT, to: ATTIO, fused: taskFromHubSpotToAttio },
  { from: HUBSPOT, to: TWENTY, fused: taskFromHubSpotToTwenty },
  { from: ATTIO, to: HUBSPOT, fused: taskFromAttioToHubSpot },
  { from: ATTIO, to: TWENTY, fused: taskFromAttioToTwenty },
  { from: TWENTY, to: HUBSPOT, fused: taskFromTwentyToHubSpot },
  { from: TWENTY, to: ATTIO, fused: taskFromTwentyToAttio },
];
