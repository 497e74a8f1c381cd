/**
 * node contracts/dist/programs/new-example.js CONTRACT CHANGE
 * Writes the example of an event and the moments of its model, from what was recorded (a step of scripts/new-contract).
 * The changes recorded for it are those whose names begin with CHANGE.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '../catalog.js';
import { odooChange, type OdooChange } from '../change.js';
import { type EventContract, isMoment } from '../contract.js';
import { ROOT } from '../new-contract/root.js';

const EXAMPLES = 'contracts/examples';
const [contract = '', example = ''] = process.argv.slice(2);

function recorded(model: string): Map<string, OdooChange> {
  const names = readdirSync(join(ROOT, EXAMPLES, 'changes')).map((file) => file.replace(/\.json$/, ''));
  const read = (name: string): OdooChange =>
    odooChange.parse(JSON.parse(readFileSync(join(ROOT, EXAMPLES, 'changes', `${name}.json`), 'utf8')));
  return new Map(names.map((name) => [name, read(name)] as const).filter(([, change]) => change.model === model));
}

/** All moments of the changes recorded for it, and this contract's among those recorded before. */
function momentsOf(event: EventContract, changes: ReadonlyMap<string, OdooChange>): Record<string, string[]> {
  const { model } = event.entity.odoo;
  const told = (change: OdooChange) =>
    (catalog.eventsByModel.get(model) ?? []).filter((each) => isMoment(each, change)).map(({ id }) => id);
  const entries = [...changes].map(([name, change]): [string, string[], boolean] => {
    const own = name === example || name === `${example}-created` || name === `${example}-edited`;
    return [name, own ? told(change) : told(change).filter((id) => id === event.id), own];
  });
  return Object.fromEntries(entries.filter(([, ids, own]) => own || ids.length > 0).map(([name, ids]) => [name, ids]));
}

function run(): string[] {
  const event = catalog.events.get(contract);
  if (!event) throw new Error(`the catalogue has no ${contract}`);
  const changes = recorded(event.entity.odoo.model);
  const change = changes.get(example);
  if (!change || !isMoment(event, change)) throw new Error(`the change recorded as ${example} is not ${contract}`);
  const data = event.data.parse(event.toData(change, { database: change.database }));
  const moments = momentsOf(event, changes);
  const files = { [`events/${contract}.json`]: { change: example, data }, [`moments/${example}.json`]: moments };
  for (const [path, content] of Object.entries(files)) writeFileSync(join(ROOT, EXAMPLES, path), JSON.stringify(content, null, 2));
  const own = Object.keys(moments).filter((name) => name.startsWith(example));
  return [...Object.keys(files), ...own.map((name) => `changes/${name}.json`)].map((path) => `${EXAMPLES}/${path}`);
}

console.log(JSON.stringify(run()));
