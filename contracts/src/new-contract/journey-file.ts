/** The journey: a person does it in a real Odoo, and the event comes out. Pure. */
import type { FieldLines } from './fields.js';
import { type ExampleValue, exampleOf, type ExampleValues, type OdooModel } from './odoo-model.js';
import { momentName } from './scenario-file.js';
import type { Wanted } from './wanted.js';
import { camel, ourWord, quoted, spoken } from './words.js';

export const journeyName = (wanted: Wanted): string => `${momentName(wanted)}.test.ts`;

/** @param lines the entity's fields, where they are known: what was entered is expected in them */
export function journeyFile(wanted: Wanted, odoo: OdooModel, lines: readonly FieldLines[]): string {
  const { contract, model, when, entity } = wanted;
  const { create, edit } = exampleOf(odoo);
  const act = when === undefined ? [] : [...others(edit), `await journey.write(${quoted(model)}, row, ${values(edit)});`];
  const entered = when === undefined ? create : { ...create, ...edit };
  const records = [...Object.values(create), ...(when === undefined ? [] : Object.values(edit))].some((value) => 'of' in value);
  return `/** ${contract} on the real system. Made by scripts/new-contract: make it the business operation that people do. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Journey } from '../../rig/journey.js';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.open();
}, 20 * 60_000);
afterAll(async () => journey.close());
${records ? THERE : ''}
test(${quoted(`${contract}: ${when === undefined ? `a person enters a ${spoken(entity)}` : `a person changes ${spoken(when.replace(/_id$/, ''))} of a ${spoken(entity)}`}`)}, async () => {
  ${others(create).join('\n  ')}
  const row = await journey.create(${quoted(model)}, ${values(create)});
  ${act.join('\n  ')}
  const subject = journey.id(${quoted(model)}, row);
  const { data } = await journey.expectEvent(${quoted(contract)}, subject);
  expect(data).toMatchObject({ id: subject, ${expected(entered, odoo, lines).join(', ')} });
});
`;
}

const THERE = `
/** A record that is there, in the order of ids. */
async function there(model: string, domain: readonly unknown[], position = 0): Promise<number> {
  const row = (await journey.person.searchIds(model, domain, position + 1))[position];
  if (row === undefined) throw new Error(\`Odoo has no \${model} \${position + 1}\`);
  return row;
}
`;

const local = (name: string): string => camel(`row_of_${name}`);

/** The records that the values name, each in a constant. */
const others = (given: ExampleValues): string[] =>
  Object.entries(given).flatMap(([name, value]) => ('of' in value ? [`const ${local(name)} = await ${found(value)};`] : []));

function found(value: Extract<ExampleValue, { of: string }>): string {
  if ('named' in value) return `there(${quoted(value.of)}, [[${quoted(value.by)}, '=', ${quoted(value.named)}]])`;
  return `there(${quoted(value.of)}, []${value.at > 0 ? `, ${value.at}` : ''})`;
}

const values = (given: ExampleValues): string =>
  `{ ${Object.entries(given)
    .map(([name, value]) => `${name}: ${'of' in value ? local(name) : JSON.stringify(value.value)}`)
    .join(', ')} }`;

/** What was entered, as the contract must tell it: written down here apart from the contract's own code. */
function expected(given: ExampleValues, { fields }: OdooModel, lines: readonly FieldLines[]): string[] {
  return lines.flatMap(({ odoo, ours }) => {
    const [value, field] = [given[odoo], fields[odoo]];
    if (!value || !field) return [];
    if ('of' in value) return [`${ours}: { id: journey.id(${quoted(value.of)}, ${local(odoo)}) }`];
    switch (field.type) {
      case 'char':
      case 'text':
      case 'boolean':
      case 'integer':
      case 'date':
        return [`${ours}: ${JSON.stringify(value.value)}`];
      case 'selection':
        return /[a-z]/i.test(String(value.value)) ? [`${ours}: ${quoted(ourWord(String(value.value)))}`] : [];
      case 'datetime':
        return [`${ours}: ${quoted(`${String(value.value).replace(' ', 'T')}Z`)}`];
      case 'float':
        return [`${ours}: { value: ${quoted(String(value.value))} }`];
      default:
        return [];
    }
  });
}
