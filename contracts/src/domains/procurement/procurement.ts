import type { Domain } from '../../contract.js';
import { confirmPurchaseOrder } from './confirm-purchase-order.js';
import { goodsReceipt, goodsReceiptPosted } from './goods-receipt.js';
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
import { purchaseOrderStatus } from './purchase-order-status.js';
import { receiveGoods } from './receive-goods.js';

export const procurement: Domain = {
  name: 'procurement',
  meaning: 'Buying: orders placed with suppliers and the goods that come for them.',
  odooGroups: ['purchase.group_purchase_user', 'stock.group_stock_user'],
  entities: [purchaseOrder, goodsReceipt],
  events: [
    purchaseOrderCreated,
    purchaseOrderApproved,
    purchaseOrderChanged,
    purchaseOrderCancelled,
    goodsReceiptPosted,
    purchaseOrderCreatedV1,
    purchaseOrderApprovedV1,
    purchaseOrderChangedV1,
    purchaseOrderCancelledV1,
  ],
  commands: [confirmPurchaseOrder, receiveGoods],
  queries: [purchaseOrderStatus],
};
