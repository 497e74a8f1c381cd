import type { Domain } from '../../contract.js';

export const procurement: Domain = { name: 'procurement', meaning: '', odooGroups: [], entities: [], events: [], commands: [] };
