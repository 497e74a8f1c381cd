/** docs/record-and-replay.md, command by command: a person works in Odoo, the traffic is recorded, and replayed to subscribers. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { Scene } from '../faults/scene.js';
import { freePort } from '../rig/free-port.js';
import { commandsOf } from '../rig/page.js';
import { inRepository } from '../rig/repository.js';
import { mustMatch } from '../rig/schemas.js';
import { run, type Shell } from '../rig/shell.js';
import { Supplier } from '../rig/supplier.js';
import { until } from '../rig/until.js';
import { WebhookReceiver } from '../rig/webhook-receiver.js';

const [record = '', toWebhook = '', harder = '', toNats = '', ...others] = commandsOf('record-and-replay.md');
const secret = `whsec_${Buffer.from('of a subscriber that is being written').toString('base64')}`;
const COUNT = 20;

let scene: Scene;
let shell: Shell;
beforeAll(async () => {
  scene = await Scene.open('test-integration');
  shell = { folder: mkdtempSync(join(tmpdir(), 'record-and-replay-')), variables: {} };
}, 20 * 60_000);
afterAll(async () => {
  await scene.close();
  rmSync(shell.folder, { recursive: true, force: true });
});

/** A command of the page with what its reader fills in. */
const filledIn = (command: string, port = 0): string =>
  command
    .replaceAll('scripts/record', `${inRepository('scripts/record')} --name ${scene.stack.name}`)
    .replaceAll('scripts/sandbox', inRepository('scripts/sandbox'))
    .replaceAll(/"whsec_.*"/g, secret)
    .replaceAll(':8080/', `:${String(port)}/`);

const recorded = () =>
  readFileSync(join(shell.folder, 'fixtures', 'events.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; type: string; subject: string; data: Record<string, unknown> });

test('live traffic is recorded: events of their contracts, without the person who worked', async () => {
  expect(others).toEqual([]);
  const over = new AbortController();
  const recording = run(shell, filledIn(record)).finally(() => {
    over.abort();
  });
  // it says nowhere when it begins to listen: a person works until it has enough
  while (!over.signal.aborted) await scene.person.draftPurchaseOrder(scene.supplierParty, [1]);
  expect(await recording).toContain(`${String(COUNT)} events, 0 raw changes; masked: `);

  const events = recorded();
  expect(events.length).toBe(COUNT);
  for (const { type, data } of events) mustMatch(type, data);
  const original = await scene.streams.all(STREAMS.events, 'events.procurement.purchase-order.created.v2');
  const buyers = new Set(original.flatMap(({ json }) => (json.buyer as { name: string } | null)?.name ?? []));
  expect(buyers.size).toBeGreaterThan(0);
  const text = readFileSync(join(shell.folder, 'fixtures', 'events.jsonl'), 'utf8');
  for (const buyer of buyers) expect(text).not.toContain(buyer);
  expect(text).not.toContain(scene.stack.env.ODOO_DATABASE);
  // what the same record is, it is in all of its events
  expect(new Set(events.map(({ subject }) => subject)).size).toBeLessThan(COUNT);
  await expect(run(shell, filledIn(record).replace('5m', '5s'))).rejects.toThrow('exists already');
}, 240_000);

test('the recording is replayed to a webhook, plainly and with all attacks; one that fails is told', async () => {
  const port = await freePort();
  const receiver = await WebhookReceiver.listen(port, secret);
  try {
    expect(await run(shell, filledIn(toWebhook, port))).toContain(`${String(COUNT)} events, ${String(COUNT)} sent, 0 failed`);
    expect(receiver.received.map(({ envelope }) => envelope.id)).toEqual(recorded().map(({ id }) => id));
    const environment = { ...shell, variables: { WEBHOOK_SECRET: secret } };
    expect(await run(environment, filledIn(harder, port))).toContain(', 0 failed');
    expect(receiver.forged).toBe(2);
    expect(receiver.received.length).toBeGreaterThan(2 * COUNT);
    receiver.failWith = 500;
    await expect(run(environment, filledIn(harder, port))).rejects.toThrow('event HTTP 500');
  } finally {
    await receiver.close();
  }
}, 240_000);

test('another machine is refused before anything is sent', async () => {
  const elsewhere = filledIn(toWebhook).replace('127.0.0.1', '192.0.2.1');
  await expect(run(shell, elsewhere)).rejects.toThrow('192.0.2.1 is not this machine');
}, 60_000);

test('the recording is pulled over NATS with the ordinary client', async () => {
  const port = await freePort();
  const replay = run(shell, `${filledIn(toNats)} --port ${String(port)}`);
  const at = { ...scene.stack.env, NATS_URL: `nats://127.0.0.1:${String(port)}`, NATS_SUPPLIER_PASSWORD: 'sandbox' };
  const supplier = await until('the broker of the sandbox', () => Supplier.connect(at), 60_000);
  await until('the subscription', () => supplier.listen().then(() => true));
  expect(await replay).toContain(', 0 failed');
  await supplier.close();
  expect(new Set(supplier.received.map(({ envelope }) => envelope.id))).toEqual(new Set(recorded().map(({ id }) => id)));
}, 240_000);
