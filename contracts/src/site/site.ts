/** The catalogue site as files: path -> content. Plain pages that open from a folder, without a server. */
import type { Catalog } from '../catalog.js';
import type { Released } from '../compatibility/released.js';
import { COMPARE_SCRIPT, compareData, comparePage } from './compare-page.js';
import { consumersPage } from './consumers-page.js';
import { contractPage, termsText } from './contract-page.js';
import type { Entry } from './entries.js';
import { code, escaped, link, page, prose, table } from './html.js';
import { STYLE } from './style.js';

export interface Site {
  readonly catalog: Catalog;
  readonly entries: readonly Entry[];
  readonly released: ReadonlyMap<string, Released>;
  /** the access file that the consumers come from, as it is shown */
  readonly accessFile: string;
}

export function siteFiles({ catalog, entries, released, accessFile }: Site): ReadonlyMap<string, string> {
  const familyOf = (entry: Entry) =>
    entries.filter((other) => other.family === entry.family).sort((left, right) => left.version - right.version);
  return new Map([
    ['index.html', indexPage(catalog, entries)],
    ['consumers.html', consumersPage(entries, accessFile)],
    ['compare.html', comparePage()],
    ['compare.js', COMPARE_SCRIPT],
    ['compare-data.js', compareData(entries, released)],
    ['filter.js', FILTER_SCRIPT],
    ['style.css', STYLE],
    ...entries.map((entry): [string, string] => [
      `contracts/${entry.id}.html`,
      contractPage(entry, familyOf(entry), released.get(entry.id)),
    ]),
  ]);
}

function indexPage({ domains }: Catalog, entries: readonly Entry[]): string {
  const sections = domains.map(
    ({ name, meaning }) => `<section><h2 id="${escaped(name)}">${escaped(name)}</h2>
<p>${prose(meaning)}</p>
${table(
  ['contract', 'kind', 'meaning', 'owner', 'terms of the field', 'consumers'],
  entries
    .filter((entry) => entry.domain === name)
    .map((entry) => [
      link(`contracts/${entry.id}.html`, code(entry.id)),
      entry.kind + (entry.ends === undefined ? '' : ', ends'),
      prose(entry.meaning),
      escaped(entry.owner),
      escaped(termsText(entry.terms)),
      entry.kind === 'event' ? String(entry.consumers.length) : '',
    ]),
)}</section>`,
  );
  const body = `<p>${entries.length} contracts in ${domains.length} domains: ${domains.map(({ name }) => link(`#${name}`, escaped(name))).join(', ')}.</p>
<label>Find <input id="filter" type="search" placeholder="order, receipt, ISA-95 ..." autocomplete="off"></label>
${sections.join('\n')}`;
  return page({ title: 'Contracts', root: '', body, scripts: ['filter.js'] });
}

const FILTER_SCRIPT = `'use strict';
const filter = document.getElementById('filter');
filter.oninput = () => {
  const wanted = filter.value.trim().toLowerCase();
  for (const section of document.querySelectorAll('section')) {
    const rows = [...section.querySelectorAll('tbody tr')];
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    section.hidden = rows.every((row) => row.hidden);
  }
};
`;
