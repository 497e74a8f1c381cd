import type { Domain } from '../../contract.js';
import { finishWorkOrder } from './finish-work-order.js';
import { holdProductionOrder } from './hold-production-order.js';
import { materialConsumption, materialConsumptionBooked } from './material-consumption.js';
import { productionOrder } from './production-order.js';
import * as orderEvents from './production-order-events.js';
import { productionScrap, productionScrapReported } from './production-scrap.js';
import { qualityFailure, qualityFailureReported } from './quality-failure.js';
import { releaseProductionOrder } from './release-production-order.js';
import { reportProduction } from './report-production.js';
import { workOrder, workOrderFinished, workOrderStarted } from './work-order.js';

export const manufacturing: Domain = {
  name: 'manufacturing',
  meaning: 'Making products: orders to the shop floor and what comes back of them.',
  // reading accounts: closing an order looks at the entries and analytic items of it, and a back-order copies them along
  odooGroups: ['mrp.group_mrp_user', 'stock.group_stock_user', 'account.group_account_readonly'],
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
  commands: [releaseProductionOrder, reportProduction, finishWorkOrder, holdProductionOrder],
};
