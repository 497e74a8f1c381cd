/** Projects on the real system: set-up, work, costs; each refusal provoked. The documents of a site are in construction.test.ts. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Journey } from '../../rig/journey.js';

const CREATE = 'projects.create-project.v1';
const TIMESHEET = 'projects.log-timesheet.v1';
const EQUIPMENT = 'projects.log-equipment-usage.v1';
const NOWHERE = 999_999_999;

// a button of Odoo takes seconds on a busy machine
jest.setTimeout(90_000);

let journey: Journey;
let project: number;
let projectId: string;
let closed: string;
let bare: string;

beforeAll(async () => {
  journey = await Journey.open();
  const done = await journey.create('project.project', { name: 'Journey, over', last_update_status: 'done' });
  closed = journey.id('project.project', done);
  bare = journey.id('project.project', await journey.create('project.project', { name: 'Journey, bare', allow_timesheets: false }));
}, 20 * 60_000);
afterAll(async () => journey.close());

const status = (value: string) => journey.create('project.update', { project_id: project, name: 'How it goes', status: value });

describe('a project', () => {
  const name = `Journey ${randomUUID()}`;

  test('projects.create-project.v1, projects.project.created.v1, projects.project.changed.v1: planning sets it up', async () => {
    const customer = await journey.create('res.partner', { name: 'Journey owner', is_company: true });
    const input = { name, customerId: journey.id('res.partner', customer), companyId: journey.id('res.company', 1), budgetedHours: '120' };
    const answer = await journey.send(CREATE, input);
    projectId = (answer.project as { id: string }).id;
    project = journey.row(projectId);
    const { data } = await journey.expectEvent('projects.project.created.v1', projectId);
    expect(data).toMatchObject({ name, phase: 'planned', manager: null, budgetedHours: '120', costCode: { name } });
    await journey.expectEvent('projects.project.changed.v1', projectId, (found) => found.change === 'created');
  });

  test('projects.create-project.v1: each refusal', async () => {
    const other = { name: `Journey ${randomUUID()}` };
    await journey.expectRefusal(CREATE, { name }, 'project-name-used');
    await journey.expectRefusal(CREATE, { ...other, customerId: journey.id('res.partner', NOWHERE) }, 'customer-not-found');
    await journey.expectRefusal(CREATE, { ...other, managerId: journey.id('res.users', NOWHERE) }, 'manager-not-found');
    await journey.expectRefusal(CREATE, { ...other, companyId: journey.id('res.company', NOWHERE) }, 'company-not-found');
  });

  test('projects.project.activated.v1: the manager gives it a first status', async () => {
    await status('on_track');
    const { data } = await journey.expectEvent('projects.project.activated.v1', projectId);
    expect(data).toMatchObject({ phase: 'active', status: 'on-track' });
  });

  test('projects.task.stage-changed.v1, projects.task.changed.v1: a task goes on', async () => {
    const [first, second] = [await stage('Journey, to do'), await stage('Journey, on site')];
    const task = await journey.create('project.task', { name: 'Dig', project_id: project, stage_id: first });
    const subject = journey.id('project.task', task);
    await journey.expectEvent('projects.task.changed.v1', subject, (found) => found.change === 'created');
    await journey.write('project.task', task, { stage_id: second });
    const { data } = await journey.expectEvent('projects.task.stage-changed.v1', subject);
    expect(data).toMatchObject({ stage: 'Journey, on site', project: { id: projectId } });
  });

  test('projects.milestone.reached.v1, projects.milestone.changed.v1: a milestone is reached', async () => {
    const milestone = await journey.create('project.milestone', { project_id: project, name: 'Roof', deadline: '2027-05-01' });
    const subject = journey.id('project.milestone', milestone);
    await journey.expectEvent('projects.milestone.changed.v1', subject, (found) => found.reached === false);
    await journey.call('project.milestone', 'toggle_is_reached', [[milestone], true]);
    const { data } = await journey.expectEvent('projects.milestone.reached.v1', subject);
    expect(data).toMatchObject({ reached: true, dueOn: '2027-05-01' });
  });
});

const stage = (name: string) => journey.create('project.task.type', { name, project_ids: [[4, project]] });

describe('hours', () => {
  const worked = { workedOn: '2027-01-11', hours: '7.5', description: 'Formwork' };
  let employee: string;
  let timesheet: string;

  test('projects.log-timesheet.v1, projects.timesheet.logged.v1, projects.project-cost.updated.v1: the site enters hours', async () => {
    employee = journey.id('hr.employee', await journey.create('hr.employee', { name: 'Journey foreman', hourly_cost: 40 }));
    const answer = await journey.send(TIMESHEET, { ...worked, projectId, employeeId: employee });
    timesheet = String(answer.timesheetId);
    expect(answer).toMatchObject({ worked: { value: '7.50', uom: 'Hours' } });
    const { data } = await journey.expectEvent('projects.timesheet.logged.v1', timesheet);
    expect(data).toMatchObject({ cost: { amount: '300.00' }, validated: false, employee: { id: employee } });
    const cost = await journey.expectEvent('projects.project-cost.updated.v1', timesheet);
    expect(cost.data).toMatchObject({ kind: 'labour', cost: { amount: '300.00' }, projects: [{ id: projectId }] });
  });

  test('projects.timesheet.changed.v1: they are corrected', async () => {
    await journey.write('account.analytic.line', journey.row(timesheet), { unit_amount: 8 });
    const { data } = await journey.expectEvent('projects.timesheet.changed.v1', timesheet);
    expect(data).toMatchObject({ worked: { value: '8.00' }, cost: { amount: '320.00' }, change: 'updated' });
  });

  test('projects.log-timesheet.v1: each refusal', async () => {
    const given = { ...worked, employeeId: employee };
    const elsewhere = await journey.create('project.task', { name: 'Elsewhere', project_id: journey.row(closed) });
    await journey.expectRefusal(TIMESHEET, { ...given, projectId: journey.id('project.project', NOWHERE) }, 'project-not-found');
    await journey.expectRefusal(TIMESHEET, { ...given, projectId: closed }, 'project-closed');
    await journey.expectRefusal(TIMESHEET, { ...given, projectId: bare }, 'project-takes-no-timesheets');
    await journey.expectRefusal(TIMESHEET, { ...given, projectId, taskId: journey.id('project.task', elsewhere) }, 'task-not-in-project');
    await journey.expectRefusal(TIMESHEET, { ...given, projectId, employeeId: journey.id('hr.employee', NOWHERE) }, 'employee-not-found');
    await inDays(() => journey.expectRefusal(TIMESHEET, { ...given, projectId }, 'hours-not-kept'));
  });
});

/** The company keeps timesheets in days for a while. */
async function inDays(meanwhile: () => Promise<void>): Promise<void> {
  const [days] = await journey.person.searchIds('uom.uom', [['name', '=', 'Days']]);
  const [hours] = await journey.person.searchIds('uom.uom', [['name', '=', 'Hours']]);
  await journey.write('res.company', 1, { project_time_mode_id: days });
  try {
    await meanwhile();
  } finally {
    await journey.write('res.company', 1, { project_time_mode_id: hours });
  }
}

