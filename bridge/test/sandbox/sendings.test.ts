import { expect, test } from '@jest/globals';
import { isLoopback, sendingsOf } from '../../src/sandbox/sandbox.js';
import { fixtures, plain } from './scene.js';

const ids = (attack: Partial<typeof plain>) => sendingsOf(fixtures, { ...plain, ...attack }).map(({ fixture }) => fixture.envelope.id);
const original = fixtures.map(({ envelope }) => envelope.id);

test('without an attack they come as they were recorded', () => {
  expect(ids({})).toEqual(original);
  expect(sendingsOf([], plain)).toEqual([]);
});

test('shuffled, all come, in another order, which a seed repeats', () => {
  const mixed = ids({ shuffle: true });
  expect(mixed).not.toEqual(original);
  expect([...mixed].sort()).toEqual([...original].sort());
  expect(ids({ shuffle: true })).toEqual(mixed);
  expect(ids({ shuffle: true, seed: 8 })).not.toEqual(mixed);
});

test('a duplicate comes after its first, and within the next few', () => {
  const sendings = sendingsOf(fixtures, { ...plain, duplicate: 1 });
  expect(sendings.length).toBe(2 * fixtures.length);
  for (const { envelope } of fixtures) {
    const at = sendings.flatMap(({ fixture, as }, index) => (fixture.envelope.id === envelope.id ? [{ as, index }] : []));
    expect(at.map(({ as }) => as)).toEqual(['event', 'duplicate']);
    expect((at[1]?.index ?? 0) - (at[0]?.index ?? 0)).toBeLessThan(12);
  }
});

test('an unknown field is added to each event, and nothing else', () => {
  for (const [index, { fixture }] of sendingsOf(fixtures, { ...plain, unknownField: true }).entries()) {
    const { addedInALaterVersion, ...data } = fixture.data as Record<string, unknown>;
    expect(addedInALaterVersion).toBeDefined();
    expect(data).toEqual(fixtures[index]?.data);
  }
});

test.each([
  ['http://127.0.0.1:8080/', true],
  ['http://127.9.9.9/', true],
  ['http://localhost/', true],
  ['http://[::1]:1/', true],
  ['http://127.0.0.1.example.com/', false],
  ['http://localhost.example.com/', false],
  ['http://10.0.0.1/', false],
  ['https://example.com/', false],
  ['http://[::ffff:10.0.0.1]/', false],
  ['http://0.0.0.0/', false],
])('%s is this machine: %s', (url, expected) => {
  expect(isLoopback(new URL(url))).toBe(expected);
});
