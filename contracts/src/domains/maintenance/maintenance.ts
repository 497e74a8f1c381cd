import type { Domain } from '../../contract.js';
import { assetFailure, assetFailureReported } from './asset-failure.js';
import { closeRequest } from './close-request.js';
import { labour, labourBooked, maintenanceCost, maintenanceCostPosted } from './cost.js';
import { equipment, equipmentChanged } from './equipment.js';
import { issueSpareParts } from './issue-spare-parts.js';
import { moveRequest } from './move-request.js';
import { openRequest } from './open-request.js';
import { partsConsumed, partsConsumption } from './parts-consumption.js';
import { postCost } from './post-cost.js';
import * as requestEvents from './request-events.js';
import { maintenanceRequest } from './request.js';
import { workOrder, workOrderCompleted, workOrderReleased } from './work-order.js';
import { equipmentByAssetTag } from './equipment-by-asset-tag.js';

export const maintenance: Domain = {
  name: 'maintenance',
  meaning: 'Keeping machines running.',
  odooGroups: ['maintenance.group_equipment_manager', 'stock.group_stock_user', 'analytic.group_analytic_accounting'],
  entities: [equipment, maintenanceRequest, assetFailure, workOrder, partsConsumption, labour, maintenanceCost],
  events: [
    equipmentChanged,
    requestEvents.requestOpened,
    requestEvents.requestStageChanged,
    requestEvents.requestDone,
    requestEvents.requestChanged,
    assetFailureReported,
    workOrderReleased,
    workOrderCompleted,
    partsConsumed,
    labourBooked,
    maintenanceCostPosted,
  ],
  commands: [openRequest, moveRequest, closeRequest, issueSpareParts, postCost],
  queries: [equipmentByAssetTag],
};
