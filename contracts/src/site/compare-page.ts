/** Any two contracts, versions or released revisions beside each other. The comparison runs in the reader's browser. */
import type { Released } from '../compatibility/released.js';
import { type FieldRow, fieldsOf } from '../generate/catalog-page.js';
import type { JsonSchema } from '../generate/schemas.js';
import type { Entry } from './entries.js';
import { page } from './html.js';

/** Path of a field -> what is said of it: type, class, meaning. */
type Fields = Readonly<Record<string, readonly [string, string, string]>>;

const told = (part: string, fields: readonly FieldRow[]): (readonly [string, FieldRow])[] =>
  fields.map((row) => [`${part}.${row.path}`, row]);

const fieldsIn = (rows: readonly (readonly [string, FieldRow])[]): Fields =>
  Object.fromEntries(rows.map(([path, row]) => [path, [row.type, row.dataClass, row.meaning]]));

const today = (entry: Entry): readonly [string, Fields] => [
  entry.id,
  fieldsIn(entry.parts.flatMap(({ part, fields }) => told(part, fields))),
];

const revisionsOf = ({ contract, revisions }: Released): (readonly [string, Fields])[] =>
  revisions.map(({ revision, releasedOn, schemas }) => [
    `${contract}, revision ${revision} of ${releasedOn}`,
    fieldsIn(Object.entries(schemas).flatMap(([part, schema]) => told(part, fieldsOf(schema as JsonSchema)))),
  ]);

/** compare-data.js: a script, because a page opened from a file may not fetch. */
export function compareData(entries: readonly Entry[], released: ReadonlyMap<string, Released>): string {
  const shapes = [...entries.map(today), ...[...released.values()].flatMap(revisionsOf)];
  return `const SHAPES = ${JSON.stringify(Object.fromEntries(shapes)).replaceAll('<', '\\u003c')};\n`;
}

export const comparePage = (): string =>
  page({
    title: 'Compare',
    root: '',
    body: `<label>From <select id="left"></select></label>
<label>to <select id="right"></select></label>
<p id="summary"></p>
<table><thead><tr><th>field</th><th>from</th><th>to</th></tr></thead><tbody id="rows"></tbody></table>
<p>This shows what differs. Whether a change breaks anybody is judged by <code>npm run contracts:check</code>.</p>`,
    scripts: ['compare-data.js', 'compare.js'],
  });

export const COMPARE_SCRIPT = `'use strict';
const names = Object.keys(SHAPES).sort();
const [left, right] = ['left', 'right'].map((id) => document.getElementById(id));
for (const select of [left, right]) for (const name of names) select.add(new Option(name, name));

function told(field) {
  return field ? field.filter(Boolean).join(' \\u00b7 ') : '';
}

function show() {
  const [before, after] = [SHAPES[left.value], SHAPES[right.value]];
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const rows = paths.map((path) => ({ path, before: told(before[path]), after: told(after[path]) })).filter((row) => row.before !== row.after);
  document.getElementById('summary').textContent = rows.length + ' of ' + paths.length + ' fields differ';
  document.getElementById('rows').replaceChildren(...rows.map((row) => {
    const line = document.createElement('tr');
    line.className = row.before === '' ? 'added' : row.after === '' ? 'removed' : 'changed';
    for (const [name, text] of [['field', row.path], ['from', row.before], ['to', row.after]]) {
      const cell = line.insertCell();
      cell.textContent = text;
      cell.dataset.name = name;
    }
    return line;
  }));
  history.replaceState(null, '', '#' + encodeURIComponent(left.value) + '&' + encodeURIComponent(right.value));
}

const [from, to] = location.hash.slice(1).split('&').map(decodeURIComponent);
left.value = names.includes(from) ? from : names[0];
right.value = names.includes(to) ? to : names[Math.min(1, names.length - 1)];
left.onchange = right.onchange = show;
show();
`;
