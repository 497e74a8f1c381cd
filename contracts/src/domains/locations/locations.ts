import type { Domain } from '../../contract.js';
import { location, locationChanged, locationClosed } from './location.js';

export const locations: Domain = {
  name: 'locations',
  meaning: 'Where goods lie.',
  odooGroups: [],
  entities: [location],
  events: [locationChanged, locationClosed],
  commands: [],
};
