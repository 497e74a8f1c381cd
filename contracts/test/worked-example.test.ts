/** docs/add-a-contract.md shows worked-example/maintenance.ts: what the page tells is compiled, linted and run. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogOf } from '../src/catalog.js';
import type { OdooChange } from '../src/change.js';
import { serviceUsersOf } from '../src/generate/service-users.js';
import { fieldsOf } from '../src/generate/catalog-page.js';
import { schemasOf } from '../src/generate/schemas.js';
import { watchesOf } from '../src/generate/watches.js';
import { uncoveredBy } from './allowance-check.js';
import { change, CONTRACTS, origin } from './examples.js';
import { maintenance } from './worked-example/maintenance.js';

const catalog = catalogOf([maintenance]);
const closed = catalog.events.get('maintenance.work-request.closed.v1');
const planWork = catalog.commands.get('maintenance.plan-work.v1');

/** Not recorded: the shape of a recorded change around the values of this example. */
const closing: OdooChange = {
  ...change('party-updated'),
  model: 'maintenance.request',
  record_id: 7,
  rows: [{ model: 'maintenance.request', id: 7, path: '', op: 'update', old: { close_date: null }, new: { close_date: '2026-11-22' } }],
  snapshot: { id: 7, name: 'Oil', equipment_id: { id: 3, name: 'Lathe' }, schedule_date: '2026-11-22T08:00:00Z', close_date: '2026-11-22' },
};

test('the page shows this very file', () => {
  const file = readFileSync(join(CONTRACTS, 'test', 'worked-example', 'maintenance.ts'), 'utf8');
  const page = readFileSync(join(CONTRACTS, '..', 'docs', 'add-a-contract.md'), 'utf8');
  expect(page).toContain('```ts\n' + file.replaceAll("'../../src/", "'../../") + '```');
});

test('its event is the moment of closing, and only that', () => {
  expect(closed?.when(closing)).toBe(true);
  expect(closed?.data.parse(closed.toData(closing, origin))).toEqual({
    id: 'odoo:golden:maintenance.request:7',
    subject: 'Oil',
    equipment: 'Lathe',
    plannedAt: '2026-11-22T08:00:00Z',
    closedOn: '2026-11-22',
  });
  const [row] = closing.rows;
  if (!row) throw new Error('no row');
  expect(closed?.when({ ...closing, rows: [{ ...row, old: row.new, new: row.old }] })).toBe(false);
  expect(closed?.when({ ...closing, rows: [] })).toBe(false);
});

test('its command is allowed what it does', () => {
  const input = { workRequestId: 'odoo:golden:maintenance.request:7', plannedAt: '2026-11-23T08:00:00.5Z' };
  const operations = planWork?.toOdoo(planWork.input.parse(input)) ?? [];
  expect(operations).toContainEqual({ op: 'write', on: 'request', values: { schedule_date: '2026-11-23 08:00:00' } });
  expect(uncoveredBy(planWork?.allowances ?? [], operations)).toEqual([]);
  const answer = planWork?.fromOdoo({ request: { id: 7, schedule_date: '2026-11-23T08:00:00Z' } }, origin);
  expect(planWork?.answer.parse(answer)).toEqual({ ...input, plannedAt: '2026-11-23T08:00:00Z' });
});

test('all that is generated from it comes out whole', () => {
  expect(watchesOf(catalog)).toMatchObject([{ model: 'maintenance.request', contracts: ['maintenance.work-request.closed.v1'] }]);
  expect(serviceUsersOf(catalog).map((user) => user.login)).toEqual(['bridge-watch', 'bridge-maintenance']);
  for (const schema of schemasOf(catalog).values()) expect(fieldsOf(schema).filter((field) => field.dataClass === '')).toEqual([]);
});
