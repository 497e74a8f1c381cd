/**
 * The purchase order as major version 1 told it: totals as three loose fields of the order, one amount without tax for a line.
 * Version 2 tells both in the same words and adds the tax of a line, without which no bill can be matched line by line.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { LINES_MEANING, type PurchaseOrder, purchaseOrderBasis, purchaseOrderLineBasis } from './purchase-order.js';

const { field } = canonical;

const line = purchaseOrderLineBasis.extend({
  subtotal: canonical.money('commercial', 'Amount of the line after discount, before tax'),
});

export const purchaseOrderShapeV1 = purchaseOrderBasis.extend({
  untaxed: canonical.money('commercial', 'Total before tax'),
  tax: canonical.money('commercial', 'Tax'),
  total: canonical.money('commercial', 'Total including tax'),
  lines: field(z.array(line), 'commercial', LINES_MEANING),
});

/** Spreads and lets the schema drop `amounts`: leaving it out by a rest pattern costs twice as much, for each change. */
export function purchaseOrderV1<Newer extends PurchaseOrder>(order: Newer) {
  const { net, tax, gross } = order.amounts;
  return {
    ...order,
    amounts: undefined,
    untaxed: net,
    tax,
    total: gross,
    lines: order.lines.map((line) => ({ ...line, amounts: undefined, subtotal: line.amounts.net })),
  };
}
