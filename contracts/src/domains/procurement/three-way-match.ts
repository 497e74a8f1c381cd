/**
 * Order, receipt and bill do not agree. Odoo Community has no such check; the bill's snapshot has all three sides, so it is
 * made here, at the moment at which the bill is posted. Comparisons are exact: a tolerance is the subscriber's business.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { canonicalId, defineEvent, idOf, type Origin } from '../../contract.js';
import { minorUnits } from '../../decimal.js';
import { hasSnapshot, number, one, oneOrNull, snapshotOf, text, textOrNull } from '../../snapshot.js';
import * as accounting from '../finance/accounting-document.js';
import { orderReference } from './goods-receipt.js';
import { purchaseOrderLineId } from './purchase-order.js';
import { billedOrder, vendorBill } from './vendor-bill.js';

const { field } = canonical;

const EXCEPTIONS = ['not-ordered', 'billed-more-than-received', 'billed-more-than-ordered', 'price-higher-than-ordered'] as const;
type Kind = (typeof EXCEPTIONS)[number];

const exception = z.object({
  kind: field(z.enum(EXCEPTIONS), 'commercial', 'What does not agree'),
  billLineId: field(idOf('account.move.line'), 'internal', 'Canonical id of the line of the bill'),
  purchaseOrder: field(orderReference.nullable(), 'commercial', 'The order; null for what was not ordered'),
  purchaseOrderLineId: field(purchaseOrderLineId.nullable(), 'internal', 'Canonical id of the line of the order'),
  product: canonical.product.nullable().describe('null for a line without a product'),
});

export const matchExceptionShape = z.object({
  id: field(accounting.documentId, 'internal', 'Canonical id of the bill'),
  number: field(z.string().nullable(), 'commercial', 'Number of the bill in our books'),
  supplier: field(canonical.partyReference.nullable(), 'commercial', 'The legal party that bills'),
  supplierNumber: field(z.string().nullable(), 'commercial', "The supplier's own number of the bill"),
  company: canonical.company,
  total: canonical.money('commercial', 'Total of the bill including tax'),
  exceptions: field(z.array(exception).min(1), 'commercial', 'Each disagreement of a line'),
});

/** Floats of Odoo, compared in millionths. */
const more = (left: number, right: number): boolean => minorUnits(left, 6) > minorUnits(right, 6);
const netPrice = (line: SnapshotNode): number => number(line, 'price_unit') * (1 - number(line, 'discount') / 100);

/** Prices compare only in one unit and one currency. */
function isDearer(line: SnapshotNode, ordered: SnapshotNode, bill: SnapshotNode): boolean {
  const sameUnit = oneOrNull(line, 'product_uom_id')?.id === oneOrNull(ordered, 'product_uom_id')?.id;
  const sameCurrency = canonical.currencyOf(bill).id === canonical.currencyOf(one(ordered, 'order_id')).id;
  return sameUnit && sameCurrency && more(netPrice(line), netPrice(ordered));
}

function kindsOf(line: SnapshotNode, bill: SnapshotNode): Kind[] {
  const ordered = oneOrNull(line, 'purchase_line_id');
  if (!ordered) return ['not-ordered'];
  const billed = number(ordered, 'qty_invoiced');
  const product = oneOrNull(ordered, 'product_id');
  // what is paid by the order (`purchase`) need not have come yet
  const onReceipt = product !== null && textOrNull(product, 'purchase_method') === 'receive';
  const found: [Kind, boolean][] = [
    ['billed-more-than-received', onReceipt && more(billed, number(ordered, 'qty_received'))],
    ['billed-more-than-ordered', more(billed, number(ordered, 'product_qty'))],
    ['price-higher-than-ordered', isDearer(line, ordered, bill)],
  ];
  return found.filter(([, applies]) => applies).map(([kind]) => kind);
}

/** A bill that names no order at all (rent, electricity) is not matched with one. */
function exceptionsOf(bill: SnapshotNode, origin: Origin) {
  const lines = accounting.goodsLines(bill);
  if (!lines.some((line) => oneOrNull(line, 'purchase_line_id'))) return [];
  return lines.flatMap((line) => {
    const product = oneOrNull(line, 'product_id');
    return kindsOf(line, bill).map((kind) => ({
      kind,
      billLineId: canonicalId(origin, 'account.move.line', line.id),
      ...billedOrder(line, origin),
      product: product && canonical.toProduct(product, origin),
    }));
  });
}

const anywhere: Origin = { database: 'any' };

export const vendorBillMatchException = defineEvent({
  entity: vendorBill,
  name: 'match-exception',
  version: 1,
  meaning:
    'A bill was posted that does not agree with its purchase order or with what was received. Comes beside posted, once for the bill with all that does not agree.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: matchExceptionShape,
  when(change) {
    if (!hasSnapshot(change) || !became(change, 'state', 'posted')) return false;
    const bill = snapshotOf(change);
    return text(bill, 'move_type') === 'in_invoice' && exceptionsOf(bill, anywhere).length > 0;
  },
  toData(change, origin) {
    const bill = snapshotOf(change);
    const { id, number: ours, company, total } = accounting.documentFromOdoo(bill, origin);
    return {
      id,
      number: ours,
      supplier: accounting.otherSide(bill, origin),
      supplierNumber: textOrNull(bill, 'ref'),
      company,
      total,
      exceptions: exceptionsOf(bill, origin),
    };
  },
});
