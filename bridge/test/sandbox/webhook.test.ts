/** The sandbox against real web servers: good subscribers, and those that make each mistake it looks for. */
import { afterEach, expect, test } from '@jest/globals';
import { type Attack, reportOf, sendingsOf, toWebhook } from '../../src/sandbox/sandbox.js';
import { type Endpoint, SECRET, type Taken, endpoint, fixtures, plain } from './scene.js';

let subscriber: Endpoint | undefined;
afterEach(async () => {
  await subscriber?.stop();
});

const pace = { rate: 1_000, inFlight: 4 };
async function replay(to: Endpoint, attack: Partial<Attack> = {}) {
  subscriber = to;
  const sendings = sendingsOf(fixtures, { ...plain, ...attack });
  return reportOf(fixtures.length, await toWebhook({ url: to.url, secret: SECRET, attempts: 3 }, sendings, pace, () => undefined));
}

test('each event arrives signed, as the structured CloudEvent that the bridge sends', async () => {
  const to = await endpoint();
  const report = await replay(to);
  expect(report).toEqual({ events: fixtures.length, sent: fixtures.length, failed: 0, answers: { 'event HTTP 204': fixtures.length } });
  expect(to.taken.map(({ id }) => id).sort()).toEqual(fixtures.map(({ envelope }) => envelope.id).sort());
  for (const { envelope, data } of fixtures) expect(to.taken.find(({ id }) => id === envelope.id)).toEqual({ ...envelope, data });
});

test('a subscriber that fails at first and then answers is fine; one that goes on failing is named', async () => {
  const tries = new Map<string, number>();
  const flaky = ({ id }: Taken): number => {
    tries.set(id, (tries.get(id) ?? 0) + 1);
    return (tries.get(id) ?? 0) < 2 ? 503 : 200;
  };
  expect((await replay(await endpoint(flaky))).failed).toBe(0);
  await subscriber?.stop();
  const report = await replay(await endpoint(({ type }) => (type.endsWith('approved.v1') ? 500 : 200)));
  expect(report.failed).toBe(fixtures.filter(({ envelope }) => envelope.type.endsWith('approved.v1')).length);
  expect(report.failed).toBeGreaterThan(0);
  expect(report.answers['event HTTP 500']).toBe(report.failed);
}, 60_000);

test('forged and stale requests must be refused, and the genuine one of the same id taken', async () => {
  const good = await endpoint();
  expect((await replay(good, { fail: ['forged', 'stale'] })).failed).toBe(0);
  expect(good.refused).toBe(2);
  expect(good.taken.length).toBe(fixtures.length);
  await good.stop();
  const report = await replay(await endpoint(undefined, true), { fail: ['forged', 'stale'] });
  expect(report.failed).toBe(2);
});

test('duplicates and an unknown field find the subscriber that cannot take them', async () => {
  const seen = new Set<string>();
  // takes a duplicate for an error instead of acknowledging it
  const touchy = ({ id }: Taken): number => (seen.size === seen.add(id).size ? 409 : 200);
  const report = await replay(await endpoint(touchy), { duplicate: 1 });
  expect(report.answers).toMatchObject({ 'duplicate HTTP 409': fixtures.length, 'event HTTP 200': fixtures.length });
  await subscriber?.stop();
  const strict = ({ data }: Taken): number => ('addedInALaterVersion' in data ? 400 : 200);
  expect((await replay(await endpoint(strict), { unknownField: true })).failed).toBe(fixtures.length);
}, 60_000);

test('nobody listens: all failed, and the reason is told', async () => {
  const gone = await endpoint();
  await gone.stop();
  const report = await replay(gone);
  expect(report.failed).toBe(fixtures.length);
  expect(Object.keys(report.answers).join()).toMatch(/ECONNREFUSED/);
}, 60_000);
