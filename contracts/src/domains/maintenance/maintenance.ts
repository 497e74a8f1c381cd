import type { Domain } from '../../contract.js';
import { assetFailure, assetFailureReported } from './asset-failure.js';
import { labour, labourBooked, maintenanceCost, maintenanceCostPosted } from './cost.js';
import { equipment, equipmentChanged } from './equipment.js';
import { partsConsumed, partsConsumption } from './parts-consumption.js';
import * as requestEvents from './request-events.js';
import { maintenanceRequest } from './request.js';
import { workOrder, workOrderCompleted, workOrderReleased } from './work-order.js';

export const maintenance: Domain = {
  name: 'maintenance',
  meaning: 'Keeping machines running.',
  odooGroups: [],
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
  commands: [],
};
