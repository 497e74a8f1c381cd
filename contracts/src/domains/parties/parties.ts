import type { Domain } from '../../contract.js';

export const parties: Domain = { name: 'parties', meaning: '', odooGroups: [], entities: [], events: [], commands: [] };
