import type { Domain } from '../../contract.js';
import { adjustStock } from './adjust-stock.js';
import { delivery, deliveryDispatched } from './delivery.js';
import { issueGoods } from './issue-goods.js';
import { lot, lotChanged, lotCreated } from './lot.js';
import { lotTrace, lotTraceRecorded } from './lot-trace.js';
import { quarantineStock } from './quarantine-stock.js';
import { reserveStock } from './reserve-stock.js';
import { scrap, scrapPosted } from './scrap.js';
import { stockAdjustment, stockAdjustmentPosted } from './stock-adjustment.js';
import { stockLevel, stockLevelChanged } from './stock-level.js';
import { stockMovement, stockMovementCompleted } from './stock-movement.js';
import { transferStock } from './transfer-stock.js';
import { stockAvailability } from './stock-availability.js';

export const inventory: Domain = {
  name: 'inventory',
  meaning: 'What lies where, and how it got there.',
  odooGroups: ['stock.group_stock_user'],
  entities: [stockLevel, stockMovement, stockAdjustment, lot, lotTrace, scrap, delivery],
  events: [
    stockLevelChanged,
    stockMovementCompleted,
    stockAdjustmentPosted,
    lotCreated,
    lotChanged,
    lotTraceRecorded,
    scrapPosted,
    deliveryDispatched,
  ],
  commands: [reserveStock, issueGoods, transferStock, quarantineStock, adjustStock],
  queries: [stockAvailability],
};
