// Writes the golden data that is missing: what the contracts make of the recorded changes today. A draft, not a proof:
// whoever commits it has read it against Odoo. Run by scripts/record-examples --draft.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { catalog, isMoment, odooChange } from '../dist/index.js';

const examples = import.meta.dirname;
const origin = { database: 'golden' };
const read = (...path) => JSON.parse(readFileSync(join(examples, ...path), 'utf8'));
const write = (content, ...path) => {
  writeFileSync(join(examples, ...path), JSON.stringify(content, null, 2));
  console.log(`draft: ${path.join('/')}`);
};

const changes = readdirSync(join(examples, 'changes')).map((file) => ({
  name: basename(file, '.json'),
  change: odooChange.parse(read('changes', file)),
}));

for (const event of catalog.events.values()) {
  if (existsSync(join(examples, 'events', `${event.id}.json`))) continue;
  const found = changes.find(({ change }) => change.model === event.entity.odoo.model && isMoment(event, change));
  if (!found) console.log(`no recorded change is ${event.id}`);
  else write({ change: found.name, data: event.toData(found.change, origin) }, 'events', `${event.id}.json`);
}

const requests = [
  ...[...catalog.commands.values()].map((contract) => ['commands', contract]),
  ...[...catalog.queries.values()].map((contract) => ['queries', contract]),
];
for (const [folder, contract] of requests) {
  const file = `${contract.id}.json`;
  if (!existsSync(join(examples, folder, file))) console.log(`no example of ${contract.id}`);
  else {
    const example = read(folder, file);
    if (!('answer' in example)) write({ ...example, answer: contract.fromOdoo(example.fromAddon, origin, example.input) }, folder, file);
  }
}
