import type { Domain } from '../../contract.js';
import { projectCostSummary } from './project-cost-summary.js';

export const projects: Domain = {
  name: 'projects',
  meaning: 'Work that is planned, done and accounted for as a project.',
  // without the last one Odoo's record rules hide every cost that is no timesheet, and a summary would be too low
  odooGroups: ['project.group_project_manager', 'hr_timesheet.group_timesheet_manager', 'account.group_account_readonly'],
  entities: [],
  events: [],
  commands: [],
  queries: [projectCostSummary],
};