describe('equipment', () => {
  const use = { usedOn: '2027-01-11', hours: '6.25', hourlyCost: { amount: '85.50', currency: 'USD' } };
  let equipmentId: string;

  test('projects.log-equipment-usage.v1, projects.equipment-usage.logged.v1: the site enters the use of a machine', async () => {
    equipmentId = journey.id('maintenance.equipment', await journey.create('maintenance.equipment', { name: 'Journey excavator' }));
    const answer = await journey.send(EQUIPMENT, { ...use, projectId, equipmentId });
    expect(answer).toMatchObject({ cost: { amount: '534.38', currency: 'USD' } });
    const { data } = await journey.expectEvent('projects.equipment-usage.logged.v1', String(answer.usageId));
    expect(data).toMatchObject({ equipmentId, usedHours: '6.25', projects: [{ id: projectId }] });
  });

  test('projects.log-equipment-usage.v1: each refusal', async () => {
    const given = { ...use, equipmentId };
    await journey.expectRefusal(EQUIPMENT, { ...given, projectId: journey.id('project.project', NOWHERE) }, 'project-not-found');
    await journey.expectRefusal(EQUIPMENT, { ...given, projectId: closed }, 'project-closed');
    await journey.expectRefusal(EQUIPMENT, { ...given, projectId: bare }, 'project-has-no-cost-code');
    const unknown = journey.id('maintenance.equipment', NOWHERE);
    await journey.expectRefusal(EQUIPMENT, { ...given, projectId, equipmentId: unknown }, 'equipment-not-found');
    const inGold = { amount: '1', currency: 'XAU' };
    await journey.expectRefusal(EQUIPMENT, { ...given, projectId, hourlyCost: inGold }, 'currency-differs');
  });
});

test('projects.project.closed.v1: the manager reports it as complete', async () => {
  await status('done');
  const { data } = await journey.expectEvent('projects.project.closed.v1', projectId);
  expect(data).toMatchObject({ phase: 'closed', status: 'done' });
});
