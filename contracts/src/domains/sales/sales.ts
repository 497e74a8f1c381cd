import type { Domain } from '../../contract.js';
import { cancelOrder } from './cancel-order.js';
import { confirmOrder } from './confirm-order.js';
import { order, quotation } from './order.js';
import { orderCancelled, orderChanged, orderConfirmed, quotationSent } from './order-events.js';
import { placeOrder } from './place-order.js';
import { shipment, shipmentDispatched } from './shipment.js';

export const sales: Domain = {
  name: 'sales',
  meaning: 'Selling: quotations, orders of customers and the goods that leave for them.',
  odooGroups: [
    'sales_team.group_sale_salesman_all_leads',
    // cancelling an order cancels its deliveries, and Odoo looks there for purchases made for them
    'stock.group_stock_user',
  ],
  entities: [quotation, order, shipment],
  events: [quotationSent, orderConfirmed, orderCancelled, orderChanged, shipmentDispatched],
  commands: [placeOrder, confirmOrder, cancelOrder],
};
