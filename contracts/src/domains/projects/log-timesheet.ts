/** log-timesheet: time that an employee worked on a project. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, idOf, type OdooOperation, rowId } from '../../contract.js';
import { answered, number, oneOrNull, text } from '../../snapshot.js';
import { byKey } from '../../steps.js';
import { projectId } from './project.js';
import { openProject, PROJECT_REFUSALS } from './steps.js';
import { taskId } from './task.js';

const { field } = canonical;

/** Above zero, up to 24. */
const hours = z.string().regex(/^(?=.*[1-9])(([0-9]|1[0-9]|2[0-3])(\.[0-9]{1,2})?|24(\.0{1,2})?)$/);

const checkTask = (project: string, task: string | undefined): OdooOperation[] =>
  task === undefined
    ? []
    : [
        {
          op: 'find',
          as: 'task',
          model: 'project.task',
          domain: [
            ['id', '=', rowId(task)],
            ['project_id', '=', rowId(project)],
          ],
          expect: 'one',
          refusal: 'task-not-in-project',
        },
      ];

export const logTimesheet = defineCommand({
  domain: 'projects',
  name: 'log-timesheet',
  version: 1,
  meaning: "Enter time that an employee worked on a project. Its cost follows from the employee's hourly cost in Odoo.",
  owner: 'projects',
  input: z.object({
    projectId: field(projectId, 'internal', 'The project'),
    taskId: field(taskId.optional(), 'internal', 'The task, of this project'),
    employeeId: field(idOf('hr.employee'), 'internal', 'Who worked'),
    workedOn: field(z.iso.date(), 'personal', 'Day of the work'),
    hours: field(hours, 'personal', 'Hours worked on that day, above 0 and up to 24'),
    description: field(canonical.lineOfText(500).optional(), 'personal', 'What was done'),
    externalId: canonical.newKey('entry'),
  }),
  answer: z.object({
    timesheetId: field(idOf('account.analytic.line'), 'internal', 'Canonical id of the entry'),
    workedOn: field(z.iso.date(), 'personal', 'Day of the work'),
    worked: canonical.quantity('personal', 'Time entered'),
  }),
  refusals: {
    ...PROJECT_REFUSALS,
    'project-takes-no-timesheets': 'Timesheets are switched off for this project in Odoo.',
    'task-not-in-project': 'The task does not exist or belongs to another project.',
    'employee-not-found': 'No such employee is visible to the bridge, or he is archived.',
    'hours-not-kept': 'The company keeps timesheets in another unit than hours: enter it in Odoo.',
  },
  aggregate: ({ projectId: id }) => id,
  external: { model: 'account.analytic.line', record: 'new' },
  allowances: [
    {
      model: 'account.analytic.line',
      operation: 'create',
      fields: ['date', 'employee_id', 'name', 'project_id', 'task_id', 'unit_amount'],
    },
    { model: 'account.analytic.line', operation: 'read' },
    { model: 'hr.employee', operation: 'read' },
    { model: 'project.project', operation: 'read' },
    { model: 'project.task', operation: 'read' },
    { model: 'uom.uom', operation: 'read' },
  ],
  toOdoo: (input) => [
    ...openProject(input.projectId),
    { op: 'assert', on: 'project', domain: [['allow_timesheets', '=', true]], refusal: 'project-takes-no-timesheets' },
    ...checkTask(input.projectId, input.taskId),
    {
      op: 'find',
      as: 'employee',
      model: 'hr.employee',
      domain: [['id', '=', rowId(input.employeeId)]],
      expect: 'one',
      refusal: 'employee-not-found',
    },
    {
      op: 'create',
      as: 'timesheet',
      model: 'account.analytic.line',
      values: {
        project_id: rowId(input.projectId),
        ...(input.taskId === undefined ? {} : { task_id: rowId(input.taskId) }),
        employee_id: rowId(input.employeeId),
        date: input.workedOn,
        unit_amount: Number(input.hours),
        // Odoo's own word for nothing
        name: input.description ?? '/',
      },
      ...byKey(input),
    },
    { op: 'assert', on: 'timesheet', domain: [['product_uom_id.name', '=', 'Hours']], refusal: 'hours-not-kept' },
    { op: 'read', on: 'timesheet', as: 'timesheet', spec: { date: {}, unit_amount: {}, product_uom_id: canonical.UOM_SPEC } },
  ],
  fromOdoo(answers, origin) {
    const timesheet = answered(answers, 'timesheet');
    return {
      timesheetId: canonicalId(origin, 'account.analytic.line', timesheet.id),
      workedOn: text(timesheet, 'date'),
      worked: canonical.toQuantity(number(timesheet, 'unit_amount'), oneOrNull(timesheet, 'product_uom_id')),
    };
  },
});
