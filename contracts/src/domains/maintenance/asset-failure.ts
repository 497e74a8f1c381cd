/** The failure of an asset: a corrective request on a machine; from Odoo's `maintenance.request`. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { type OdooChange, rootRow, type SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent, type Origin } from '../../contract.js';
import { hasSnapshot, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import * as equipment from './equipment.js';
import { REQUEST_SPEC, requestFromOdoo, requestShape } from './request.js';

const { field } = canonical;

export const assetFailureShape = requestShape
  .pick({ id: true, number: true, priority: true, requestedOn: true, team: true, company: true })
  .extend({
    asset: field(equipment.equipmentReference, 'internal', 'The machine that failed'),
    symptom: field(z.string(), 'internal', 'What is wrong with it'),
  });

function assetFailureFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof assetFailureShape> {
  const { id, number, priority, requestedOn, team, company } = requestFromOdoo(node, origin);
  const asset = equipment.toEquipment(one(node, 'equipment_id'), origin);
  return { id, number, priority, requestedOn, team, company, asset, symptom: text(node, 'name') };
}

export const assetFailure = defineEntity({
  domain: 'maintenance',
  name: 'asset-failure',
  meaning: 'A machine that broke or does not work as it should. Odoo knows it as a corrective request on a machine.',
  owner: 'maintenance',
  terms: { isa95: 'OperationsEvent (maintenance)' },
  shape: assetFailureShape,
  odoo: { model: 'maintenance.request', spec: REQUEST_SPEC },
  includes: (node) => oneOrNull(node, 'equipment_id') !== null && textOrNull(node, 'maintenance_type') === 'corrective',
  fromOdoo: assetFailureFromOdoo,
  scope: (failure) => ({ company: failure.company.id }),
});

/** Opened as one, or made one afterwards. */
function wasReported(change: OdooChange): boolean {
  const row = rootRow(change);
  const becameCorrective = row?.new?.maintenance_type !== undefined;
  return hasSnapshot(change) && (change.op === 'create' || becameCorrective || row?.new?.equipment_id !== undefined);
}

export const assetFailureReported = defineEvent({
  entity: assetFailure,
  name: 'reported',
  version: 1,
  meaning: 'Somebody reported that a machine failed. Told again when the report is corrected to another machine.',
  dataClass: 'internal',
  delivery: 'real-time',
  data: assetFailureShape,
  when: wasReported,
  toData: assetFailure.toData,
});
