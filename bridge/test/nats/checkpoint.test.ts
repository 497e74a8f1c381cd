import { describe, expect, test } from '@jest/globals';
import type { StoredMsg, StreamInfo } from '@nats-io/jetstream';
import { type Checkpoint, START, sourceFault } from '../../src/nats/checkpoint.js';
import { outputsOf, stepsOf } from '../../src/nats/steps.js';

const CREATED = '2026-11-22T10:00:00Z';
const stream = (lastSequence: number, created = CREATED): StreamInfo =>
  ({ created, config: { name: 'IN' }, state: { last_seq: lastSequence } }) as unknown as StreamInfo;
const storedAt = (ms: number): StoredMsg => ({ time: new Date(ms) }) as StoredMsg;
const at = (sequence: number): Checkpoint => ({
  sequence: 9,
  position: { sequence, part: 0, storedAtMs: 5_000 },
  sourceCreated: CREATED,
});

describe('the source is the one the checkpoint was made from', () => {
  test('a first start and a normal one find no fault', () => {
    expect(sourceFault(START, stream(100), undefined)).toBeUndefined();
    expect(sourceFault(at(50), stream(100), storedAt(5_001))).toBeUndefined();
    // the message may have been deleted since
    expect(sourceFault(at(50), stream(100), undefined)).toBeUndefined();
  });
  test('recreated, rolled back, and rolled back and refilled are told apart', () => {
    expect(sourceFault(at(50), stream(100, '2026-11-23T10:00:00Z'), storedAt(5_000))).toContain('recreated');
    expect(sourceFault(at(50), stream(49), undefined)).toContain('rolled back');
    expect(sourceFault(at(50), stream(100), storedAt(9_000))).toContain('refilled');
  });
});

describe('steps', () => {
  const message = { stream: 'IN', sequence: 8, subject: 's', headers: [], data: new Uint8Array(), storedAt: new Date(700), deliveries: 1 };
  const output = (subject: string) => ({ subject, headers: [], data: new Uint8Array() });
  const before = { sequence: 7, part: 0, storedAtMs: 600 };
  const done = { sequence: 8, part: 0, storedAtMs: 700 };

  test('only the last output completes its message', () => {
    const steps = stepsOf(message, [output('a'), output('b')], before);
    expect(steps.map(({ position }) => position)).toEqual([{ ...before, part: 1 }, done]);
  });
  test('after a restart inside a message, what is stored is left out', () => {
    const steps = stepsOf(message, [output('a'), output('b'), output('c')], { ...before, part: 2 });
    expect(outputsOf(steps).map(({ subject }) => subject)).toEqual(['c']);
    expect(steps.at(-1)?.position).toEqual(done);
  });
  test('no output is progress too', () => {
    expect(stepsOf(message, [], before)).toEqual([{ output: undefined, position: done }]);
  });
});
