/** place-order: what a customer wants, entered as a quotation; confirm-order commits to it. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, idOf } from '../../contract.js';
import { answered, choice, number, text } from '../../snapshot.js';
import { ORDER_STATES, orderReference, orderState } from './order.js';
import { customerFacts } from './order-facts.js';
import { PLACE_ORDER_ALLOWANCES, PLACE_ORDER_REFUSALS, placeOrderOperations } from './place-order-operations.js';

const { field } = canonical;

const positiveDecimal = z.string().regex(/^(?=.*[1-9])(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$/);

const inputLine = z.object({
  productId: field(idOf('product.product'), 'internal', 'The product'),
  quantity: field(positiveDecimal, 'commercial', 'Quantity wanted, above zero, in the unit `uom`'),
  uom: field(
    canonical.lineOfText(64).optional(),
    'commercial',
    'The unit we sell the product in, by its English name. May be left out only where that is a basic unit (pieces); otherwise the command is refused with unit-required.',
  ),
});

export const placeOrderInput = z.object({
  customerId: field(idOf('res.partner'), 'internal', 'Who orders: a legal party, or a contact of one'),
  deliverToId: field(
    idOf('res.partner').optional(),
    'internal',
    "Where the goods go: an address of the customer; else the customer's usual one",
  ),
  customerReference: field(canonical.lineOfText(64).optional(), 'commercial', "The customer's own reference, one order each"),
  requestedAt: field(canonical.time.optional(), 'commercial', 'When the customer wants the goods'),
  lines: field(z.array(inputLine).min(1).max(100), 'commercial', "What is ordered, at the prices of the customer's price list"),
  expectedTotal: field(
    z
      .object({
        amount: field(z.string().regex(/^(0|[1-9][0-9]{0,11})(\.[0-9]{1,3})?$/), 'commercial', 'Decimal string'),
        currency: field(canonical.currencyCode, 'commercial', 'ISO 4217'),
      })
      .optional(),
    'commercial',
    'The total including tax that the customer was shown; where Odoo comes to another, nothing is ordered',
  ),
  externalId: canonical.newKey('order'),
});
export type PlaceOrderInput = z.infer<typeof placeOrderInput>;

const answer = z.object({
  order: field(orderReference, 'commercial', 'The new order'),
  state: field(orderState, 'commercial', 'quotation: not confirmed yet'),
  total: canonical.money('commercial', 'Total including tax'),
});

export const placeOrder = defineCommand({
  domain: 'sales',
  name: 'place-order',
  version: 1,
  meaning: "Enter a customer's order, as a quotation at the customer's prices. It binds nobody before confirm-order.",
  owner: 'sales',
  terms: { ubl: 'Order' },
  input: placeOrderInput,
  answer,
  refusals: PLACE_ORDER_REFUSALS,
  // orders of one customer one after another: the reference is looked up before it is used
  aggregate: ({ customerId }) => customerId,
  facts: customerFacts,
  external: { model: 'sale.order', record: 'new' },
  allowances: PLACE_ORDER_ALLOWANCES,
  toOdoo: placeOrderOperations,
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    return {
      order: { id: canonicalId(origin, 'sale.order', order.id), number: text(order, 'name') },
      state: choice(order, 'state', ORDER_STATES),
      total: canonical.toMoney(number(order, 'amount_total'), canonical.currencyOf(order)),
    };
  },
});
