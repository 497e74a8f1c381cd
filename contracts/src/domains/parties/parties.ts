import type { Domain } from '../../contract.js';
import { party, partyChanged } from './party.js';

export const parties: Domain = {
  name: 'parties',
  meaning: 'Who we deal with: companies, people and their addresses.',
  odooGroups: [],
  entities: [party],
  events: [partyChanged],
  commands: [],
};
