/** Who gets in, who does not, and who has to go: issued credentials on nats-server as customers configure it. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { jetstream } from '@nats-io/jetstream';
import { createUser } from '@nats-io/nkeys';
import type { NatsConnection } from '@nats-io/transport-node';
import { readFileSync } from 'node:fs';
import { Logins } from '../../src/identity/identity.js';
import { Registry } from '../../src/subscription/subscription.js';
import { eventually } from '../rig/eventually.js';
import { OPERATOR, Scene } from './scene.js';

// servers and bridges start and stop in here, and other suites run beside
jest.setTimeout(60_000);

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
  for (const id of ['globex', 'umbrella', 'leaving']) await scene.client(id);
}, 60_000);
afterAll(() => scene.close());

const reaches = async (partner: NatsConnection, name = 'globex-orders'): Promise<boolean> => {
  const consumer = await jetstream(partner, { apiPrefix: 'hub.api' }).consumers.get('DELIVERIES', name);
  return (await consumer.info(false)).name === name;
};
const refused = (login: Promise<NatsConnection>): Promise<void> => expect(login).rejects.toThrow(/Authorization Violation/i);
const ms = (since: number): number => Math.round(performance.now() - since);

describe('an issued credential', () => {
  test('lets its client in, which reaches its own consumer', async () => {
    const { secret } = await scene.issue('globex');
    const since = performance.now();
    const partner = await scene.login('globex', secret);
    console.log(`login: ${ms(since)} ms`);
    expect(await reaches(partner)).toBe(true);
  });

  test('may be a key of the partner’s own', async () => {
    const user = createUser();
    await scene.issue('globex', { publicKey: user.getPublicKey() });
    expect(await reaches(await scene.loginByKey('globex', user.getSeed()))).toBe(true);
    await refused(scene.loginByKey('globex', createUser().getSeed()));
  });

  test('is its client’s alone, whole, and spelled right', async () => {
    const { secret = '' } = await scene.issue('globex');
    for (const wrong of ['', 'x', secret.slice(1), `${secret}x`, secret.toUpperCase()]) await refused(scene.login('globex', wrong));
    for (const user of ['umbrella', 'GLOBEX', 'nobody', 'bridge', 'callout', 'kick', 'sys']) await refused(scene.login(user, secret));
    expect(await reaches(await scene.login('globex', secret))).toBe(true);
  });

  test('of another environment is refused', async () => {
    const elsewhere = await Scene.open();
    try {
      await elsewhere.client('globex');
      const { secret } = await elsewhere.issue('globex');
      await refused(scene.login('globex', secret));
      expect(await reaches(await elsewhere.login('globex', secret))).toBe(true);
    } finally {
      await elsewhere.close();
    }
  }, 60_000);

  test('that expires closes its connections and lets nobody in again', async () => {
    const { secret } = await scene.issue('globex', { expiresAt: new Date(Date.now() + 2_000) });
    const partner = await scene.login('globex', secret);
    expect(await reaches(partner)).toBe(true);
    await partner.closed();
    await refused(scene.login('globex', secret));
  });
});

describe('rotation', () => {
  test('leaves the old secret its time, then ends it and what it opened; the new one stays', async () => {
    const old = await scene.issue('umbrella');
    const early = await scene.login('umbrella', old.secret);
    const fresh = await scene.issue('umbrella', {}, 2_000);
    const late = await scene.login('umbrella', old.secret);
    const stays = await scene.login('umbrella', fresh.secret);
    expect([early.isClosed(), late.isClosed()]).toEqual([false, false]);
    await Promise.all([early.closed(), late.closed()]);
    await refused(scene.login('umbrella', old.secret));
    expect(await reaches(stays, 'umbrella-orders')).toBe(true);
  }, 20_000);
});

describe('revocation', () => {
  test('closes both connections of a client within a second, and another credential’s not', async () => {
    const taken = await scene.issue('umbrella');
    const kept = await scene.issue('umbrella');
    const gone = [await scene.login('umbrella', taken.secret), await scene.login('umbrella', taken.secret)];
    const stays = await scene.login('umbrella', kept.secret);
    const since = performance.now();
    const closed = Promise.all(gone.map((each) => each.closed().then(() => ms(since))));
    await scene.revoke('umbrella', taken);
    const took = await closed;
    console.log(`from the request to both connections closed: ${took.join(' and ')} ms`);
    expect(Math.max(...took)).toBeLessThan(1_000);
    await refused(scene.login('umbrella', taken.secret));
    expect(await reaches(stays, 'umbrella-orders')).toBe(true);
  });

  test('catches a login that was under way', async () => {
    const taken = await scene.issue('umbrella');
    const logins = Array.from({ length: 20 }, () => scene.login('umbrella', taken.secret).catch(() => undefined));
    await logins[0];
    await scene.revoke('umbrella', taken);
    const late = (await Promise.all(logins)).filter((each) => each !== undefined);
    await Promise.all(late.map((each) => each.closed()));
    await refused(scene.login('umbrella', taken.secret));
  });

  test('comes with the closing of a client', async () => {
    const { secret } = await scene.issue('leaving');
    const partner = await scene.login('leaving', secret);
    const since = performance.now();
    await scene.bridge.get(Registry).closeClient(OPERATOR, 'leaving');
    await partner.closed();
    expect(ms(since)).toBeLessThan(1_000);
    await refused(scene.login('leaving', secret));
  });

  test('comes with a change of its rights: a connection with yesterday’s is closed', async () => {
    await scene.subscription('globex', 'globex-more');
    const { secret } = await scene.issue('globex');
    const partner = await scene.login('globex', secret);
    await eventually(async () => reaches(partner, 'globex-more'));
    await scene.bridge.get(Registry).delete(OPERATOR, 'globex-more');
    await partner.closed();
    const again = await scene.login('globex', secret);
    await expect(reaches(again, 'globex-more')).rejects.toThrow(/permission|timeout|not found/i);
    expect(await reaches(again)).toBe(true);
  });
});

describe('the bridge', () => {
  test('may be away: who is connected stays and is served, who comes new is refused; two replicas stand in for each other', async () => {
    const { secret } = await scene.issue('globex');
    const stays = await scene.login('globex', secret);
    await scene.addBridge();
    await scene.bridges.shift()?.close();
    expect(await reaches(await scene.login('globex', secret))).toBe(true);
    await scene.closeBridges();
    const since = performance.now();
    await refused(scene.login('globex', secret));
    console.log(`refused after ${ms(since)} ms while the bridge is away`);
    expect(await reaches(stays)).toBe(true);
    await scene.addBridge();
    expect(await reaches(await scene.login('globex', secret))).toBe(true);
    expect(await reaches(stays)).toBe(true);
  }, 60_000);

  test('lets its partners back in when the broker restarts', async () => {
    const { secret } = await scene.issue('globex');
    const comesBack = { reconnect: true, maxReconnectAttempts: -1, ignoreAuthErrorAbort: true, reconnectTimeWait: 100 };
    const partner = await scene.login('globex', secret, comesBack);
    await scene.server.kill();
    await scene.server.launch();
    await eventually(async () => reaches(partner).catch(() => false));
  }, 60_000);

  test('looks into a hundred failed logins at once, not more, and lets in who was there lately', async () => {
    const { secret } = await scene.issue('globex');
    await scene.login('globex', secret);
    await Promise.all(Array.from({ length: 150 }, (_, each) => refused(scene.login('globex', `guess ${each}`))));
    const since = performance.now();
    expect(await reaches(await scene.login('globex', secret))).toBe(true);
    console.log(`login during the flood: ${ms(since)} ms`);
    await eventually(() => scene.log.some((line) => line.includes('too many failed')));
  }, 60_000);

  test('tells logins in its log, and no secret there or in the broker’s', async () => {
    const { secret = '' } = await scene.issue('globex');
    await scene.login('globex', secret);
    await refused(scene.login(secret, 'typed-into-the-wrong-field'));
    await refused(scene.login('globex', 'a-wrong-secret'));
    await eventually(
      () =>
        scene.log.some((line) => line.includes('a partner logged in')) && scene.log.some((line) => line.includes('a login was refused')),
    );
    // nats-server itself logs the user of a refused login, whatever it is; never what it was to be proven with
    expect(scene.log.filter((line) => line.includes(secret))).toEqual([]);
    const told = [...scene.log, ...readFileSync(scene.server.logFile, 'utf8').split('\n')];
    for (const word of ['typed-into', 'a-wrong-secret', 'guess ']) expect(told.filter((line) => line.includes(word))).toEqual([]);
  });

  test('knows who is connected', async () => {
    const { secret, credential } = await scene.issue('globex');
    await scene.login('globex', secret);
    const live = await scene.bridge.get(Logins).live('globex');
    expect(live).toContainEqual(expect.objectContaining({ client: 'globex', credential: credential.id, host: '127.0.0.1' }));
  });
});
