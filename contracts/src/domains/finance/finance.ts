import type { Domain } from '../../contract.js';
import * as invoice from './customer-invoice.js';
import { payment, paymentMatched, paymentReceived } from './payment.js';
import { registerPayment } from './register-payment.js';
import { invoiceStatus } from './invoice-status.js';

export const finance: Domain = {
  name: 'finance',
  meaning: 'What customers owe us and what they paid.',
  odooGroups: ['account.group_account_invoice'],
  entities: [invoice.customerInvoice, payment],
  events: [
    invoice.customerInvoicePosted,
    invoice.customerInvoicePaid,
    invoice.customerInvoiceOverdue,
    invoice.customerInvoiceReversed,
    invoice.customerInvoiceChanged,
    paymentReceived,
    paymentMatched,
  ],
  commands: [registerPayment],
  queries: [invoiceStatus],
};
