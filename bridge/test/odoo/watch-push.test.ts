import { afterEach, expect, test } from '@jest/globals';
import type { NewAuditEntry } from '../../src/audit/audit.js';
import { Health } from '../../src/observe/observe.js';
import { WatchPush } from '../../src/odoo/watch-push.js';
import { eventually } from '../rig/eventually.js';
import { quiet } from '../rig/quiet.js';

quiet();

const health = new Health();
let push: WatchPush | undefined;
afterEach(() => push?.onModuleDestroy());

/** Pushes to an Odoo that gives this answer of the addon; the kinds of audit entries that came of it. */
async function pushed(answer: object): Promise<{ readonly detail: string; readonly entries: readonly string[] }> {
  const entries: NewAuditEntry[] = [];
  const odoo = { call: (_call: unknown, shape: { parse: (value: unknown) => unknown }) => Promise.resolve(shape.parse(answer)) };
  const audit = { append: (some: readonly NewAuditEntry[]) => Promise.resolve(void entries.push(...some)) };
  push = new WatchPush(odoo as never, audit as never, health);
  push.onApplicationBootstrap();
  await eventually(() => health.all().watches?.state === 'ok');
  return { detail: health.all().watches?.detail ?? '', entries: entries.map(({ kind }) => kind) };
}

test('watches that Odoo lacks something for are named, and do not make the bridge unready', async () => {
  const answer = {
    ...{ active: ['purchase.order'], unchanged: [], changed: ['purchase.order'], removed: [] },
    absent: { 'fleet.vehicle': ['fleet.vehicle: no such model'], 'res.partner': ['res.partner.supplier_rank: no such field'] },
  };
  const { detail, entries } = await pushed(answer);
  expect(detail).toBe('1 watches active; not in this Odoo: fleet.vehicle: no such model, res.partner.supplier_rank: no such field');
  expect(entries).toEqual(['watch.push-begun', 'watch.pushed']);
});

test('the answer of an addon that knows no absent watches is understood', async () => {
  const { detail, entries } = await pushed({ active: ['purchase.order'], unchanged: ['purchase.order'], changed: [], removed: [] });
  expect(detail).toBe('1 watches active');
  expect(entries).toEqual(['watch.push-begun']);
});
