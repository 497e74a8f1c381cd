/** The business moments of a quotation and of the order that it becomes. */
import { became, type OdooChange } from '../../change.js';
import { changeKind, changeKindOf } from '../../change-kind.js';
import { defineEvent, type Origin } from '../../contract.js';
import { hasSnapshot, snapshotOf } from '../../snapshot.js';
import { order, orderFromOdoo, orderShape, quotation } from './order.js';

const toData = (change: OdooChange, origin: Origin) => orderFromOdoo(snapshotOf(change), origin);

const moment = {
  entity: order,
  version: 1,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: orderShape,
  toData,
} as const;

export const quotationSent = defineEvent({
  ...moment,
  entity: quotation,
  name: 'sent',
  meaning: 'The offer went to the customer, or was marked as sent. Comes again when it is reopened and sent again.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'sent'),
});

export const orderConfirmed = defineEvent({
  ...moment,
  name: 'confirmed',
  meaning: 'Customer and we are committed: the goods are to be delivered. Later edits come as changed.',
  terms: { ubl: 'OrderResponse' },
  when: (change) => hasSnapshot(change) && became(change, 'state', 'sale'),
});

export const orderCancelled = defineEvent({
  ...moment,
  name: 'cancelled',
  meaning: 'The quotation or order was withdrawn. It may be reopened as a quotation and confirmed again.',
  terms: { ubl: 'OrderCancellation' },
  when: (change) => hasSnapshot(change) && became(change, 'state', 'cancel'),
});

export const orderChanged = defineEvent({
  ...moment,
  name: 'changed',
  meaning: 'The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments.',
  terms: { ubl: 'OrderChange' },
  delivery: 'batch',
  data: orderShape.extend({ change: changeKind }),
  when: hasSnapshot,
  toData: (change, origin) => ({ ...toData(change, origin), change: changeKindOf(change) }),
});
