/** A durable consumer outlives the version of the bridge that made it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Nats } from '../../src/nats/connection.js';
import { type Durable, ensureDurable } from '../../src/nats/durable.js';
import { ensureStreams } from '../../src/nats/streams.js';
import { NatsServer } from '../rig/nats-server.js';

let server: NatsServer;
let nats: Nats;

beforeAll(async () => {
  server = await NatsServer.start();
  nats = await server.connect();
  await ensureStreams(nats.manager);
});

afterAll(async () => {
  await nats.onApplicationShutdown();
  await server.dispose();
});

const earlier: Durable = {
  stream: 'DELIVERIES',
  name: 'mes-hook',
  filters: ['deliver.mes-hook'],
  ackWaitMs: 30_000,
  maxDeliver: 10,
  maxUnacknowledged: 100,
  tellsAcknowledgements: true,
};

test('a consumer made with other limits is brought into line and keeps its place', async () => {
  await nats.manager.consumers.add('DELIVERIES', {
    durable_name: 'mes-hook',
    filter_subject: 'deliver.mes-hook',
    ack_policy: 'explicit',
    max_deliver: 10,
    sample_freq: '100%',
  });
  await nats.jetstream.publish('deliver.mes-hook', 'first');
  await nats.jetstream.publish('deliver.mes-hook', 'second');
  const consumer = await nats.jetstream.consumers.get('DELIVERIES', 'mes-hook');
  const first = await consumer.next({ expires: 5_000 });
  expect(await first?.ackAck()).toBe(true);

  await ensureDurable(nats, { ...earlier, ackWaitMs: 60_000, maxDeliver: 20, maxUnacknowledged: 1_000, tellsAcknowledgements: false });

  const { config } = await nats.manager.consumers.info('DELIVERIES', 'mes-hook');
  expect(config).toMatchObject({ ack_wait: 60_000_000_000, max_deliver: 20, max_ack_pending: 1_000 });
  expect(config.sample_freq ?? '').toBe('');
  const second = await (await nats.jetstream.consumers.get('DELIVERIES', 'mes-hook')).next({ expires: 5_000 });
  expect(second?.string()).toBe('second');
});

test('ensuring the same consumer again changes nothing', async () => {
  await ensureDurable(nats, { ...earlier, name: 'again', filters: ['deliver.again'] });
  const before = (await nats.manager.consumers.info('DELIVERIES', 'again')).config;
  await ensureDurable(nats, { ...earlier, name: 'again', filters: ['deliver.again'] });
  expect((await nats.manager.consumers.info('DELIVERIES', 'again')).config).toEqual(before);
});
