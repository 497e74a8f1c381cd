import type { Domain } from '../../contract.js';
import { delivery, deliveryDispatched } from './delivery.js';
import { lot, lotChanged, lotCreated } from './lot.js';
import { lotTrace, lotTraceRecorded } from './lot-trace.js';
import { scrap, scrapPosted } from './scrap.js';
import { stockAdjustment, stockAdjustmentPosted } from './stock-adjustment.js';
import { stockLevel, stockLevelChanged } from './stock-level.js';
import { stockMovement, stockMovementCompleted } from './stock-movement.js';

export const inventory: Domain = {
  name: 'inventory',
  meaning: 'What lies where, and how it got there.',
  odooGroups: [],
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
  commands: [],
};
