import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AuditLog } from '../../src/audit/audit.js';
import { Health } from '../../src/observe/observe.js';
import { InForce, Policy, Reload, Shadow } from '../../src/policy/policy.js';
import { clientOf } from '../../src/subscription/subscription.js';
import { eventually } from '../rig/eventually.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';
import { quiet } from '../rig/quiet.js';
import { type PolicyDirectory, policyDirectory } from './directory.js';

const A = '@id("a") permit (principal, action, resource) when { principal.roles.contains("mes") };';
const B = '@id("b") permit (principal, action, resource) when { principal.roles.contains("wms") };';

let database: TestDatabase;
let audit: AuditLog;
let directory: PolicyDirectory;
beforeEach(async () => {
  quiet();
  database = await testDatabase();
  audit = new AuditLog(database.store);
  directory = policyDirectory({ 'mine.cedar': A });
});
afterEach(async () => {
  await database.drop();
  directory.remove();
});

async function replica() {
  const policy = Policy.load(directory.path);
  const inForce = new InForce(policy, database.store, audit);
  const shadow = new Shadow({}, database.store);
  const health = new Health();
  await inForce.onModuleInit();
  return { policy, inForce, health, reload: new Reload({ policyDir: directory.path }, inForce, shadow, health) };
}

const changes = () =>
  database.query<{ actor: string; data: unknown }>(`SELECT actor, data FROM audit_entry WHERE kind = 'policy.changed' ORDER BY seq`);
const maySee = (policy: Policy, role: string): boolean => policy.visibleClasses(clientOf({ id: 'x', roles: [role] })).size > 0;

describe('a change of the policies is audited', () => {
  test('once, however many replicas start with them, and with what changed', async () => {
    const [first] = await Promise.all([replica(), replica(), replica()]);
    const before = first.policy.set.digest;
    expect(await changes()).toEqual([
      {
        actor: 'bridge',
        data: expect.objectContaining({ oldDigest: null, newDigest: before, added: ['a'], removed: [], edited: [] }),
      },
    ]);
    directory.write('mine.cedar', A.replace('mes', 'cmms'));
    directory.write('more.cedar', B);
    directory.write('limits.json', [{ name: 'few', roles: ['*'], contracts: ['*'], perDay: 5 }]);
    expect(await first.reload.now('ops')).toBe(true);
    const [, second] = await changes();
    expect(second).toEqual({
      actor: 'ops',
      data: {
        oldDigest: before,
        newDigest: first.policy.set.digest,
        added: ['b'],
        removed: [],
        edited: ['a'],
        tables: ['limits'],
      },
    });
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 2 });
  });

  test('files that say the same in another order are no change', async () => {
    const here = await replica();
    directory.write('mine.cedar', `// a comment of the file\n${A}`);
    await here.reload.now();
    await replica();
    expect(await changes()).toHaveLength(1);
  });

  test('and what was in force once can be read', async () => {
    const here = await replica();
    const { digest } = here.policy.set;
    directory.write('mine.cedar', B);
    await here.reload.now();
    expect((await here.inForce.past(digest))?.texts.get('a')).toEqual({ file: 'mine.cedar', text: A });
    expect(await here.inForce.past('unknown')).toBeUndefined();
  });
});

describe('reload', () => {
  test('on SIGHUP the new files decide', async () => {
    const here = await replica();
    here.reload.onApplicationBootstrap();
    expect([maySee(here.policy, 'mes'), maySee(here.policy, 'wms')]).toEqual([true, false]);
    directory.write('mine.cedar', B);
    // a real signal would reach the process of the test runner, not this sandbox's
    process.emit('SIGHUP', 'SIGHUP');
    await eventually(() => !maySee(here.policy, 'mes') && maySee(here.policy, 'wms'));
    await here.reload.onModuleDestroy();
  });

  test('a mistake keeps the old ones and is told', async () => {
    const here = await replica();
    directory.write('mine.cedar', 'permit (');
    expect(await here.reload.now()).toBe(false);
    expect(here.reload.problem).toMatch(/mine\.cedar: /);
    expect(maySee(here.policy, 'mes')).toBe(true);
    expect(here.health.all().policy).toMatchObject({ state: 'ok', detail: expect.stringMatching(/could not be loaded: .*mine\.cedar/) });
    directory.write('mine.cedar', B);
    expect(await here.reload.now()).toBe(true);
    expect(here.reload.problem).toBeUndefined();
    expect(maySee(here.policy, 'wms')).toBe(true);
  });

  test('without evidence nothing changes', async () => {
    const here = await replica();
    await database.query('ALTER TABLE policy_set RENAME TO gone');
    directory.write('mine.cedar', B);
    expect(await here.reload.now()).toBe(false);
    expect(maySee(here.policy, 'wms')).toBe(false);
    await database.query('ALTER TABLE gone RENAME TO policy_set');
    expect(await here.reload.now()).toBe(true);
    expect(maySee(here.policy, 'wms')).toBe(true);
  });
});

test('a folder without policies is no shadow set, until a reload finds some in it', () => {
  const folder = policyDirectory({});
  const shadow = new Shadow({ policyShadowDir: folder.path }, database.store);
  expect(shadow.digest).toBeUndefined();
  folder.write('mine.cedar', A);
  shadow.load();
  expect(shadow.digest).toBe(Policy.load(folder.path).set.digest);
  folder.remove();
});
