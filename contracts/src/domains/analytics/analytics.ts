import type { Domain } from '../../contract.js';
import { costCode, costCodeChanged, costCodeClosed, costCodeOpened } from './cost-code.js';

export const analytics: Domain = {
  name: 'analytics',
  meaning: 'What costs and revenues are sorted by, beside the accounts.',
  odooGroups: [],
  entities: [costCode],
  events: [costCodeOpened, costCodeClosed, costCodeChanged],
  commands: [],
};
