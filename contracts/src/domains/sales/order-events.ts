/** The business moments of a quotation and of the order that it becomes. */
import { became } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { defineEvent } from '../../contract.js';
import { hasSnapshot } from '../../snapshot.js';
import { order, orderShape, quotation } from './order.js';

const { toData } = order;

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

export const orderChanged = defineChanged({
  ...moment,
  meaning: 'The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments.',
  terms: { ubl: 'OrderChange' },
});
