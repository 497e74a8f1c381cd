/** The unit of measure, from Odoo's `uom.uom` (module uom). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, idOf, type Origin } from '../../contract.js';
import { fineDecimal } from '../../decimal.js';
import { flag, number, oneOrNull, text } from '../../snapshot.js';

const { field } = canonical;

export const unitReference = z.object({
  id: field(idOf('uom.uom'), 'internal', 'Canonical id'),
  name: field(z.string(), 'commercial', 'English name; what quantities carry as `uom`'),
});

export const toUnitReference = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'uom.uom', node.id),
  name: text(node, 'name'),
});

export const unitShape = unitReference.extend({
  madeOf: field(unitReference.nullable(), 'commercial', 'The unit that it is a multiple of; null for a basic unit'),
  factor: field(canonical.decimalText, 'commercial', 'How many of `madeOf` it is; 1 for a basic unit'),
  active: field(z.boolean(), 'internal', 'false when archived'),
});

export function unitFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof unitShape> {
  const madeOf = oneOrNull(node, 'relative_uom_id');
  return {
    ...toUnitReference(node, origin),
    madeOf: madeOf && toUnitReference(madeOf, origin),
    factor: fineDecimal(number(node, 'relative_factor'), 0, 12),
    active: flag(node, 'active'),
  };
}

export const unit = defineEntity({
  domain: 'products',
  name: 'unit',
  meaning: 'A unit of measure, and how it converts into the unit it is a multiple of.',
  owner: 'master-data',
  terms: { ubl: 'unitCode', isa95: 'UnitOfMeasure' },
  shape: unitShape,
  odoo: { model: 'uom.uom', spec: { name: {}, relative_uom_id: { fields: { name: {} } }, relative_factor: {}, active: {} } },
  fromOdoo: unitFromOdoo,
  scope: (data) => ({ unit: data.id }),
});

export const unitChanged = defineChanged({
  entity: unit,
  version: 1,
  meaning: 'The unit as it is after any change, its creation and a re-emission included. For keeping a copy.',
  dataClass: 'commercial',
  data: unitShape,
  toData: unit.toData,
});
