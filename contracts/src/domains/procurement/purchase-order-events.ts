/** The business moments of a purchase order, each in version 2 and, derived from it, in version 1. */
import { became } from '../../change.js';
import { changeKind, defineChanged } from '../../changed.js';
import { defineEvent } from '../../contract.js';
import { hasSnapshot } from '../../snapshot.js';
import { defineEarlierVersion } from '../../versions.js';
import { purchaseOrder, purchaseOrderShape } from './purchase-order.js';
import { purchaseOrderShapeV1, purchaseOrderV1 } from './purchase-order-v1.js';

const { toData } = purchaseOrder;

const moment = {
  entity: purchaseOrder,
  version: 2,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: purchaseOrderShape,
  toData,
} as const;

export const purchaseOrderCreated = defineEvent({
  ...moment,
  name: 'created',
  meaning: 'A purchase order was entered. It may still be an unfinished draft; nobody has committed to anything.',
  when: (change) => change.op === 'create' && hasSnapshot(change),
});

export const purchaseOrderApproved = defineEvent({
  ...moment,
  name: 'approved',
  meaning: 'The buyer committed to the order: the supplier may deliver. Comes once per approval; later edits come as changed.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'purchase'),
});

export const purchaseOrderCancelled = defineEvent({
  ...moment,
  name: 'cancelled',
  meaning: 'The buyer withdrew the order. It may be reopened as a draft and approved again.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'cancel'),
});

export const purchaseOrderChanged = defineChanged({
  ...moment,
  meaning: 'The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments.',
});

/** Ends together: a subscriber moves over once, not moment by moment. */
const endOf = (replacedBy: string) => ({
  since: '2026-11-22',
  sunset: '2027-11-22',
  replacedBy,
  why: 'Version 2 tells net, tax and gross of the order and of each line in the same words; version 1 has no tax of a line.',
});

const earlier = { version: 1, data: purchaseOrderShapeV1, fromNewer: purchaseOrderV1 } as const;

export const purchaseOrderCreatedV1 = defineEarlierVersion(purchaseOrderCreated, {
  ...earlier,
  deprecated: endOf(purchaseOrderCreated.id),
});

export const purchaseOrderApprovedV1 = defineEarlierVersion(purchaseOrderApproved, {
  ...earlier,
  deprecated: endOf(purchaseOrderApproved.id),
});

export const purchaseOrderCancelledV1 = defineEarlierVersion(purchaseOrderCancelled, {
  ...earlier,
  deprecated: endOf(purchaseOrderCancelled.id),
});

export const purchaseOrderChangedV1 = defineEarlierVersion(purchaseOrderChanged, {
  version: 1,
  data: purchaseOrderShapeV1.extend({ change: changeKind }),
  fromNewer: purchaseOrderV1,
  deprecated: endOf(purchaseOrderChanged.id),
});
