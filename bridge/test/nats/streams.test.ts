import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Nats } from '../../src/nats/connection.js';
import { STREAM_TABLE, ensureStreams } from '../../src/nats/streams.js';
import { NatsServer } from '../rig/nats-server.js';

let server: NatsServer;
let nats: Nats;

beforeAll(async () => {
  server = await NatsServer.start();
  nats = await server.connect();
});

afterAll(async () => {
  await nats.onApplicationShutdown();
  await server.dispose();
});

const configs = async () => Promise.all(STREAM_TABLE.map(async ({ name }) => (await nats.manager.streams.info(name)).config));

test('the streams are created, and ensuring them again changes nothing', async () => {
  await ensureStreams(nats.manager);
  const first = await configs();
  await ensureStreams(nats.manager);
  expect(await configs()).toEqual(first);
  expect(first.every((config) => config.storage === 'file')).toBe(true);
  // what others write into is not written in batches
  expect(first.flatMap(({ name, allow_atomic }) => (allow_atomic === true ? [] : [name])).sort()).toEqual(['INBOUND', 'SUBMISSIONS']);
});

test('a stream that lacks something is brought into line, and the operator’s choices stay', async () => {
  await nats.manager.streams.update('EVENTS', { subjects: ['events.>'], allow_atomic: false, max_bytes: 123_456_789 });
  await ensureStreams(nats.manager);
  const { config } = await nats.manager.streams.info('EVENTS');
  expect(config).toMatchObject({ allow_atomic: true, max_bytes: 123_456_789 });
  expect(config.subjects).toContain('checkpoint.translate');
});

test('dead letters of the translator reach DEAD_LETTERS', async () => {
  await nats.jetstream.publish('dead-letters.translate', 'x');
  const message = await nats.jetstream.consumers.get('DEAD_LETTERS', {}).then((consumer) => consumer.next({ expires: 5_000 }));
  expect(message?.subject).toBe('dead-letters.translate');
});
