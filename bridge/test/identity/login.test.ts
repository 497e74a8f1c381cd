import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createUser } from '@nats-io/nkeys';
import type { NatsConnection } from '@nats-io/transport-node';
import { jetstream } from '@nats-io/jetstream';
import { Scene } from './scene.js';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
  await scene.client('acme');
  await scene.client('umbrella');
}, 60_000);
afterAll(() => scene.close());

const pulls = async (partner: NatsConnection, name: string): Promise<boolean> => {
  const consumer = await jetstream(partner, { apiPrefix: 'hub.api' }).consumers.get('DELIVERIES', name);
  return (await consumer.info(false)).name === name;
};

describe('an issued credential', () => {
  test('lets its client in, which reaches its own consumer', async () => {
    const { secret } = await scene.issue('acme');
    const partner = await scene.login('acme', secret);
    expect(await pulls(partner, 'acme-orders')).toBe(true);
  });
  test('may be a key of the partner’s own', async () => {
    const user = createUser();
    await scene.issue('acme', { publicKey: user.getPublicKey() });
    const partner = await scene.loginByKey('acme', user.getSeed());
    expect(await pulls(partner, 'acme-orders')).toBe(true);
  });
});
