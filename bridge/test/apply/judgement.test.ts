import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CommandContract, type Facts, catalog } from '@odoo-nats-bridge/contracts';
import { Judgement } from '../../src/apply/judgement.js';
import { Queue } from '../../src/apply/queue.js';
import { Usage } from '../../src/apply/usage.js';
import { AuditLog } from '../../src/audit/audit.js';
import { Register } from '../../src/command/register.js';
import { Access } from '../../src/identity/access.js';
import { Policy, Shadow, type Verdict } from '../../src/policy/policy.js';
import type { Command } from '../../src/store/store.js';
import { clientOf } from '../../src/subscription/subscription.js';
import { type PolicyDirectory, SHIPPED, policyDirectory } from '../policy/directory.js';
import { confirmIntent, takeOne } from '../rig/commands.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';
import { quiet } from '../rig/quiet.js';

const CONFIRM = 'procurement.confirm-purchase-order.v1';
const contract = contractOf(CONFIRM);
function contractOf(id: string): CommandContract {
  const found = catalog.commands.get(id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
}
const access = new Access(
  ['buyer', 'other'].map((id) => clientOf({ id, roles: ['buyer'] })),
  [],
);
const order = (amountMinor = 1_000): Facts => ({
  supplier: 'odoo:demo:res.partner:12',
  company: 'odoo:demo:res.company:1',
  state: 'draft',
  currency: 'USD',
  totalMinor: amountMinor,
  amountMinor,
});
const limited = (limit: object) => ({
  'all.cedar': `
    @id("all") permit (principal, action, resource);
    @id("limits") @code("rate-limited") forbid (principal, action, resource is Record) when { !resource.exceededLimits.isEmpty() };`,
  'limits.json': [{ name: 'few', roles: ['buyer'], contracts: [CONFIRM], ...limit }],
});

let database: TestDatabase;
let audit: AuditLog;
let register: Register;
let directory: PolicyDirectory | undefined;
beforeEach(async () => {
  quiet();
  database = await testDatabase();
  audit = new AuditLog(database.store);
  register = new Register(database.store, audit);
});
afterEach(async () => {
  await database.drop();
  directory?.remove();
  directory = undefined;
});

/** One replica. */
function replica(policy: Policy, shadowDir?: string): { queue: Queue; judgement: Judgement; shadow: Shadow } {
  const queue = new Queue(database.store, audit);
  const shadow = new Shadow({ policyShadowDir: shadowDir }, database.store);
  return { queue, shadow, judgement: new Judgement(database.store, queue, policy, access, new Usage(), shadow) };
}

function policyOf(files: Readonly<Record<string, unknown>>): Policy {
  directory = policyDirectory(files);
  return Policy.load(directory.path);
}

let keys = 0;
async function send(orderNumber: number, client = 'buyer'): Promise<void> {
  await register.record(confirmIntent(orderNumber, `key-${(keys += 1)}`, client));
}
async function mustTake(queue: Queue): Promise<Command> {
  const taken = await takeOne(queue);
  if (taken === undefined) throw new Error('nothing to take');
  return taken;
}
async function judgeNext({ queue, judgement }: ReturnType<typeof replica>, facts = order()): Promise<Verdict> {
  const verdict = await judgement.of(await mustTake(queue), contract, facts);
  if (verdict === undefined) throw new Error('the lease was lost');
  return verdict;
}

describe('limits', () => {
  test('are exact under two replicas that judge at once: 6 of 16, and never one more', async () => {
    const policy = policyOf(limited({ perHour: 6 }));
    const replicas = [replica(policy), replica(policy)];
    for (let n = 1; n <= 16; n += 1) await send(n);
    const verdicts: Verdict[] = [];
    const work = async (here: ReturnType<typeof replica>): Promise<void> => {
      for (let taken = await takeOne(here.queue); taken !== undefined; taken = await takeOne(here.queue)) {
        const verdict = await here.judgement.of(taken, contract, order());
        if (verdict !== undefined) verdicts.push(verdict);
      }
    };
    await Promise.all(replicas.flatMap((here) => [work(here), work(here), work(here), work(here)]));
    expect(verdicts).toHaveLength(16);
    expect(verdicts.filter(({ verdict }) => verdict === 'allowed')).toHaveLength(6);
    expect(verdicts.find(({ verdict }) => verdict === 'refused')).toMatchObject({
      code: 'rate-limited',
      policies: ['limits'],
      detail: { limits: ['few'] },
    });
  }, 120_000);

  test('say when to come again, free their places when that time has passed, and clear up behind them', async () => {
    const here = replica(policyOf(limited({ perMinute: 1 })));
    for (const n of [1, 2, 3]) await send(n);
    await judgeNext(here);
    const refused = await judgeNext(here);
    const retryAfterSeconds = refused.verdict === 'refused' ? Number(refused.detail?.retryAfterSeconds) : NaN;
    expect(retryAfterSeconds).toBeGreaterThan(55);
    expect(retryAfterSeconds).toBeLessThanOrEqual(61);
    await database.query(`UPDATE policy_usage SET starts_at = starts_at - $1 * interval '1 s'`, [retryAfterSeconds]);
    expect(await judgeNext(here)).toMatchObject({ verdict: 'allowed' });
    expect(await database.query(`SELECT 1 FROM policy_usage WHERE grain = 'second'`)).toHaveLength(1);
  });

  test('count each client for itself, and only what was let through', async () => {
    const here = replica(policyOf(limited({ perDay: 1 })));
    await send(1);
    await send(2);
    await send(3, 'other');
    expect(await judgeNext(here)).toMatchObject({ verdict: 'allowed' });
    expect(await judgeNext(here)).toMatchObject({ code: 'rate-limited' });
    expect(await judgeNext(here)).toMatchObject({ verdict: 'allowed' });
    expect(await database.query(`SELECT client, commands FROM policy_usage WHERE grain = 'quarter' ORDER BY client`)).toEqual([
      { client: 'buyer', commands: 1 },
      { client: 'other', commands: 1 },
    ]);
  });

  test('of volume add up money', async () => {
    const here = replica(policyOf(limited({ volumePerDayMinor: 10_000 })));
    for (const n of [1, 2, 3]) await send(n);
    expect(await judgeNext(here, order(6_000))).toMatchObject({ verdict: 'allowed' });
    expect(await judgeNext(here, order(4_001))).toMatchObject({ code: 'rate-limited' });
    expect(await judgeNext(here, order(4_000))).toMatchObject({ verdict: 'allowed' });
  });

  test('a command that is judged again after its approval is counted once', async () => {
    const here = replica(policyOf(limited({ perHour: 1 })));
    await send(1);
    const taken = await mustTake(here.queue);
    expect(await here.judgement.of(taken, contract, order())).toMatchObject({ verdict: 'allowed' });
    const again = await register.byId(taken.id);
    if (again === null) throw new Error('it is gone');
    expect(await here.judgement.of(again, contract, order())).toMatchObject({ verdict: 'allowed' });
    expect(await database.query('SELECT sum(commands)::int AS sum FROM policy_usage')).toEqual([{ sum: 3 }]);
  });

  test('a lost lease counts nothing', async () => {
    const here = replica(policyOf(limited({ perHour: 1 })));
    await send(1);
    const taken = await mustTake(here.queue);
    await database.query(`UPDATE command SET attempts = attempts + 1`);
    expect(await here.judgement.of(taken, contract, order())).toBeUndefined();
    expect(await database.query('SELECT * FROM policy_usage')).toEqual([]);
  });
});

describe('judged together', () => {
  const transactions = () => database.query(`SELECT DISTINCT xmin::text FROM audit_entry WHERE kind = 'command.judged'`);
  const takeAll = (queue: Queue): Promise<Command[]> => queue.take({ interactive: 10, bulk: 0 });

  test('in one transaction, one after another: a limit holds, and the first ones get its places', async () => {
    const here = replica(policyOf(limited({ perHour: 2 })));
    for (const n of [1, 2, 3, 4]) await send(n);
    const verdicts = await Promise.all((await takeAll(here.queue)).map((command) => here.judgement.of(command, contract, order())));
    expect(verdicts.map((verdict) => verdict?.verdict)).toEqual(['allowed', 'allowed', 'refused', 'refused']);
    expect(await transactions()).toHaveLength(1);
    expect(await database.query(`SELECT commands FROM policy_usage WHERE grain = 'quarter'`)).toEqual([{ commands: 2 }]);
  });

  test('a lost lease is its own: the others are judged, and nothing is counted twice', async () => {
    const here = replica(policyOf(limited({ perHour: 9 })));
    for (const n of [1, 2, 3]) await send(n);
    const taken = await takeAll(here.queue);
    await database.query(`UPDATE command SET attempts = attempts + 1 WHERE aggregate LIKE '%:2'`);
    const verdicts = await Promise.all(taken.map((command) => here.judgement.of(command, contract, order())));
    expect(verdicts.map((verdict) => verdict?.verdict)).toEqual(['allowed', undefined, 'allowed']);
    expect(await database.query(`SELECT commands FROM policy_usage WHERE grain = 'quarter'`)).toEqual([{ commands: 2 }]);
  });

  test('what a person has to decide is left for later: neither kept nor counted, and it holds up no other', async () => {
    const here = replica(Policy.load(SHIPPED));
    for (const n of [1, 2]) await send(n);
    const [small, large] = await takeAll(here.queue);
    if (small === undefined || large === undefined) throw new Error('nothing to take');
    const verdicts = await Promise.all([
      here.judgement.of(small, contract, order(), undefined, 'later'),
      here.judgement.of(large, contract, order(2_000_000), undefined, 'later'),
    ]);
    expect(verdicts.map((verdict) => verdict?.verdict)).toEqual(['allowed', 'approval-required']);
    expect((await register.byId(small.id))?.verdict).toMatchObject({ verdict: 'allowed' });
    expect((await register.byId(large.id))?.verdict).toBeNull();
    expect(await database.query(`SELECT commands FROM policy_usage WHERE grain = 'quarter'`)).toEqual([{ commands: 1 }]);
  });
});

describe('segregation of duties', () => {
  test('who requested a purchase may not confirm it, and somebody else may', async () => {
    const here = replica(Policy.load(SHIPPED));
    for (const client of ['buyer', 'other']) await send(7, client);
    await database.query(`
      INSERT INTO command (id, correlation_id, client, idempotency_key, type, digest, input, aggregate, via, status, not_before, accepted_at,
        finished_at, answer)
      VALUES (gen_random_uuid(), 'x', 'buyer', 'made', 'procurement.request-purchase.v1', 'd', '{}', 'odoo:demo:res.partner:12', 'http',
        'applied', now(), now(), now(), '{"purchaseOrder": {"id": "odoo:demo:purchase.order:7", "number": "P00007"}}')`);
    const taken = await mustTake(here.queue);
    expect(await here.judgement.of(taken, contract, order())).toMatchObject({
      verdict: 'refused',
      code: 'segregation-of-duties',
      policies: ['who-requested-does-not-confirm'],
    });
    await here.queue.settle(taken, { status: 'refused', answer: null, refusal: null, evidence: {} });
    expect(await judgeNext(here)).toMatchObject({ verdict: 'allowed' });
  });
});

test('the verdict is kept with all that policy knew, and with the digest of the policies', async () => {
  const policy = Policy.load(SHIPPED);
  const here = replica(policy);
  await send(1);
  await judgeNext(here);
  const [row] = await database.query<{ verdict: unknown }>('SELECT verdict FROM command');
  expect(row?.verdict).toMatchObject({
    verdict: 'allowed',
    policies: ['buyer-confirms-up-to-threshold'],
    policySet: policy.set.digest,
    facts: order(),
    requester: { id: 'buyer', roles: ['buyer'] },
    circumstances: { via: 'http', fields: ['purchaseOrderId'], makers: [], sent: { minute: { commands: 0 } } },
  });
});

describe('shadow policies', () => {
  test('what they would change is counted and shown, and changes nothing', async () => {
    directory = policyDirectory({ 'none.cedar': '@id("none") permit (principal, action, resource) when { principal.external };' });
    const here = replica(Policy.load(SHIPPED), directory.path);
    await send(1);
    await send(2);
    expect(await judgeNext(here)).toMatchObject({ verdict: 'allowed' });
    expect(await judgeNext(here, order(2_000_000))).toMatchObject({ verdict: 'approval-required' });
    await here.shadow.settled();
    const report = await here.shadow.report(7);
    expect(report).toMatchObject({ set: here.shadow.digest, judged: 2, differing: 2 });
    expect(report.groups).toEqual([
      {
        type: CONFIRM,
        client: 'buyer',
        judged: 2,
        differing: 2,
        changes: { 'allowed -> refused (policy-denied)': 1, 'approval-required (1) -> refused (policy-denied)': 1 },
      },
    ]);
    expect(report.samples[0]).toMatchObject({ wouldBe: { verdict: 'refused', policies: [], code: 'policy-denied' } });
  });

  test('the same set has no differences', async () => {
    const here = replica(Policy.load(SHIPPED), SHIPPED);
    await send(1);
    await judgeNext(here);
    await here.shadow.settled();
    expect(await here.shadow.report(7)).toMatchObject({ judged: 1, differing: 0, samples: [] });
  });

  test('broken ones only warn', async () => {
    directory = policyDirectory({ 'bad.cedar': 'permit (' });
    const here = replica(Policy.load(SHIPPED), directory.path);
    await send(1);
    expect(await judgeNext(here)).toMatchObject({ verdict: 'allowed' });
    expect(await here.shadow.report(7)).toMatchObject({ set: null, judged: 0 });
  });
});
