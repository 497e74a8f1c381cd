import { expect, test } from '@jest/globals';
import { Nats } from '../../src/nats/connection.js';
import { NatsServer } from '../rig/nats-server.js';

test('a wrong password ends the start instead of trying for ever', async () => {
  const server = await NatsServer.start();
  await expect(Nats.connect({ url: server.url, user: 'bridge', password: 'wrong' })).rejects.toThrow(/[Aa]uthorization/);
  const nats = await server.connect();
  expect(nats.connection.isClosed()).toBe(false);
  await nats.onApplicationShutdown();
  await server.dispose();
});

test('it waits for a broker that comes later', async () => {
  const server = await NatsServer.start();
  await server.kill();
  const connecting = server.connect();
  await server.launch();
  const nats = await connecting;
  expect(await nats.connection.rtt()).toBeGreaterThanOrEqual(0);
  await nats.onApplicationShutdown();
  await server.dispose();
});
