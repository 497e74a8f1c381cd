import { expect, test } from '@jest/globals';
import { catalog } from '../src/catalog.js';
import { scopeWordsOf } from '../src/scope-words.js';
import { selectedBy, selectedByAny } from '../src/selection.js';
import { eventExample } from './examples.js';

const ids = (pattern: string): string[] => selectedBy(pattern, catalog).map(({ id }) => id);

test.each([...catalog.events.values()].map((contract) => [contract.id, contract] as const))(
  '%s: a golden example has only the words that are told, and all values are texts',
  (id, { entity }) => {
    const found = entity.scope?.(eventExample(id).data) ?? {};
    expect(scopeWordsOf(entity)).toEqual(expect.arrayContaining(Object.keys(found)));
    expect(Object.values(found).every((value) => typeof value === 'string')).toBe(true);
  },
);

test('words of optional fields are told too', () => {
  expect(scopeWordsOf(entityOf('projects.project.changed.v1'))).toEqual(['company', 'customer', 'project']);
  expect(scopeWordsOf(entityOf('locations.location.changed.v1'))).toEqual(['company', 'location', 'site']);
  expect(scopeWordsOf(entityOf('projects.project-cost.updated.v1'))).toEqual(['company', 'project']);
});

function entityOf(id: string) {
  const contract = catalog.events.get(id);
  if (contract === undefined) throw new Error(`there is no ${id}`);
  return contract.entity;
}

test('everything of a project, of a company, of a place can be had by its word', () => {
  const without = (word: string, ...domains: string[]): string[] =>
    [...catalog.events.values()]
      .filter(({ domain, entity }) => domains.includes(domain) && !scopeWordsOf(entity).includes(word))
      .map(({ domain, entity }) => `${domain}.${entity.name}`);
  expect(without('project', 'projects')).toEqual([]);
  expect(new Set(without('company', 'procurement', 'sales', 'finance', 'inventory', 'manufacturing', 'maintenance'))).toEqual(new Set());
});

test('a contract, an entity, a domain; of a moment the newest version unless another is named', () => {
  expect(ids('procurement.purchase-order.approved.v1')).toEqual(['procurement.purchase-order.approved.v1']);
  expect(ids('procurement.purchase-order.*')).toContain('procurement.purchase-order.approved.v2');
  expect(ids('procurement.purchase-order.*')).not.toContain('procurement.purchase-order.approved.v1');
  expect(ids('procurement.*')).toEqual(expect.arrayContaining(ids('procurement.vendor-bill.*')));
  expect(ids('procurement.purchase.*')).toEqual([]);
  expect(ids('procurement.burn.down.v1')).toEqual([]);
});

test('what two words mean is there once', () => {
  const both = selectedByAny(['procurement.purchase-order.approved.v2', 'procurement.*'], catalog);
  expect(both.filter(({ id }) => id === 'procurement.purchase-order.approved.v2')).toHaveLength(1);
});
