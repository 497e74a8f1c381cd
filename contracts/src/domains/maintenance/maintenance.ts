import type { Domain } from '../../contract.js';
import { equipmentByAssetTag } from './equipment-by-asset-tag.js';

export const maintenance: Domain = {
  name: 'maintenance',
  meaning: 'Keeping machines running.',
  odooGroups: ['maintenance.group_equipment_manager'],
  entities: [],
  events: [],
  commands: [],
  queries: [equipmentByAssetTag],
};
