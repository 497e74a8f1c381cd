/** The business moments of a production order. */
import { became, type OdooChange, rootRow } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { defineEvent } from '../../contract.js';
import { hasSnapshot } from '../../snapshot.js';
import { productionOrder, productionOrderShape } from './production-order.js';

const { toData } = productionOrder;

const moment = {
  entity: productionOrder,
  version: 1,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: productionOrderShape,
  toData,
} as const;

const RELEASED: readonly unknown[] = ['confirmed', 'progress', 'to_close', 'done'];
const STARTED: readonly unknown[] = ['progress', 'to_close', 'done'];

/** The state went from before these states into one of them: an order may skip states within one transaction. */
function entered(change: OdooChange, states: readonly unknown[]): boolean {
  const row = rootRow(change);
  return hasSnapshot(change) && row !== undefined && states.includes(row.new?.state) && !states.includes(row.old?.state);
}

export const productionOrderReleased = defineEvent({
  ...moment,
  name: 'released',
  meaning: 'The order was confirmed: components are asked for and the shop floor may start. A back-order is released when it is split off.',
  terms: { isa95: 'OperationsRequest, released' },
  when: (change) => entered(change, RELEASED),
});

export const productionOrderStarted = defineEvent({
  ...moment,
  name: 'started',
  meaning:
    'Work began: a work order was started, or the first quantity was entered. An order that is reported in one go is started and completed at once.',
  when: (change) => entered(change, STARTED),
});

export const productionOrderCompleted = defineEvent({
  ...moment,
  name: 'completed',
  meaning:
    'The order was closed: what was made is in stock, what was used is gone from it. What is still to be made is in a back-order, if at all.',
  terms: { isa95: 'OperationsResponse' },
  when: (change) => hasSnapshot(change) && became(change, 'state', 'done'),
});

export const productionOrderCancelled = defineEvent({
  ...moment,
  name: 'cancelled',
  meaning: 'The order was withdrawn. It cannot be confirmed again.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'cancel'),
});

export const productionOrderChanged = defineChanged({
  ...moment,
  meaning: 'The order as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments.',
});
