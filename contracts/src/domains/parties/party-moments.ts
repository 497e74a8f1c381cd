/** Moments of a party beside `changed`. Odoo counts invoices in two ranks; the step away from zero is the moment. */
import { became, type OdooChange, rootRow } from '../../change.js';
import { defineEvent } from '../../contract.js';
import { hasSnapshot } from '../../snapshot.js';
import { party, partyShape } from './party.js';

const moment = {
  entity: party,
  version: 1,
  dataClass: 'personal',
  delivery: 'real-time',
  data: partyShape,
  toData: party.toData,
} as const;

function roseFromZero(change: OdooChange, rank: string): boolean {
  const row = rootRow(change);
  const [before, after] = [row?.old?.[rank] ?? 0, row?.new?.[rank]];
  return hasSnapshot(change) && before === 0 && typeof after === 'number' && after > 0;
}

export const partyBecameCustomer = defineEvent({
  ...moment,
  name: 'became-customer',
  meaning: 'We sold to this party for the first time, or a person marked it as a customer.',
  when: (change) => roseFromZero(change, 'customer_rank'),
});

export const partyBecameSupplier = defineEvent({
  ...moment,
  name: 'became-supplier',
  meaning: 'We bought from this party for the first time, or a person marked it as a supplier.',
  when: (change) => roseFromZero(change, 'supplier_rank'),
});

export const partyArchived = defineEvent({
  ...moment,
  name: 'archived',
  meaning: 'The party was put away: no new business with it. Its papers stay.',
  when: (change) => hasSnapshot(change) && change.op === 'update' && became(change, 'active', false),
});
