/**
 * What the addon's judge would refuse (odoo_addon/nats_bridge/apply/permission.py), for the examples:
 * reading needs `read` on each model that a domain's path or a spec passes, writing each field, calling the method.
 */
import type { Allowance, OdooOperation, ReadSpec } from '../src/contract.js';

/** The relations the commands walk along, as in Odoo 19. A missing one fails the test by name. */
// prettier-ignore
const RELATIONS: Readonly<Record<string, string>> = {
  'account.analytic.line.currency_id': 'res.currency',
  'account.analytic.line.product_uom_id': 'uom.uom',
  'account.analytic.line.project_id': 'project.project',
  'account.move.company_id': 'res.company',
  'account.move.currency_id': 'res.currency',
  'account.move.line.purchase_line_id': 'purchase.order.line',
  'account.move.line.sale_line_ids': 'sale.order.line',
  'account.move.line_ids': 'account.move.line',
  'account.move.partner_id': 'res.partner',
  'account.payment.register.currency_id': 'res.currency',
  'maintenance.equipment.category_id': 'maintenance.equipment.category',
  'maintenance.equipment.maintenance_team_id': 'maintenance.team',
  'maintenance.equipment.partner_id': 'res.partner',
  'maintenance.equipment.technician_user_id': 'res.users',
  'maintenance.request.company_id': 'res.company',
  'maintenance.request.stage_id': 'maintenance.stage',
  'mrp.production.lot_producing_ids': 'stock.lot',
  'mrp.production.product_id': 'product.product',
  'mrp.production.product_uom_id': 'uom.uom',
  'mrp.production.production_group_id': 'mrp.production.group',
  'mrp.workorder.production_id': 'mrp.production',
  'mrp.workorder.workcenter_id': 'mrp.workcenter',
  'product.product.uom_id': 'uom.uom',
  'project.project.account_id': 'account.analytic.account',
  'project.project.partner_id': 'res.partner',
  'project.task.tag_ids': 'project.tags',
  'purchase.order.company_currency_id': 'res.currency',
  'purchase.order.company_id': 'res.company',
  'purchase.order.currency_id': 'res.currency',
  'purchase.order.invoice_ids': 'account.move',
  'purchase.order.line.product_id': 'product.product',
  'purchase.order.line.product_uom_id': 'uom.uom',
  'purchase.order.order_line': 'purchase.order.line',
  'purchase.order.partner_id': 'res.partner',
  'res.company.currency_id': 'res.currency',
  'res.partner.child_ids': 'res.partner',
  'res.partner.commercial_partner_id': 'res.partner',
  'res.partner.invoice_ids': 'account.move',
  'res.partner.parent_id': 'res.partner',
  'sale.order.currency_id': 'res.currency',
  'sale.order.order_line': 'sale.order.line',
  'sale.order.user_id': 'res.users',
  'stock.move.move_line_ids': 'stock.move.line',
  'stock.move.product_id': 'product.product',
  'stock.move.product_uom': 'uom.uom',
  'stock.picking.move_ids': 'stock.move',
  'stock.picking.picking_type_id': 'stock.picking.type',
  'stock.picking.type.warehouse_id': 'stock.warehouse',
  'stock.quant.location_id': 'stock.location',
  'stock.quant.product_uom_id': 'uom.uom',
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
    const isNested = (operator === 'any' || operator === 'not any') && Array.isArray(value);
    const below = isNested ? path.split('.').reduce(comodel, model) : undefined;
    return [...pathNeeds(model, path.split('.')), ...(below === undefined ? [] : [read(below), ...domainNeeds(below, value as unknown[])])];
  });
}

type Values = Readonly<Record<string, unknown>>;

/** Relation commands of Odoo: [0, 0, values] creates, [1, id, values] writes, the others only link. */
function commandNeeds(model: string, field: string, value: unknown): Need[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((command: unknown) => {
    const [code, , values] = Array.isArray(command) ? (command as [number, unknown, Values]) : [];
    if (code !== 0 && code !== 1) return [];
    return valueNeeds(code === 0 ? 'create' : 'write', comodel(model, field), values ?? {});
  });
}

const valueNeeds = (operation: 'create' | 'write', model: string, values: Values): Need[] =>
  Object.entries(values).flatMap(([field, value]) => [`${operation} ${model} ${field}`, ...commandNeeds(model, field, value)]);

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
      return valueNeeds(operation.op, model, operation.values);
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
