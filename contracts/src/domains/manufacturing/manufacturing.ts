import type { Domain } from '../../contract.js';
import { materialConsumption, materialConsumptionBooked } from './material-consumption.js';
import { productionOrder } from './production-order.js';
import * as orderEvents from './production-order-events.js';
import { productionScrap, productionScrapReported } from './production-scrap.js';
import { qualityFailure, qualityFailureReported } from './quality-failure.js';
import { workOrder, workOrderFinished, workOrderStarted } from './work-order.js';

export const manufacturing: Domain = {
  name: 'manufacturing',
  meaning: 'Making products: orders to the shop floor and what comes back of them.',
  odooGroups: [],
  entities: [productionOrder, workOrder, materialConsumption, productionScrap, qualityFailure],
  events: [
    orderEvents.productionOrderReleased,
    orderEvents.productionOrderStarted,
    orderEvents.productionOrderCompleted,
    orderEvents.productionOrderCancelled,
    orderEvents.productionOrderChanged,
    workOrderStarted,
    workOrderFinished,
    materialConsumptionBooked,
    productionScrapReported,
    qualityFailureReported,
  ],
  commands: [],
};
