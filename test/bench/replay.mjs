/**
 * A replay of 20,000 events beside live traffic over NATS: what live events wait, without and with it. All in this process, on a broker
 * and a database that are given; run it on the built bridge.
 * usage: BRIDGE_NATS_URL= BRIDGE_DATABASE_URL= node test/bench/replay.mjs [events] [replayed per second] [live per second]
 */
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventSubject, toHeaders } from '@odoo-nats-bridge/contracts';
import { AuditLog } from '../../bridge/dist/audit/audit.js';
import { LaneBacklog } from '../../bridge/dist/deliver/lane-backlog.js';
import { durableOf } from '../../bridge/dist/deliver/subscription-consumer.js';
import { Fanout } from '../../bridge/dist/fanout/fanout.js';
import { Access } from '../../bridge/dist/identity/access.js';
import { publishBatch } from '../../bridge/dist/nats/atomic-batch.js';
import { Nats } from '../../bridge/dist/nats/connection.js';
import { ensureDurable } from '../../bridge/dist/nats/durable.js';
import { ensureStreams } from '../../bridge/dist/nats/streams.js';
import { Health } from '../../bridge/dist/observe/observe.js';
import { Policy } from '../../bridge/dist/policy/policy.js';
import { Endings } from '../../bridge/dist/replay/endings.js';
import { JudgedAgain } from '../../bridge/dist/replay/judged-again.js';
import { Previews } from '../../bridge/dist/replay/previews.js';
import { Replays } from '../../bridge/dist/replay/replay.js';
import { ReplayRunner } from '../../bridge/dist/replay/runner.js';
import { SecretBox, Store } from '../../bridge/dist/store/store.js';
import { Registry, clientOf, subscriptionOf } from '../../bridge/dist/subscription/subscription.js';

const [events = 20_000, perSecond = 1_000, livePerSecond = 50] = process.argv.slice(2).map(Number);
const APPROVED = 'procurement.purchase-order.approved.v1';
const example = new URL(`../../contracts/examples/events/${APPROVED}.json`, import.meta.url);
const data = Buffer.from(JSON.stringify(JSON.parse(readFileSync(example, 'utf8')).data));
const policies = new URL('../../bridge/policies', import.meta.url).pathname;

const nats = await Nats.connect({ url: process.env.BRIDGE_NATS_URL, user: 'bridge', password: 'bridge' });
await ensureStreams(nats.manager);
const store = await Store.open(process.env.BRIDGE_DATABASE_URL);
const subscription = subscriptionOf({ name: 'mes', client: 'mes', contracts: [APPROVED], channel: { kind: 'nats' } });
const access = new Access([clientOf({ id: 'mes', roles: ['mes'] })], [subscription], 1);
const policy = Policy.load(policies);
const audit = new AuditLog(store);
const judged = new JudgedAgain(access, policy);
const health = new Health();
await ensureDurable(nats, durableOf(subscription));
new Fanout(nats, access, policy, health, new Registry(store, audit, new SecretBox([randomBytes(32)]), access)).onApplicationBootstrap();
new ReplayRunner(nats, store, judged, new LaneBacklog(nats, store, access), new Endings(store, audit), health).onApplicationBootstrap();
const replays = new Replays(store, nats, access, audit, new Previews(nats, judged));

const message = (id, number) => {
  const record = `odoo:demo:purchase.order:${number % 500}`;
  const envelope = {
    specversion: '1.0',
    id,
    source: '/odoo/demo',
    type: APPROVED,
    subject: record,
    time: '2026-11-22T10:00:00Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:x',
    correlationid: id,
    causationid: id,
    partitionkey: record,
    recordversion: String(number + 1),
    dataclass: 'commercial',
    origin: 'orm',
  };
  return { subject: eventSubject(APPROVED), headers: toHeaders(envelope), data };
};

const sentAt = new Map();
const waited = { quiet: [], beside: [] };
const replayed = [];
let phase = 'none';
const consumer = await nats.jetstream.consumers.get('DELIVERIES', 'mes');
const messages = await consumer.consume({ max_messages: 100 });
let received = 0;
void (async () => {
  for await (const delivery of messages) {
    const id = delivery.headers.get('ce-id');
    received += 1;
    if (delivery.headers.has('ce-replay')) replayed.push(id);
    else if (sentAt.has(id)) waited[sentAt.get(id).phase]?.push(performance.now() - sentAt.get(id).at);
    delivery.ack();
  }
})();

async function live(until) {
  for (let number = 0; !(await until(number)); number += 1) {
    const id = `live-${phase}-${number}`;
    sentAt.set(id, { phase, at: performance.now() });
    await nats.store(message(id, number));
    await sleep(1_000 / livePerSecond);
  }
}
const percentile = (values, share) => values.sort((one, other) => one - other)[Math.floor(values.length * share)]?.toFixed(1);

for (let from = 0; from < events; from += 500)
  await publishBatch(
    nats.connection,
    Array.from({ length: 500 }, (_, index) => message(`event-${from + index}`, from + index)),
  );
while (received < events) await sleep(100);
phase = 'quiet';
await live((number) => number >= 10 * livePerSecond);
phase = 'beside';
const startedAt = performance.now();
const { id } = await replays.begin({ subscription: 'mes', filter: { toSequence: undefined }, by: 'bench', why: 'bench', perSecond });
await live(async (number) => number % 25 === 24 && (await replays.find(id)).finishedAt !== null);
const took = (performance.now() - startedAt) / 1_000;
await sleep(2_000);
const { written } = await replays.find(id);
process.stdout.write(
  `${JSON.stringify({
    replayed: written,
    received_again: new Set(replayed).size,
    doubled: replayed.length - new Set(replayed).size,
    seconds: Number(took.toFixed(1)),
    per_second: Math.round(written / took),
    live_events: waited.beside.length,
    live_p50_ms: { quiet: percentile(waited.quiet, 0.5), beside: percentile(waited.beside, 0.5) },
    live_p99_ms: { quiet: percentile(waited.quiet, 0.99), beside: percentile(waited.beside, 0.99) },
  })}\n`,
);
process.exit(0);
