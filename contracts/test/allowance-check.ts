/**
 * What the addon's judge would refuse (odoo_addon/nats_bridge/apply/permission.py), for the examples:
 * reading needs `read` on each model that a domain's path or a spec passes, writing each field, calling the method.
 */
import type { Allowance, OdooOperation, ReadSpec } from '../src/contract.js';

/** The relations the commands walk along, as in Odoo 19. A missing one fails the test by name. */
const RELATIONS: Readonly<Record<string, string>> = {
  'account.analytic.line.currency_id': 'res.currency',
  'account.analytic.line.project_id': 'project.project',
  'account.move.company_id': 'res.company',
  'account.move.currency_id': 'res.currency',
  'account.move.partner_id': 'res.partner',
  'maintenance.equipment.category_id': 'maintenance.equipment.category',
  'maintenance.equipment.maintenance_team_id': 'maintenance.team',
  'maintenance.equipment.partner_id': 'res.partner',
  'maintenance.equipment.technician_user_id': 'res.users',
  'maintenance.request.stage_id': 'maintenance.stage',
  'product.product.uom_id': 'uom.uom',
  'project.project.partner_id': 'res.partner',
  'purchase.order.company_currency_id': 'res.currency',
  'purchase.order.company_id': 'res.company',
  'purchase.order.currency_id': 'res.currency',
  'purchase.order.line.product_id': 'product.product',
  'purchase.order.line.product_uom_id': 'uom.uom',
  'purchase.order.order_line': 'purchase.order.line',
  'purchase.order.partner_id': 'res.partner',
  'res.partner.commercial_partner_id': 'res.partner',
  'stock.move.product_id': 'product.product',
  'stock.move.product_uom': 'uom.uom',
  'stock.quant.location_id': 'stock.location',
  'stock.picking.move_ids': 'stock.move',
  'stock.picking.picking_type_id': 'stock.picking.type',
};

function comodel(model: string, field: string): string {
  const found = RELATIONS[`${model}.${field}`];
  if (found === undefined) throw new Error(`name ${model}.${field} in RELATIONS`);
  return found;
}

type Need = string;
const read = (model: string): Need => `read ${model}`;

function pathNeeds(model: string, [first = '', ...rest]: readonly string[]): Need[] {
  if (rest.length === 0) return [];
  const next = comodel(model, first);
  return [read(next), ...pathNeeds(next, rest)];
}

function domainNeeds(model: string, domain: readonly unknown[]): Need[] {
  return domain.flatMap((item) => {
    if (!Array.isArray(item)) return [];
    const [path, operator, value] = item as [string, string, unknown];
    const below = operator === 'any' && Array.isArray(value) ? comodel(model, path) : undefined;
    return [...pathNeeds(model, path.split('.')), ...(below === undefined ? [] : [read(below), ...domainNeeds(below, value as unknown[])])];
  });
}

const specNeeds = (model: string, spec: ReadSpec): Need[] => [
  read(model),
  ...Object.entries(spec).flatMap(([field, { fields }]) => (fields ? specNeeds(comodel(model, field), fields) : [])),
];

function needsOf(operation: OdooOperation, model: string): Need[] {
  switch (operation.op) {
    case 'find':
    case 'assert':
      return [read(model), ...domainNeeds(model, operation.domain)];
    case 'write':
    case 'create':
      return Object.keys(operation.values).map((field) => `${operation.op} ${model} ${field}`);
    case 'call':
      return [`call ${model} ${operation.method}`];
    case 'read':
      return specNeeds(model, operation.spec);
  }
}

function givenBy(allowance: Allowance): Need[] {
  if (allowance.operation === 'read') return [read(allowance.model)];
  if (allowance.operation === 'call') return [`call ${allowance.model} ${allowance.method}`];
  return allowance.fields.map((field) => `${allowance.operation} ${allowance.model} ${field}`);
}

/** What `operations` need and `allowances` do not give, sorted. */
export function uncoveredBy(allowances: readonly Allowance[], operations: readonly OdooOperation[]): readonly string[] {
  const bound = new Map<string, string>();
  const needs = operations.flatMap((operation) => {
    if ('model' in operation) bound.set(operation.as, operation.model);
    const model = bound.get('on' in operation ? operation.on : operation.as);
    if (model === undefined) throw new Error('an operation on something that no earlier one bound');
    return needsOf(operation, model);
  });
  const given = new Set(allowances.flatMap(givenBy));
  return [...new Set(needs)].filter((need) => !given.has(need)).sort();
}
