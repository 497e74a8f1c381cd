/** The lot or serial number itself; from Odoo's `stock.lot`. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { defineEntity, defineEvent, type Origin, type ReadSpec } from '../../contract.js';
import { choice, hasSnapshot, one, oneOrNull, textOrNull } from '../../snapshot.js';
import * as places from './places.js';

const { field } = canonical;

/** Odoo's tracking of the product; a number of an untracked product is left from when it was tracked. */
const TRACKED_BY = { lot: 'lot', serial: 'serial-number', none: 'nothing' } as const;

export const lotShape = z.object({
  ...places.lot.shape,
  reference: field(z.string().nullable(), 'commercial', "Another number for it, as the maker's"),
  trackedBy: field(z.enum(Object.values(TRACKED_BY)), 'internal', 'lot: many pieces share the number; serial-number: one piece has it'),
  product: canonical.product,
  company: field(canonical.company.nullable(), 'internal', 'The company it is for; null for all'),
});

export const LOT_ENTITY_SPEC = {
  name: {},
  ref: {},
  product_id: { fields: { ...canonical.PRODUCT_SPEC.fields, tracking: {} } },
  company_id: canonical.COMPANY_SPEC,
} as const satisfies ReadSpec;

function lotFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof lotShape> {
  const product = one(node, 'product_id');
  const company = oneOrNull(node, 'company_id');
  return {
    ...places.toLot(node, origin),
    reference: textOrNull(node, 'ref'),
    trackedBy: choice(product, 'tracking', TRACKED_BY),
    product: canonical.toProduct(product, origin),
    company: company && canonical.toCompany(company, origin),
  };
}

export const lot = defineEntity({
  domain: 'inventory',
  name: 'lot',
  meaning: 'A lot or serial number: what tells pieces of one product apart.',
  owner: 'inventory',
  terms: { isa95: 'MaterialLot', gs1: 'GTIN with batch/lot (AI 10) or serial number (AI 21)' },
  shape: lotShape,
  odoo: { model: 'stock.lot', spec: LOT_ENTITY_SPEC },
  fromOdoo: lotFromOdoo,
  scope: (data) => (data.company ? { company: data.company.id } : {}),
});

export const lotCreated = defineEvent({
  entity: lot,
  name: 'created',
  version: 1,
  meaning: 'A lot or serial number was given out. The goods themselves may come later.',
  terms: { gs1: 'EPCIS ObjectEvent, bizStep commissioning' },
  dataClass: 'commercial',
  delivery: 'real-time',
  data: lotShape,
  when: (change) => change.op === 'create' && hasSnapshot(change),
  toData: lot.toData,
});

export const lotChanged = defineChanged({
  entity: lot,
  version: 1,
  meaning: 'The lot as it is after any change, its creation and a re-emission included. For keeping a copy.',
  dataClass: 'commercial',
  data: lotShape,
  toData: lot.toData,
});
