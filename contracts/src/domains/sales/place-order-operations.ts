/**
 * How an order is entered in Odoo 19, step by step; everything is one savepoint, so a refusal leaves nothing behind.
 * Price, tax, payment terms and delivery address are those that Odoo computes for the customer.
 */
import * as canonical from '../../canonical.js';
import type { Allowance, OdooOperation } from '../../contract.js';
import { rowId, serviceUserOf } from '../../contract.js';
import { byKey } from '../../steps.js';
import type { PlaceOrderInput } from './place-order.js';

type Line = PlaceOrderInput['lines'][number];
type Domain = readonly unknown[];

export const PLACE_ORDER_REFUSALS = {
  'customer-not-found': 'No such customer is visible to the bridge, or it is archived.',
  'delivery-address-not-of-customer': 'The delivery address belongs to somebody else.',
  'customer-reference-used': 'An order with this reference exists for the customer and is not cancelled.',
  'product-not-found': 'A product does not exist or is archived.',
  'product-not-for-sale': 'A product is not for sale.',
  'unit-required': 'Name the unit of the quantity (`uom`): we do not sell this product in a basic unit.',
  'unit-differs': 'We sell this product in another unit: convert the quantity and name that unit.',
  'quantity-too-fine': 'A quantity has more decimals than we keep.',
  'total-differs': "Odoo comes to another total than expectedTotal: show the customer today's prices.",
} as const;
type Code = keyof typeof PLACE_ORDER_REFUSALS;

export const PLACE_ORDER_ALLOWANCES: readonly Allowance[] = [
  { model: 'product.product', operation: 'read' },
  { model: 'res.currency', operation: 'read' },
  { model: 'res.partner', operation: 'read' },
  { model: 'res.users', operation: 'read' },
  {
    model: 'sale.order',
    operation: 'create',
    fields: ['client_order_ref', 'commitment_date', 'order_line', 'partner_id', 'partner_shipping_id'],
  },
  { model: 'sale.order', operation: 'read' },
  { model: 'sale.order', operation: 'write', fields: ['user_id'] },
  { model: 'sale.order.line', operation: 'create', fields: ['product_id', 'product_uom_qty', 'sequence'] },
  { model: 'sale.order.line', operation: 'read' },
  { model: 'uom.uom', operation: 'read' },
];

const findOne = (as: string, model: string, domain: Domain, refusal: Code): OdooOperation => ({
  op: 'find',
  as,
  model,
  domain,
  expect: 'one',
  refusal,
});
const assertThat = (on: string, domain: Domain, refusal: Code): OdooOperation => ({ op: 'assert', on, domain, refusal });

function checkAddress({ deliverToId, customerId }: PlaceOrderInput): OdooOperation[] {
  if (deliverToId === undefined) return [];
  const customer = rowId(customerId);
  // an address below the customer; for a contact also the company above it and that company's other addresses
  const ofCustomer: Domain = [
    ['id', '=', rowId(deliverToId)],
    '|',
    '|',
    ['id', 'child_of', customer],
    ['child_ids', 'in', [customer]],
    ['parent_id.child_ids', 'in', [customer]],
  ];
  return [findOne('address', 'res.partner', ofCustomer, 'delivery-address-not-of-customer')];
}

/** `none` is a condition that no record meets: the assert holds only for an empty find. */
const none: Domain = [['id', '=', false]];

function checkReference({ customerReference, customerId }: PlaceOrderInput): OdooOperation[] {
  if (customerReference === undefined) return [];
  const sameReference: Domain = [
    ['partner_id', '=', rowId(customerId)],
    ['client_order_ref', '=', customerReference],
    ['state', '!=', 'cancel'],
  ];
  return [
    { op: 'find', as: 'sameReference', model: 'sale.order', domain: sameReference, expect: 'any' },
    assertThat('sameReference', none, 'customer-reference-used'),
  ];
}

function checkLine(line: Line, index: number): OdooOperation[] {
  const product = `product${index}`;
  const unit: Domain = line.uom === undefined ? [['uom_id.relative_uom_id', '=', false]] : [['uom_id.name', '=', line.uom]];
  return [
    findOne(product, 'product.product', [['id', '=', rowId(line.productId)]], 'product-not-found'),
    assertThat(product, [['sale_ok', '=', true]], 'product-not-for-sale'),
    assertThat(product, unit, line.uom === undefined ? 'unit-required' : 'unit-differs'),
  ];
}

const toOdooTime = (time: string): string => time.slice(0, 19).replace('T', ' ');

/** Odoo's own sequence begins at 10; ours tells the lines of a new order apart. */
const sequenceOf = (index: number): number => 10 + index;

function create(input: PlaceOrderInput): OdooOperation {
  const lines = input.lines.map((line, index) => [
    0,
    0,
    { product_id: rowId(line.productId), product_uom_qty: Number(line.quantity), sequence: sequenceOf(index) },
  ]);
  const optional = {
    ...(input.customerReference === undefined ? {} : { client_order_ref: input.customerReference }),
    ...(input.requestedAt === undefined ? {} : { commitment_date: toOdooTime(input.requestedAt) }),
    ...(input.deliverToId === undefined ? {} : { partner_shipping_id: rowId(input.deliverToId) }),
  };
  return {
    op: 'create',
    as: 'order',
    model: 'sale.order',
    values: { partner_id: rowId(input.customerId), ...optional, order_line: lines },
    ...byKey(input),
  };
}

/** Odoo takes the salesperson of the customer, else the user who enters the order: a program sells nothing. */
const withoutProgramAsSalesperson: readonly OdooOperation[] = [
  {
    op: 'find',
    as: 'unassigned',
    model: 'sale.order',
    domain: [
      ['id', '=', { ref: 'order' }],
      ['user_id.login', '=', serviceUserOf('sales')],
    ],
    expect: 'any',
  },
  { op: 'write', on: 'unassigned', values: { user_id: false } },
];

/** Odoo rounds a quantity to its decimals without a word; `=like` compares what it stored, as a text. */
function checkDecimals(line: Line, index: number): OdooOperation[] {
  const significant = line.quantity.includes('.') ? line.quantity.replace(/\.?0*$/, '') : line.quantity;
  if (!significant.includes('.')) return [];
  const own: Domain = [
    ['order_id', '=', { ref: 'order' }],
    ['sequence', '=', sequenceOf(index)],
  ];
  return [
    findOne(`line${index}`, 'sale.order.line', own, 'quantity-too-fine'),
    assertThat(`line${index}`, [['product_uom_qty', '=like', `${significant}%`]], 'quantity-too-fine'),
  ];
}

function checkTotal({ expectedTotal }: PlaceOrderInput): OdooOperation[] {
  if (expectedTotal === undefined) return [];
  const same: Domain = [
    ['currency_id.name', '=', expectedTotal.currency],
    // Odoo rounds both sides to the currency
    ['amount_total', '=', Number(expectedTotal.amount)],
  ];
  return [assertThat('order', same, 'total-differs')];
}

export function placeOrderOperations(input: PlaceOrderInput): readonly OdooOperation[] {
  return [
    findOne('customer', 'res.partner', [['id', '=', rowId(input.customerId)]], 'customer-not-found'),
    ...checkAddress(input),
    ...checkReference(input),
    ...input.lines.flatMap(checkLine),
    create(input),
    ...withoutProgramAsSalesperson,
    ...input.lines.flatMap(checkDecimals),
    ...checkTotal(input),
    { op: 'read', on: 'order', as: 'order', spec: { name: {}, state: {}, amount_total: {}, currency_id: canonical.CURRENCY_SPEC } },
  ];
}
