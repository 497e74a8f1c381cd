/** Live traffic on a real broker becomes fixtures: nobody is found in them, and they are still events of their contracts. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { catalog, fromHeaders } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import type { Nats } from '../../src/nats/nats.js';
import { type Recording, type Wanted, masked, record } from '../../src/record/record.js';
import { rawChangeOf } from '../../src/record/raw-change.js';
import { mustMatch } from '../../../test/rig/schemas.js';
import { NatsServer } from '../rig/nats-server.js';
import { changes, events, publish } from './recorded.js';
import { secretsOf } from './secrets.js';

let server: NatsServer;
let nats: Nats;
beforeAll(async () => {
  server = await NatsServer.start();
  nats = await server.connect();
  await publish(nats);
}, 60_000);
afterAll(async () => {
  await nats.onApplicationShutdown();
  await server.dispose();
});

const wanted = (given: Partial<Wanted> = {}): Wanted => ({
  contracts: [],
  forMs: 20_000,
  count: events.length,
  from: 'start',
  raw: false,
  mask: { commercial: false },
  ...given,
});
const recorded = (given: Partial<Wanted> = {}): Promise<Recording> => record(nats, wanted(given), catalog, new AbortController().signal);

const event = z.looseObject({ id: z.string(), type: z.string(), subject: z.string(), data: z.record(z.string(), z.unknown()) });
const parsed = (lines: readonly string[]) => lines.map((line) => event.parse(JSON.parse(line)));
const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** As a whole value or within a text, in any case; not within another word. */
const occursIn = (text: string) => (secret: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${literal(JSON.stringify(secret).slice(1, -1))}(?![\\p{L}\\p{N}])`, 'iu').test(text);
const leaves = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : typeof value === 'string' ? [value] : [];

describe('all golden events of all domains', () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await recorded();
  }, 60_000);

  test('each is recorded and matches the generated schema of its contract', () => {
    expect(recording.leftOut).toEqual([]);
    const found = parsed(recording.events);
    expect(found.length).toBe(events.length);
    expect(new Set(found.map(({ type }) => type)).size).toBeGreaterThan(60);
    for (const { type, data } of found) mustMatch(type, data);
  });

  test('each is a CloudEvent with all attributes', () => {
    for (const found of parsed(recording.events)) {
      const pairs = Object.entries(found).flatMap(([name, value]) => (typeof value === 'string' ? [[`ce-${name}`, value] as const] : []));
      expect(fromHeaders(pairs)).toMatchObject({ type: found.type });
    }
  });

  test('no personal or sensitive value of the traffic occurs in it', () => {
    const classes = new Set(['personal', 'sensitive']);
    const secrets = new Set(events.flatMap(({ envelope, data }) => [...secretsOf(envelope.type, data, classes)]));
    expect(secrets.size).toBeGreaterThan(30);
    // values, not the names of fields
    const text = parsed(recording.events)
      .flatMap(({ data }) => leaves(data))
      .join('\n');
    expect([...secrets].filter(occursIn(text))).toEqual([]);
    // the search finds what is there
    expect([...secrets].filter(occursIn(events.flatMap(({ data }) => leaves(data)).join('\n'))).length).toBe(secrets.size);
  });

  test('ids are others, and relations hold: in subject, data and between events', () => {
    const found = parsed(recording.events);
    const text = recording.events.join('');
    expect(text).not.toContain('odoo:golden:');
    expect(text).not.toContain('/odoo/golden');
    const pairs = found.map(({ subject }, index) => [events[index]?.envelope.subject, subject] as const);
    expect(new Map(pairs).size).toBe(new Set(pairs.map(([, mask]) => mask)).size);
    for (const [original, mask] of pairs) expect(new Map(pairs).get(original)).toBe(mask);
    for (const { subject, data } of found) expect([undefined, subject]).toContain(data.id);
    expect(new Set(found.map(({ id }) => id)).size).toBe(new Set(events.map(({ envelope }) => envelope.id)).size);
  });

  test('another recording has another key', async () => {
    const [first] = parsed(recording.events);
    const [other] = parsed((await recorded({ count: 1 })).events);
    expect(other?.type).toBe(first?.type);
    expect(other?.subject).not.toBe(first?.subject);
  });
});

test('commercial values stay unless they are asked to go', async () => {
  const id = 'procurement.purchase-order.approved.v2';
  const given = events.filter(({ envelope }) => envelope.type === id).map(({ data }) => data as { number: string; currency: string });
  const kept = parsed((await recorded({ contracts: [id], count: given.length })).events);
  expect(kept.map(({ data }) => data.number)).toEqual(given.map(({ number }) => number));
  const gone = parsed((await recorded({ contracts: [id], count: given.length, mask: { commercial: true } })).events);
  for (const [index, { data }] of gone.entries()) {
    mustMatch(id, data);
    expect(data.number).not.toBe(given[index]?.number);
    expect(data.number).toMatch(/^[A-Z]\d+$/);
  }
});

test('what no schema knows is masked', () => {
  const [golden] = events;
  const contract = golden && catalog.events.get(golden.envelope.type);
  if (!golden || !contract) throw new Error('there is no golden event');
  const data = { ...(golden.data as object), addedYesterday: { remark: 'Ring Mrs Miller', count: 4711 } };
  const { events: lines } = masked([{ envelope: golden.envelope, contract, data }], [], { commercial: false });
  expect(lines.join('')).toContain('"addedYesterday":{"remark":"');
  expect(lines.join('')).not.toMatch(/Ring|Miller|4711/);
});

test('only the contracts that were asked for, and only for that long', async () => {
  const began = Date.now();
  const recording = await recorded({ contracts: ['crm.opportunity.won.v1'], count: 1_000, forMs: 1_500 });
  expect(Object.keys(recording.byContract)).toEqual(['crm.opportunity.won.v1']);
  expect(Date.now() - began).toBeLessThan(15_000);
});

test('raw changes keep what makes them changes, and nobody is found in them', async () => {
  const { changes: lines } = await recorded({ raw: true, count: changes.length });
  expect(lines.length).toBe(changes.length);
  const secrets = new Set(
    changes.flatMap((change) => leaves(change.snapshot)).filter((text) => /[A-Z][a-z]{3}/.test(text) && !/^[a-z_.]+$/.test(text)),
  );
  expect(secrets.size).toBeGreaterThan(50);
  const values = new Set(lines.flatMap((line) => leaves(JSON.parse(line))));
  expect([...secrets].filter((secret) => values.has(secret))).toEqual([]);
  for (const [index, line] of lines.entries()) {
    const { model, op, fields, rows } = rawChangeOf(Buffer.from(line));
    expect({ model, op, fields, rows: rows.length }).toEqual({
      ...{ model: changes[index]?.model, op: changes[index]?.op, fields: changes[index]?.fields },
      rows: (changes[index]?.rows as unknown[]).length,
    });
  }
});
