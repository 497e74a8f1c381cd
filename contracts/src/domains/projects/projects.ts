import type { Domain } from '../../contract.js';
import { changeOrder, changeOrderApproved, changeOrderProposed, changeOrderRejected } from './change-order.js';
import { createProject } from './create-project.js';
import { equipmentUsage, equipmentUsageLogged } from './equipment-usage.js';
import { logEquipmentUsage } from './log-equipment-usage.js';
import { logTimesheet } from './log-timesheet.js';
import { milestone, milestoneChanged, milestoneOverdue, milestoneReached } from './milestone.js';
import { projectCostSummary } from './project-cost-summary.js';
import { project } from './project.js';
import { projectCost, projectCostUpdated } from './project-cost.js';
import { projectActivated, projectChanged, projectClosed, projectCreated } from './project-events.js';
import { rfi, rfiAnswered, rfiOpened } from './rfi.js';
import { answerRfi, openRfi } from './rfi-commands.js';
import { siteReceipt, siteReceiptPosted } from './site-receipt.js';
import { subcontractorBill, subcontractorBillPaid, subcontractorBillPosted } from './subcontractor-bill.js';
import { task, taskChanged, taskStageChanged } from './task.js';
import { timesheet, timesheetChanged, timesheetLogged, timesheetValidated } from './timesheet.js';

export const projects: Domain = {
  name: 'projects',
  meaning: 'Work for customers and for ourselves: projects, their tasks, hours and costs, and the documents of a building site.',
  odooGroups: [
    'project.group_project_manager',
    // the query: without the next two Odoo's record rules hide every cost that is no timesheet, and a summary would be too low
    'hr_timesheet.group_timesheet_manager',
    'account.group_account_readonly',
    // Odoo shows equipment that a user neither owns nor follows only to its managers
    'maintenance.group_equipment_manager',
    // and lets only them enter costs that are no timesheets
    'account.group_account_invoice',
  ],
  entities: [project, task, milestone, timesheet, projectCost, equipmentUsage, rfi, changeOrder, siteReceipt, subcontractorBill],
  events: [
    projectCreated,
    projectActivated,
    projectClosed,
    projectChanged,
    taskStageChanged,
    taskChanged,
    milestoneReached,
    milestoneOverdue,
    milestoneChanged,
    timesheetLogged,
    timesheetValidated,
    timesheetChanged,
    projectCostUpdated,
    equipmentUsageLogged,
    rfiOpened,
    rfiAnswered,
    changeOrderProposed,
    changeOrderApproved,
    changeOrderRejected,
    siteReceiptPosted,
    subcontractorBillPosted,
    subcontractorBillPaid,
  ],
  commands: [createProject, logTimesheet, logEquipmentUsage, openRfi, answerRfi],
  queries: [projectCostSummary],
};
