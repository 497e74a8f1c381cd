import type { Domain } from '../../contract.js';
import { createLead } from './create-lead.js';
import { opportunity } from './opportunity.js';
import { opportunityChanged, opportunityCreated, opportunityLost, opportunityStageChanged, opportunityWon } from './opportunity-events.js';

export const crm: Domain = {
  name: 'crm',
  meaning: 'Chances to sell: who is interested, how far it is, and how it ended.',
  odooGroups: ['sales_team.group_sale_salesman_all_leads'],
  entities: [opportunity],
  events: [opportunityCreated, opportunityStageChanged, opportunityWon, opportunityLost, opportunityChanged],
  commands: [createLead],
};
