import type { Domain } from '../../contract.js';
import { acknowledgePurchaseOrder } from './acknowledge-purchase-order.js';
import { cancelPurchaseOrder } from './cancel-purchase-order.js';
import { confirmPurchaseOrder } from './confirm-purchase-order.js';
import { goodsReceipt, goodsReceiptExpected, goodsReceiptPosted } from './goods-receipt.js';
import { goodsReturn, goodsReturnPosted } from './goods-return.js';
import { postVendorBill } from './post-vendor-bill.js';
import { purchaseOrder } from './purchase-order.js';
import {
  purchaseOrderApproved,
  purchaseOrderApprovedV1,
  purchaseOrderCancelled,
  purchaseOrderCancelledV1,
  purchaseOrderChanged,
  purchaseOrderChangedV1,
  purchaseOrderCreated,
  purchaseOrderCreatedV1,
} from './purchase-order-events.js';
import { purchaseOrderAcknowledged, purchaseOrderLate, quotationRequested } from './purchase-order-progress.js';
import { receiveGoods } from './receive-goods.js';
import { requestPurchase } from './request-purchase.js';
import { vendorBillMatchException } from './three-way-match.js';
import { vendorBill, vendorBillChanged, vendorBillOverdue, vendorBillPaid, vendorBillPosted } from './vendor-bill.js';
import { purchaseOrderStatus } from './purchase-order-status.js';

export const procurement: Domain = {
  name: 'procurement',
  meaning: 'Buying: orders placed with suppliers, the goods that come for them and the bills.',
  odooGroups: ['account.group_account_invoice', 'purchase.group_purchase_user', 'stock.group_stock_user'],
  entities: [purchaseOrder, goodsReceipt, goodsReturn, vendorBill],
  // prettier-ignore
  events: [
    purchaseOrderCreated,
    quotationRequested,
    purchaseOrderApproved,
    purchaseOrderAcknowledged,
    purchaseOrderLate,
    purchaseOrderChanged,
    purchaseOrderCancelled,
    goodsReceiptExpected,
    goodsReceiptPosted,
    goodsReturnPosted,
    vendorBillPosted,
    vendorBillPaid,
    vendorBillOverdue,
    vendorBillMatchException,
    vendorBillChanged,
    purchaseOrderCreatedV1,
    purchaseOrderApprovedV1,
    purchaseOrderChangedV1,
    purchaseOrderCancelledV1,
  ],
  // prettier-ignore
  commands: [
    requestPurchase,
    confirmPurchaseOrder,
    acknowledgePurchaseOrder,
    cancelPurchaseOrder,
    receiveGoods,
    postVendorBill,
  ],
  queries: [purchaseOrderStatus],
};
