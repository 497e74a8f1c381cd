/** The business moments of a purchase order. */
import { became, type OdooChange } from '../../change.js';
import { changeKind, changeKindOf } from '../../change-kind.js';
import { defineEvent, type Origin } from '../../contract.js';
import { hasSnapshot, snapshotOf } from '../../snapshot.js';
import { purchaseOrder, purchaseOrderFromOdoo, purchaseOrderShape } from './purchase-order.js';

const toData = (change: OdooChange, origin: Origin) => purchaseOrderFromOdoo(snapshotOf(change), origin);

const moment = {
  entity: purchaseOrder,
  version: 1,
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

export const purchaseOrderChanged = defineEvent({
  ...moment,
  name: 'changed',
  meaning: 'The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments.',
  delivery: 'batch',
  data: purchaseOrderShape.extend({ change: changeKind }),
  when: hasSnapshot,
  toData: (change, origin) => ({ ...toData(change, origin), change: changeKindOf(change) }),
});
