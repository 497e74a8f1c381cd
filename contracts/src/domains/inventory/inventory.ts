import type { Domain } from '../../contract.js';
import { stockAvailability } from './stock-availability.js';

export const inventory: Domain = {
  name: 'inventory',
  meaning: 'What is in stock, where, and how it moves.',
  odooGroups: ['stock.group_stock_user'],
  entities: [],
  events: [],
  commands: [],
  queries: [stockAvailability],
};
