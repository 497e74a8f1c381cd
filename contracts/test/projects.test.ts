import { describe, expect, test } from '@jest/globals';
import type { OdooChange, SnapshotNode } from '../src/change.js';
import { isMoment } from '../src/contract.js';
import { snapshotOf } from '../src/snapshot.js';
import { equipmentIn, equipmentReference, isEquipmentUsage } from '../src/domains/projects/equipment-reference.js';
import { logEquipmentUsage } from '../src/domains/projects/log-equipment-usage.js';
import { logTimesheet } from '../src/domains/projects/log-timesheet.js';
import { projectCostUpdated } from '../src/domains/projects/project-cost.js';
import { projectActivated, projectClosed } from '../src/domains/projects/project-events.js';
import { rfiOpened } from '../src/domains/projects/rfi.js';
import { change, commandExample } from './examples.js';

describe('the phase of a project', () => {
  const recorded = change('project-activated');
  const [row] = recorded.rows;
  if (!row) throw new Error('no row');

  /** A change from `old` to `now` of these columns; the rest of the snapshot as recorded: on track, in an open stage. */
  function step(old: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>, stage?: SnapshotNode): OdooChange {
    const columns = stage ? { ...now, stage_id: stage.id } : now;
    const snapshot = { ...snapshotOf(recorded), ...now, ...(stage ? { stage_id: stage } : {}) };
    return { ...recorded, rows: [{ ...row, ...{ old, new: columns } } as OdooChange['rows'][number]], snapshot };
  }
  const told = (made: OdooChange): string[] =>
    [projectActivated, projectClosed].filter((event) => isMoment(event, made)).map(({ name }) => name);
  const status = (old: string, now: string) => told(step({ last_update_status: old }, { last_update_status: now }));
  const folded = { id: 3, name: 'Done', fold: true };
  const open = { id: 2, name: 'In Progress', fold: false };

  test('the first status, and the first after a pause or an end, activates', () => {
    for (const before of ['to_define', 'on_hold', 'done']) expect(status(before, 'at_risk')).toEqual(['activated']);
    expect(status('on_track', 'off_track')).toEqual([]);
    expect(status('on_track', 'on_hold')).toEqual([]);
  });

  test('done, a folded stage and the archive close', () => {
    expect(status('on_track', 'done')).toEqual(['closed']);
    expect(told(step({ stage_id: 2 }, {}, folded))).toEqual(['closed']);
    expect(told(step({ active: true }, { active: false }))).toEqual(['closed']);
  });

  test('what is closed is not closed again', () => {
    expect(told(step({ active: true }, { active: false, last_update_status: 'done' }))).toEqual([]);
    expect(told(step({ name: 'a' }, { name: 'b', last_update_status: 'done' }))).toEqual([]);
  });

  test('taken out of the archive, a project with a status is active again', () => {
    expect(told(step({ active: false }, { active: true }))).toEqual(['activated']);
  });

  test('moving among open stages tells nothing', () => {
    expect(told(step({ stage_id: 1 }, {}, open))).toEqual([]);
  });

  test('a re-emission is no moment', () => {
    expect(told({ ...recorded, op: 'snapshot', rows: [], fields: [] })).toEqual([]);
  });
});

test('a task becomes a request for information by this tag, not by another one', () => {
  const tagged = change('rfi-tagged');
  const other = tagged.rows.map((row) => (row.path === 'tag_ids' ? { ...row, new: { ...row.new, project_tags_id: 999_999 } } : row));
  expect(isMoment(rfiOpened, tagged)).toBe(true);
  expect(isMoment(rfiOpened, { ...tagged, rows: other })).toBe(false);
});

test('an invoice that takes the hours is no news of costs', () => {
  const invoiced = change('timesheet-validated');
  const rows = invoiced.rows.map((row) => ({ ...row, old: { timesheet_invoice_id: null }, new: { timesheet_invoice_id: 7 } }));
  expect(isMoment(projectCostUpdated, { ...invoiced, rows })).toBe(false);
  expect(isMoment(projectCostUpdated, { ...invoiced, rows: rows.map((row) => ({ ...row, new: { amount: -1 } })) })).toBe(true);
});

test('a reference names equipment only when it is exactly one', () => {
  expect(equipmentIn(equipmentReference(42))).toBe(42);
  for (const text of [null, '', 'maintenance.equipment,0', 'maintenance.equipment,1x', 'see maintenance.equipment,1'])
    expect([isEquipmentUsage(text), equipmentIn(text)]).toEqual([false, null]);
});

test('the cost of equipment is exact, whatever the floats say', () => {
  const { input } = commandExample(logEquipmentUsage.id);
  const operations = logEquipmentUsage.toOdoo(
    logEquipmentUsage.input.parse({ ...input, hours: '1.1', hourlyCost: { amount: '1.1', currency: 'USD' } }),
  );
  expect(operations.find(({ op }) => op === 'create')).toMatchObject({ values: { amount: -1.21 } });
});

test.each([
  ['0', false],
  ['0.00', false],
  ['0.25', true],
  ['24', true],
  ['24.5', false],
  ['25', false],
  ['-1', false],
  ['1.234', false],
])('a day of %s hours is taken: %s', (hours, taken) => {
  expect(logTimesheet.input.safeParse({ ...commandExample(logTimesheet.id).input, hours }).success).toBe(taken);
});
