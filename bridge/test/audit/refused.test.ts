/** Nothing proceeds without its evidence: an audit table that refuses every entry, and then, to prove the pipe, one that takes them. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Queue } from '../../src/apply/queue.js';
import { AuditLog } from '../../src/audit/audit.js';
import { Register } from '../../src/command/register.js';
import { Access } from '../../src/identity/access.js';
import { QueryEvidence } from '../../src/query/evidence.js';
import { SecretBox } from '../../src/store/store.js';
import { Registry } from '../../src/subscription/subscription.js';
import { Receiver } from '../deliver/receiver.js';
import { WebhookScene, webhookOf } from '../deliver/webhook-scene.js';
import { confirmIntent, takeOne } from '../rig/commands.js';
import { eventually } from '../rig/eventually.js';

let scene: WebhookScene;
let audit: AuditLog;
let register: Register;
let queue: Queue;

beforeAll(async () => {
  scene = await WebhookScene.open();
  audit = new AuditLog(scene.database.store);
  register = new Register(scene.database.store, audit);
  queue = new Queue(scene.database.store, audit);
  await scene.database.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE insufficient_privilege USING MESSAGE = 'no evidence today'; END $$`,
  );
}, 60_000);
afterAll(() => scene.close());

const refusing = (): Promise<unknown> =>
  scene.database.query('CREATE TRIGGER no_evidence BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse()');
const taking = (): Promise<unknown> => scene.database.query('DROP TRIGGER IF EXISTS no_evidence ON audit_entry');
beforeEach(refusing);
afterEach(taking);

const count = async (table: string): Promise<number> =>
  (await scene.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1;

test('a command is not accepted', async () => {
  await expect(register.record(confirmIntent(1, 'no-evidence'))).rejects.toThrow('refused a statement');
  expect(await count('command')).toBe(0);
  await taking();
  expect((await register.record(confirmIntent(1, 'no-evidence'))).replayed).toBe(false);
});

test('no verdict is kept, so nothing is applied; no outcome is kept, so nothing is answered', async () => {
  await taking();
  const { command } = await register.record(confirmIntent(2, 'judged'));
  await scene.database.query(`DELETE FROM command WHERE id <> $1`, [command.id]);
  const taken = await takeOne(queue);
  if (taken === undefined) throw new Error('nothing to take');
  await refusing();
  await expect(queue.judged(taken, { kind: 'allowed' }, {})).rejects.toThrow('refused a statement');
  const applied = { status: 'applied', answer: {}, refusal: null, evidence: {} } as const;
  await expect(queue.settle(taken, applied)).rejects.toThrow('refused a statement');
  expect(await register.byId(command.id)).toMatchObject({ status: 'applying', verdict: null, answer: null });
  await taking();
  expect(await queue.judged(taken, { kind: 'allowed' }, {})).toBe(true);
  expect(await queue.settle(taken, applied)).toBe(true);
});

test('a query is not answered, and nobody changes who may do what', async () => {
  const entry = { kind: 'query.answered', actor: 'buyer', correlationId: 'q', subject: { queryId: 'q' } };
  await expect(new QueryEvidence(audit).keep(entry)).rejects.toThrow('refused a statement');
  const registry = new Registry(scene.database.store, audit, new SecretBox([new Uint8Array(32)]), new Access([], []));
  const client = { id: 'new', roles: ['viewer'] };
  await expect(registry.createClient('ops', client as never)).rejects.toThrow('refused a statement');
  expect(await count('client')).toBe(0);
});

test('no webhook is called; when evidence can be written again, it is', async () => {
  const receiver = await Receiver.open();
  receiver.react = (_request, response) => response.writeHead(200).end();
  const replica = scene.replica();
  replica.webhooks.open(webhookOf('guarded', receiver.url));
  await scene.deliver('guarded', ['one', 'two', 'three']);
  // long enough for a healthy bridge to deliver them many times over
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(receiver.received).toHaveLength(0);
  await taking();
  await eventually(() => receiver.received.length === 3, 20_000);
  await replica.stop();
  receiver.close();
}, 60_000);
