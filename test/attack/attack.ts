/**
 * Tries hostile inputs at every door of commands of a running stack, and at the addon's `apply` behind it. Each has to be refused with
 * a code, and together they may have no effect: Odoo's tables and the bridge's tables of commands are compared before and after.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { bridgeDatabase, odooDatabase, type Database } from '../rig/databases.js';
import type { StackEnvironment } from '../rig/stack.js';
import { Supplier } from '../rig/supplier.js';
import { externalAtTheAddon, externalOverHttp } from './external-inputs.js';
import { type HttpAttack, atTheAddon, overHttp } from './inputs.js';

export interface Verdict {
  readonly tried: number;
  readonly refused: number;
  readonly effects: number;
  /** what was not refused, and what changed */
  readonly failures: readonly string[];
}

/** The code it was refused with; undefined: it was not. */
type Attempt = readonly [name: string, attack: () => Promise<string | undefined>];

export interface Options {
  /** one of how many is tried */
  readonly oneOf: number;
  /** of the source `cmms`, when the stack has it */
  readonly hookSecret: string | undefined;
}

export async function attack(env: StackEnvironment, { oneOf, hookSecret }: Options): Promise<Verdict> {
  const [odoo, bridge, supplier] = await Promise.all([odooDatabase(env), bridgeDatabase(env), Supplier.connect(env)]);
  // Odoo's scheduled actions pass over a row that somebody holds; what they write would be taken for an effect
  const release = await odoo.hold('SELECT FROM ir_cron FOR NO KEY UPDATE');
  try {
    const before = await digests(odoo, bridge);
    const attempts = [...http(env), ...nats(supplier), ...addon(env), ...(hookSecret === undefined ? [] : hooks(env, hookSecret))];
    const chosen = attempts.filter((_, index) => index % oneOf === 0);
    const failures: string[] = [];
    for (const [name, tryIt] of chosen) {
      const code = await tryIt().catch((thrown: unknown) => `thrown: ${String(thrown)}`);
      if (code === undefined || code.startsWith('thrown: ')) failures.push(`${name}: ${code ?? 'was not refused'}`);
    }
    const after = await digests(odoo, bridge);
    const changed = [...after.keys()].filter((table) => before.get(table) !== after.get(table));
    const refused = chosen.length - failures.length;
    return {
      tried: chosen.length,
      refused,
      effects: changed.length,
      failures: [...failures, ...changed.map((table) => `changed: ${table}`)],
    };
  } finally {
    await release();
    await Promise.all([odoo.close(), bridge.close(), supplier.close()]);
  }
}

const problem = z.looseObject({ code: z.string() });
const addonAnswer = z.union([
  z.looseObject({ outcome: z.literal('refused'), refusal: z.looseObject({ code: z.string() }) }).transform(({ refusal }) => refusal.code),
  z.looseObject({ name: z.string(), message: z.string() }).transform(({ name }) => name),
]);

function http(env: StackEnvironment): Attempt[] {
  const keys = { warehouse: env.WAREHOUSE_API_KEY, buyer: env.BUYER_API_KEY, wrong: randomUUID(), none: undefined };
  return [...overHttp(env.ODOO_DATABASE), ...externalOverHttp(env.ODOO_DATABASE)].map(
    ({ name, path, key, headers = {}, body }: HttpAttack): Attempt => [
      `http ${name}`,
      async () => {
        const own: Record<string, string> = keys[key] === undefined ? {} : { authorization: `Bearer ${keys[key]}` };
        return refusalOf(
          await fetch(env.BRIDGE_URL + path, { method: 'POST', headers: { 'content-type': 'application/json', ...own, ...headers }, body }),
        );
      },
    ],
  );
}

async function refusalOf(response: Response): Promise<string | undefined> {
  const body: unknown = await response.json();
  return response.ok ? undefined : problem.parse(body).code;
}

function nats(supplier: Supplier): Attempt[] {
  const receive = 'procurement.receive-goods.v1';
  const bodies = [
    '',
    '{',
    '[]',
    'null',
    '{}',
    '{"purchaseOrderId":1}',
    'x'.repeat(300 * 1024),
    '\u0000',
    '{"purchaseOrderId":"odoo:other:purchase.order:1"}',
  ];
  const types = [
    'procurement.cancel-purchase-order.v1',
    'procurement.launch.v1',
    'finance.register-payment.v1',
    'procurement.receive-goods.v9',
    'cancel.x',
  ];
  return [
    ...bodies.map((body, n): Attempt => [
      `nats body ${String(n)}`,
      async () => (await supplier.raw(receive, randomUUID(), body)).refusal?.code,
    ]),
    ['nats no key', async () => (await supplier.raw(receive, undefined, '{}')).refusal?.code],
    ...types.map((type): Attempt => [
      `nats ${type}`,
      () =>
        supplier.raw(type, randomUUID(), '{}').then(
          ({ refusal }) => refusal?.code,
          (thrown: unknown) => (/permissions violation/i.test(String(thrown)) ? 'permissions-violation' : `thrown: ${String(thrown)}`),
        ),
    ]),
  ];
}

