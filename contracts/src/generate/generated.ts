/** All generated files as data: path below contracts/generated -> content. Pure, in a fixed order. */
import type { Catalog } from '../catalog.js';
import { asyncApi } from './asyncapi.js';
import { catalogPage } from './catalog-page.js';
import { contractList } from './contract-list.js';
import type { Examples } from './examples.js';
import { openApi } from './openapi.js';
import { schemasOf } from './schemas.js';
import { serviceUsersOf } from './service-users.js';
import { watchesOf } from './watches.js';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const generatedFiles = (catalog: Catalog, examples: Examples): ReadonlyMap<string, string> =>
  new Map([
    ['asyncapi.json', json(asyncApi(catalog, examples))],
    ['catalog.md', catalogPage(catalog)],
    ['contracts.json', json({ contracts: contractList(catalog, examples) })],
    ['openapi.json', json(openApi(catalog, examples))],
    ...[...schemasOf(catalog)].map(([name, schema]): [string, string] => [`schemas/${name}.json`, json(schema)]),
    ['service-users.json', json({ users: serviceUsersOf(catalog) })],
    ['watches.json', json({ watches: watchesOf(catalog) })],
  ]);

/** What is missing, differs or should not be there, one sentence each. `found` has the same shape as `expected`. */
export function driftOf(expected: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): readonly string[] {
  const wanted = [...expected].flatMap(([path, content]) => {
    if (!found.has(path)) return [`${path} is missing`];
    return found.get(path) === content ? [] : [`${path} is out of date`];
  });
  return [...wanted, ...[...found.keys()].filter((path) => !expected.has(path)).map((path) => `${path} belongs to no contract`)];
}
