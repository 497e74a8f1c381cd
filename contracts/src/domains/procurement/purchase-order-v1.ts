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

export function purchaseOrderV1<Newer extends PurchaseOrder>({ amounts: { net, tax, gross }, lines, ...same }: Newer) {
  return {
    ...same,
    untaxed: net,
    tax,
    total: gross,
    lines: lines.map(({ amounts, ...line }) => ({ ...line, subtotal: amounts.net })),
  };
}