/** With the key of the domain's own service user: Odoo's last line. */
function addon(env: StackEnvironment): Attempt[] {
  const keys = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(env.KEYS_FILE, 'utf8')));
  const apply = async (
    operations: unknown,
    key: string | undefined,
    more: Readonly<Record<string, unknown>> = {},
    beside: Readonly<Record<string, unknown>> = {},
  ): Promise<string | undefined> => {
    const id = randomUUID();
    const digest = createHash('sha256').update(id).digest('hex');
    const command = { command_id: id, type: 'attack.v1', digest, actor: 'attack', correlation_id: 'attack', operations, ...beside };
    const response = await fetch(`${env.ODOO_URL}/json/2/bridge.command/apply`, {
      method: 'POST',
      headers: { authorization: `bearer ${key ?? ''}`, 'x-odoo-database': env.ODOO_DATABASE, 'content-type': 'application/json' },
      body: JSON.stringify({ command, ...more }),
    });
    return addonAnswer.safeParse(await response.json()).data;
  };
  const own = keys['bridge-procurement'];
  return [
    ...[...atTheAddon(), ...externalAtTheAddon()].map(({ name, operations, more }): Attempt => [
      `addon ${name}`,
      () => apply(operations, own, {}, more),
    ]),
    ['addon no key', () => apply([], undefined)],
    ['addon a wrong key', () => apply([], 'x'.repeat(40))],
    [
      'addon a command applier only',
      () => apply([{ op: 'create', as: 'n', model: 'res.partner', values: { name: 'x' } }], keys['bridge-watch']),
    ],
    ['addon another argument', () => apply([], own, { env: 1, sudo: true })],
  ];
}

/** Forged, stale, of the future, without proof: as Stripe signs. */
function hooks(env: StackEnvironment, secret: string): Attempt[] {
  const post = async (name: string, headers: Readonly<Record<string, string>>, body: string): Promise<string | undefined> =>
    refusalOf(await fetch(`${env.BRIDGE_URL}/hooks/${name}`, { method: 'POST', headers, body }));
  const failure = (id: number): string =>
    JSON.stringify({
      id: `attack-${String(id)}`,
      type: 'asset.failure',
      sequence: id,
      asset: { tag: 'X' },
      failure: { number: id, title: 'x', severity: 1 },
    });
  const now = Math.floor(Date.now() / 1_000);
  const signed = (key: string, seconds: number | string, body: string): string =>
    `t=${String(seconds)},v1=${createHmac('sha256', key)
      .update(`${String(seconds)}.${body}`)
      .digest('hex')}`;
  const header = (value: string): Record<string, string> => ({ 'x-cmms-signature': value });
  const good = signed(secret, now, failure(1));
  return [
    ...['nobody', '__proto__', '..%2fcmms', 'CMMS', 'cmms%00'].map((name): Attempt => [`hook ${name}`, () => post(name, {}, '{}')]),
    ...[
      '',
      't=',
      `t=${String(now)}`,
      'v1=',
      `t=${String(now)},v1=`,
      `t=${String(now)},v0=${good.slice(-64)}`,
      good.slice(0, -1),
      `${good.slice(0, -1)}g`,
      good.toUpperCase(),
      good.replace('t=', 't=0'),
    ].map((value, n): Attempt => [`hook signature ${String(n)}`, () => post('cmms', header(value), failure(1))]),
    ...[-100_000, -3_600, -301, 400, 3_600, 100_000].map((shift): Attempt => [
      `hook shifted ${String(shift)}`,
      () => post('cmms', header(signed(secret, now + shift, failure(2))), failure(2)),
    ]),
    ...['x', 'NaN', '-1', '1e12', ''].map((seconds): Attempt => [
      `hook time ${seconds}`,
      () => post('cmms', header(signed(secret, seconds, failure(3))), failure(3)),
    ]),
    ...['another-secret-0123456', '', `${secret} `].map((key, n): Attempt => [
      `hook forged ${String(n)}`,
      () => post('cmms', header(signed(key, now, failure(4))), failure(4)),
    ]),
    ['hook a body that was changed', () => post('cmms', header(good), failure(5))],
    ['hook oversized', () => post('cmms', header(signed(secret, now, 'x'.repeat(300 * 1024))), 'x'.repeat(300 * 1024))],
  ];
}

// what a system writes by itself: sessions, clocks, logs, and the evidence of refusals
const BY_ITSELF =
  /^(bridge_(command|clock|heartbeat|relay|outbox.*|query)|bus_|ir_(cron.*|logging|sequence|attachment|profile)|res_(users_log|device.*|users_apikeys)|base_registry|digest_|mail_(presence|activity_plan)|iap_|publisher_)/;

async function digests(odoo: Database, bridge: Database): Promise<ReadonlyMap<string, string>> {
  const tables = await odoo.rows<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
  const found = new Map<string, string>();
  for (const { name } of tables) if (!BY_ITSELF.test(name)) found.set(`odoo ${name}`, await digestOf(odoo, name));
  found.set('odoo bridge_command (applied)', await digestOf(odoo, 'bridge_command', "WHERE outcome = 'applied'"));
  for (const name of ['command', 'bulk', 'bulk_item']) found.set(`bridge ${name}`, await digestOf(bridge, name));
  return found;
}

async function digestOf(database: Database, table: string, where = ''): Promise<string> {
  const [row] = await database.rows<{ digest: string | null }>(
    `SELECT md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS digest FROM "${table}" t ${where}`,
  );
  return row?.digest ?? '';
}
