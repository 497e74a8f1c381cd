import type { Domain } from '../../contract.js';
import { invoiceStatus } from './invoice-status.js';

export const finance: Domain = {
  name: 'finance',
  meaning: 'What is owed and what is paid.',
  odooGroups: ['account.group_account_invoice'],
  entities: [],
  events: [],
  commands: [],
  queries: [invoiceStatus],
};
