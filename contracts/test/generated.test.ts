import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, catalogOf } from '../src/catalog.js';
import { defineEvent, type ReadSpec } from '../src/contract.js';
import { readExamples } from '../src/generate/examples.js';
import { driftOf, generatedFiles } from '../src/generate/generated.js';
import { fieldsOf } from '../src/generate/catalog-page.js';
import { schemasOf } from '../src/generate/schemas.js';
import { mergeAllowances, serviceUsersOf } from '../src/generate/service-users.js';
import { mergeSpecs, watchesOf } from '../src/generate/watches.js';
import { goodsReceipt, goodsReceiptPosted } from '../src/domains/procurement/goods-receipt.js';
import { change, CONTRACTS } from './examples.js';

const GENERATED = join(CONTRACTS, 'generated');

test('contracts/generated is what the contracts say; else run `npm run generate -w contracts`', () => {
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

test('recorded snapshots were taken with the watches of today', () => {
  const recorded = {
    'purchase.order': 'purchase-order-approved',
    'res.partner': 'party-created',
    'stock.picking': 'goods-receipt-back-order',
  };
  for (const watch of watchesOf(catalog)) {
    const snapshot = specOf(change(recorded[watch.model as keyof typeof recorded]).snapshot);
    expect(Object.keys(snapshot).sort()).toEqual(Object.keys(watch.spec));
    expect(mergeSpecs(snapshot, watch.spec)).toEqual(watch.spec);
  }
});

test('entities of one model with different domains are refused', () => {
  const other = { ...goodsReceipt, name: 'other', odoo: { ...goodsReceipt.odoo, domain: [] } };
  const event = defineEvent({ ...goodsReceiptPosted, entity: other, name: 'seen' });
  const [domain] = catalog.domains.slice(-1);
  if (!domain) throw new Error('no domain');
  const twice = catalogOf([{ ...domain, events: [goodsReceiptPosted, { ...event, id: 'procurement.other.seen.v1' }] }]);
  expect(() => watchesOf(twice)).toThrow('entities of stock.picking differ in their domain');
});

test('allowances of several commands become one row each, fields united', () => {
  const write = (...fields: string[]) => ({ model: 'm', operation: 'write', fields }) as const;
  const read = { model: 'm', operation: 'read' } as const;
  expect(mergeAllowances([write('b'), read, write('a', 'b'), read])).toEqual([read, write('a', 'b')]);
});

test('the user who registers watches may do nothing else; a domain without commands has no user', () => {
  const users = serviceUsersOf(catalog);
  expect(users.map((user) => user.login)).toEqual(['bridge-watch', 'bridge-procurement']);
  expect(users[0]).toMatchObject({ groups: ['nats_bridge.group_watch_registrar'], allowances: [] });
});
