/** The catalogue site: complete, closed in itself, and safe against what contracts say. */
import { expect, test } from '@jest/globals';
import { posix } from 'node:path';
import { runInNewContext } from 'node:vm';
import { catalog } from '../src/catalog.js';
import { readExamples } from '../src/generate/examples.js';
import { fieldsOf } from '../src/generate/catalog-page.js';
import { schemasOf } from '../src/generate/schemas.js';
import { consumersIn } from '../src/site/consumers.js';
import { entriesOf } from '../src/site/entries.js';
import { siteFiles } from '../src/site/site.js';
import { escaped } from '../src/site/html.js';
import { parseReleased } from '../src/compatibility/released.js';
import { filesOf, releasedOf, SHIPPED } from './compatibility/contracts.js';
import { CONTRACTS } from './examples.js';

const schemas = schemasOf(catalog);
const [event] = catalog.events.keys();
const access = {
  clients: [{ id: 'acme', roles: ['supplier'], apiKeySha256: 'secret-1' }],
  subscriptions: [
    {
      name: 'acme-orders',
      client: 'acme',
      contracts: [event],
      scope: {},
      channel: { kind: 'webhook', url: 'https://x', secret: 'secret-2' },
    },
  ],
};
const released = [...releasedOf(filesOf())].flatMap(([id, text]) => {
  const parsed = parseReleased(id, text);
  return 'released' in parsed ? [[id, parsed.released] as const] : [];
});
const entries = entriesOf({ catalog, examples: readExamples(`${CONTRACTS}/examples`, catalog), consumers: consumersIn(access) });
const files = siteFiles({ catalog, entries, released: new Map(released), accessFile: 'access.json' });

test('every contract has a page with all its fields, and the first page leads to it', () => {
  const index = files.get('index.html') ?? '';
  expect(entries.map((entry) => entry.id).sort()).toEqual(
    [...catalog.events.keys(), ...catalog.commands.keys(), ...catalog.queries.keys()].sort(),
  );
  for (const { id, owner } of entries) {
    const page = files.get(`contracts/${id}.html`) ?? '';
    expect(index).toContain(`href="contracts/${id}.html"`);
    expect(page).toContain(`owner: ${escaped(owner)}`);
    for (const name of [id, `${id}.answer`]) {
      for (const { path } of fieldsOf(schemas.get(name) ?? {})) expect(page).toContain(`<code>${escaped(path)}</code>`);
    }
  }
});

test('no link leads nowhere, and nothing is loaded from elsewhere', () => {
  const pages = [...files].filter(([path]) => path.endsWith('.html'));
  for (const [path, html] of pages) {
    const targets = [...html.matchAll(/(?:href|src)="([^"#]*)(#[^"]*)?"/g)]
      .map((found) => found[1] ?? '')
      .filter((target) => target !== '');
    const broken = targets.filter((target) => !files.has(posix.join(posix.dirname(path), target)));
    expect([path, broken]).toEqual([path, []]);
    expect(html).not.toMatch(/https?:\/\//);
  }
});

test('who consumes what is shown without secrets and addresses', () => {
  expect(files.get('consumers.html')).toContain('acme-orders');
  expect(files.get(`contracts/${String(event)}.html`)).toContain('acme (<code>acme-orders</code>, webhook)');
  for (const content of files.values()) expect(content).not.toMatch(/secret-[12]/);
  expect(() => consumersIn({ subscriptions: [] })).toThrow();
});

test('the comparison knows every contract of today and every released revision, in a script that runs', () => {
  const shapes = runInNewContext(`${files.get('compare-data.js') ?? ''}; SHAPES`) as Readonly<Record<string, object>>;
  expect(Object.keys(shapes)).toEqual(
    expect.arrayContaining([...entries.map((entry) => entry.id), `${SHIPPED}, revision 1 of 2026-11-22`]),
  );
  expect(shapes[`${SHIPPED}, revision 1 of 2026-11-22`]).toHaveProperty(['data.lines[].code']);
});

test('what contracts say is text, not markup', () => {
  const bad = '<script>alert(1)</script>';
  const [first] = entries;
  if (!first) throw new Error('no contract');
  const site = siteFiles({
    catalog,
    entries: [{ ...first, meaning: bad, refusals: { [bad]: bad } }],
    released: new Map(),
    accessFile: bad,
  });
  for (const [path, content] of site) if (path.endsWith('.html')) expect([path, content.includes(bad)]).toEqual([path, false]);
});
