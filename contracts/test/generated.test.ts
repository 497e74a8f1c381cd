import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, catalogOf } from '../src/catalog.js';
import { defineEvent, type EventContract, isMoment, type ReadSpec } from '../src/contract.js';
import { readExamples } from '../src/generate/examples.js';
import { driftOf, generatedFiles } from '../src/generate/generated.js';
import { fieldsOf } from '../src/generate/catalog-page.js';
import { schemasOf } from '../src/generate/schemas.js';
import { mergeAllowances, serviceUsersOf } from '../src/generate/service-users.js';
import { anyOf, mergeSpecs, watchesOf } from '../src/generate/watches.js';
import { goodsReceipt, goodsReceiptPosted } from '../src/domains/procurement/goods-receipt.js';
import { change, CONTRACTS, eventExample } from './examples.js';

const GENERATED = join(CONTRACTS, 'generated');

test('contracts/generated is what the contracts say; else run `npm run generate`', () => {
  const files = readdirSync(GENERATED, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const found = files.map((entry) => join(entry.parentPath, entry.name));
  const contents = new Map(found.map((path) => [path.slice(GENERATED.length + 1), readFileSync(path, 'utf8')]));
  expect(driftOf(generatedFiles(catalog, readExamples(join(CONTRACTS, 'examples'), catalog)), contents)).toEqual([]);
});

test('drift names what is missing, stale and left over', () => {
  const expected = new Map(Object.entries({ a: '1', b: '2', c: '3' }));
  const found = new Map(Object.entries({ b: '2', c: 'x', d: '4' }));
  expect(driftOf(expected, found)).toEqual(['a is missing', 'c is out of date', 'd belongs to no contract']);
});

test('every field of every schema has a data class and a meaning', () => {
  for (const [name, schema] of schemasOf(catalog)) {
    const bare = fieldsOf(schema).filter((field) => field.dataClass === '' || field.meaning === '');
    expect([name, bare.map((field) => field.path)]).toEqual([name, []]);
  }
});

test('a schema lets unknown fields pass, as readers do', () => {
  for (const schema of schemasOf(catalog).values()) expect(JSON.stringify(schema)).not.toContain('additionalProperties');
});

test('names that cross the border are ours, not Odoo field names', () => {
  for (const schema of schemasOf(catalog).values()) {
    for (const field of fieldsOf(schema)) expect(field.path).toMatch(/^[a-zA-Z0-9.[\]]+$/);
  }
});

/** The fields of a snapshot, as a spec. */
function specOf(node: unknown): ReadSpec {
  if (Array.isArray(node)) return node.map(specOf).reduce(mergeSpecs, {});
  if (typeof node !== 'object' || node === null) return {};
  const entries = Object.entries(node).filter(([name]) => name !== 'id');
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'object' && value !== null ? { fields: specOf(value) } : {}]),
  );
}

describe('recorded snapshots were taken with the watches of today', () => {
  const watches = new Map(watchesOf(catalog).map((watch) => [watch.model, watch]));

  test.each([...catalog.events.values()].map((event) => [event.id, event] as const))('%s', (id, event) => {
    const snapshot = specOf(change(eventExample(id).change).snapshot);
    const { model, spec } = event.entity.odoo;
    expect(Object.keys(snapshot)).toEqual(expect.arrayContaining(Object.keys(spec)));
    expect(mergeSpecs(snapshot, watches.get(model)?.spec ?? {})).toEqual(watches.get(model)?.spec);
  });
});

describe('entities that share a model', () => {
  const dispatch = {
    ...goodsReceipt,
    name: 'dispatch',
    odoo: { ...goodsReceipt.odoo, domain: [['picking_type_id.code', '=', 'outgoing']] },
  };
  const seen = { ...defineEvent({ ...goodsReceiptPosted, entity: dispatch, name: 'seen' }), id: 'procurement.dispatch.seen.v1' };
  const [domain] = catalog.domains.slice(-1);
  if (!domain) throw new Error('no domain');
  const watched = (...events: readonly EventContract[]) => watchesOf(catalogOf([{ ...domain, events: [goodsReceiptPosted, ...events] }]));

  test('the watch captures what any of them wants', () => {
    const outgoing = { ...seen, entity: { ...dispatch, includes: () => false } };
    expect(watched(outgoing)[0]?.domain).toEqual([
      '|',
      ['picking_type_id.code', '=', 'incoming'],
      ['picking_type_id.code', '=', 'outgoing'],
    ]);
    const all = {
      ...seen,
      id: 'procurement.move.seen.v1',
      entity: { ...dispatch, odoo: { ...dispatch.odoo, domain: [] }, includes: () => true },
    };
    expect(watched(outgoing, all)[0]?.domain).toEqual([]);
  });

  test('one that cannot recognise its records is refused', () => {
    const { includes, ...blind } = dispatch;
    expect(includes).toBeDefined();
    expect(() => watched({ ...seen, entity: blind })).toThrow('stock.picking differ in their domain: dispatch needs includes');
  });

  test('a change is the moment only of the entity that includes the record', () => {
    const posted = change('goods-receipt-posted');
    const ofNone = { ...goodsReceiptPosted, entity: { ...goodsReceipt, includes: () => false } };
    expect(isMoment(goodsReceiptPosted, posted)).toBe(true);
    expect(isMoment(ofNone, posted)).toBe(false);
    expect(isMoment({ ...goodsReceiptPosted, when: () => true }, { ...posted, op: 'delete', snapshot: null })).toBe(false);
  });

  test('conditions of one domain stay together', () => {
    const [a, b, c] = [
      ['a', '=', 1],
      ['b', '=', 2],
      ['c', '=', 3],
    ];
    expect(anyOf([[a, b], [c]])).toEqual(['|', '&', a, b, c]);
    expect(
      anyOf([
        ['|', a, b, c],
        ['!', c],
      ]),
    ).toEqual(['|', '!', c, '&', '|', a, b, c]);
    expect(anyOf([[a], [a]])).toEqual([a]);
  });

  test('a domain that another covers is left out', () => {
    const [a, b, c] = [
      ['a', '=', 1],
      ['b', '=', 2],
      ['c', '=', 3],
    ];
    expect(anyOf([[a, b], [a]])).toEqual([a]);
    expect(anyOf([[a, b], [b, c], []])).toEqual([]);
    expect(anyOf([['|', a, b], [a]])).toEqual(['|', '|', a, b, a]);
  });
});

test('allowances of several commands become one row each, fields united', () => {
  const write = (...fields: string[]) => ({ model: 'm', operation: 'write', fields }) as const;
  const read = { model: 'm', operation: 'read' } as const;
  expect(mergeAllowances([write('b'), read, write('a', 'b'), read])).toEqual([read, write('a', 'b')]);
});

test('the user who registers watches may do nothing else; a domain without commands and queries has no user', () => {
  const users = serviceUsersOf(catalog);
  const asked = catalog.domains.filter(({ commands, queries = [] }) => commands.length + queries.length > 0);
  expect(users.map((user) => user.login)).toEqual(['bridge-watch', ...asked.map((domain) => `bridge-${domain.name}`)]);
  expect(users.map((user) => user.login)).not.toContain('bridge-parties');
  expect(users[0]).toMatchObject({ groups: ['nats_bridge.group_watch_registrar'], allowances: [] });
});
