import { expect, test } from '@jest/globals';
import { z } from 'zod';
import * as subjects from '../src/subjects.js';
import { readExample } from './examples.js';

/** The golden file is shared with the addon's tests: it is parsed, so that a typing error in it shows. */
const golden = z
  .object({
    streams: z.record(z.string(), z.string()),
    change: z.array(
      z.object({
        database: z.string(),
        model: z.string(),
        op: z.enum(['create', 'update', 'delete', 'snapshot', 'passed']),
        subject: z.string(),
      }),
    ),
    relayCheckpoint: z.array(z.object({ database: z.string(), subject: z.string() })),
    event: z.array(z.object({ contract: z.string(), subject: z.string() })),
    delivery: z.array(z.object({ subscription: z.string(), subject: z.string(), deadLetters: z.string() })),
    command: z.array(z.object({ contract: z.string(), subject: z.string() })),
    query: z.array(z.object({ contract: z.string(), subject: z.string() })),
  })
  .parse(readExample('subjects.json'));

test('streams are named as in the golden file', () => {
  expect(subjects.STREAMS).toEqual(golden.streams);
});

test('subjects are spelled as in the golden file', () => {
  expect(golden.change.map((row) => subjects.changeSubject(row.database, row.model, row.op))).toEqual(
    golden.change.map((row) => row.subject),
  );
  expect(golden.relayCheckpoint.map((row) => subjects.relayCheckpointSubject(row.database))).toEqual(
    golden.relayCheckpoint.map((row) => row.subject),
  );
  expect(golden.event.map((row) => subjects.eventSubject(row.contract))).toEqual(golden.event.map((row) => row.subject));
  expect(golden.delivery.map((row) => subjects.deliverySubject(row.subscription))).toEqual(golden.delivery.map((row) => row.subject));
  expect(golden.delivery.map((row) => subjects.deliveryDeadLetters(row.subscription))).toEqual(
    golden.delivery.map((row) => row.deadLetters),
  );
  expect(golden.command.map((row) => subjects.commandSubject(row.contract))).toEqual(golden.command.map((row) => row.subject));
  expect(golden.query.map((row) => subjects.querySubject(row.contract))).toEqual(golden.query.map((row) => row.subject));
});

test('the subject of a command or a query leads back to its contract', () => {
  for (const { contract, subject } of golden.query) expect(subjects.queryTypeOf(subject)).toBe(contract);
  for (const { contract, subject } of golden.command) expect(subjects.commandTypeOf(subject)).toBe(contract);
});

test('no name can smuggle a wildcard or another token into a subject', () => {
  for (const name of ['a.b', 'a b', '*', '>', 'a.>', '\t\r\n', 'ü', '']) {
    expect(subjects.changeSubject(name, 'm', 'update').split('.')).toHaveLength(5);
    expect(subjects.deliverySubject(name)).toMatch(/^deliver\.[A-Za-z0-9_-]*$/);
  }
});
