/** The page of one contract. */
import { changesBetween } from '../compatibility/compare.js';
import type { Released } from '../compatibility/released.js';
import { ruleOf } from '../compatibility/rules.js';
import type { Terms } from '../contract.js';
import { consumersText } from './consumers-page.js';
import type { Entry, ShownPart } from './entries.js';
import { code, escaped, facts, json, link, page, prose, table } from './html.js';

const STANDARDS = { ubl: 'UBL 2', isa95: 'ISA-95', gs1: 'GS1' } as const satisfies Record<keyof Terms, string>;

export const termsText = (terms: Terms): string =>
  Object.entries(terms)
    .map(([standard, term]) => `${STANDARDS[standard as keyof Terms]}: ${String(term)}`)
    .join('; ');

export const classMark = (dataClass: string): string =>
  dataClass === '' ? '' : `<span class="class ${escaped(dataClass)}">${escaped(dataClass)}</span>`;

const TITLES = { data: 'Data', input: 'Input', answer: 'Answer' } as const;

const partSection = ({ part, fields, example }: ShownPart, owner: string): string => `<h2 id="${part}">${TITLES[part]}</h2>
<p>Fields and their data classes; owner: ${escaped(owner)}.</p>
${table(
  ['field', 'type', 'class', 'meaning'],
  fields.map((row) => [code(row.path), prose(row.type), classMark(row.dataClass), prose(row.meaning)]),
)}
${example === undefined ? '' : `<h3>Example</h3><p>Recorded from a real Odoo.</p>${json(example)}`}`;

const refusals = (entry: Entry): string =>
  Object.keys(entry.refusals).length === 0
    ? ''
    : `<h2>Refusals of its own</h2>\n${table(
        ['code', 'meaning'],
        Object.entries(entry.refusals).map(([name, meaning]) => [code(name), prose(meaning)]),
      )}`;

/** What the compatibility check says of the way from one major version to another: nobody is to be surprised. */
function changesTo(later: Entry, earlier: Entry): string {
  const changes = later.parts.flatMap(({ part, schema }) => {
    const before = earlier.parts.find((each) => each.part === part);
    return before === undefined ? [] : changesBetween(before.schema, schema, part);
  });
  const rows = changes.map(({ rule, path, what }) => [code(path), code(rule), escaped(what), escaped(ruleOf(rule).why)]);
  const compare = link(`../compare.html#${encodeURIComponent(earlier.id)}&${encodeURIComponent(later.id)}`, 'field by field');
  return `<h3>From version ${earlier.version} to version ${later.version}</h3><p>${compare}</p>
${rows.length === 0 ? '<p>Nothing differs.</p>' : table(['field', 'rule', 'what', 'why it matters'], rows)}`;
}

function versions(entry: Entry, family: readonly Entry[], released: Released | undefined): string {
  const revisions = (released?.revisions ?? []).map(({ revision, releasedOn }) => {
    const name = `${entry.id}, revision ${revision} of ${releasedOn}`;
    return `<li>${link(`../compare.html#${encodeURIComponent(name)}&${encodeURIComponent(entry.id)}`, `revision ${revision}`)}, released on ${releasedOn}</li>`;
  });
  const others = family.filter((other) => other.id !== entry.id).map((other) => `<li>${link(`${other.id}.html`, code(other.id))}</li>`);
  const pairs = family.slice(1).flatMap((later, at) => (family[at] === undefined ? [] : [changesTo(later, family[at])]));
  return `<h2>Versions</h2>
<ul>${others.join('')}${revisions.join('') || '<li>not released yet</li>'}</ul>
${pairs.join('\n')}`;
}

export function contractPage(entry: Entry, family: readonly Entry[], released: Released | undefined): string {
  const terms = termsText(entry.terms);
  const body = `<p>${prose(entry.meaning)}</p>
${entry.ends === undefined ? '' : `<p class="deprecated">${prose(entry.ends)}</p>`}
${facts([
  ['kind', entry.kind],
  ['domain', escaped(entry.domain)],
  ['owner', escaped(entry.owner)],
  ['subject', code(entry.subject)],
  ...entry.facts.map(([name, text]): [string, string] => [name, prose(text)]),
  ...(terms === '' ? [] : [['terms of the field', escaped(terms)] as const]),
  ['consumers', consumersText(entry)],
])}
${entry.parts.map((part) => partSection(part, entry.owner)).join('\n')}
${refusals(entry)}
${versions(entry, family, released)}`;
  return page({ title: entry.id, root: '../', body });
}
