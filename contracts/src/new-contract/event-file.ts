/** The event's file: the moment and its data. Pure. */
import type { OdooModel } from './odoo-model.js';
import { NewContractRefusal } from './refusal.js';
import type { Wanted } from './wanted.js';
import { camel, quoted, spoken } from './words.js';

interface Moment {
  readonly meaning: string;
  /** the function `when` */
  readonly when: string;
  readonly imports: 'became' | 'rootRow';
}

/** `registered` of `vehicle` -> `vehicleRegistered` */
export const eventIdentifier = ({ entity, event }: Wanted): string => camel(`${entity}-${event}`);

/** @param from the entity's file, without its ending, and the name that it exports */
export function eventFile(wanted: Wanted, odoo: OdooModel, from: { readonly file: string; readonly identifier: string }): string {
  const { contract, event, dataClass } = wanted;
  const { imports, when, meaning } = momentOf(wanted, odoo);
  return `/** ${contract}. Made by scripts/new-contract. */
import { ${imports} } from '../../change.js';
import { defineEvent } from '../../contract.js';
import { hasSnapshot, snapshotOf } from '../../snapshot.js';
import { ${from.identifier} } from './${from.file}.js';

export const ${eventIdentifier(wanted)} = defineEvent({
  entity: ${from.identifier},
  name: ${quoted(event)},
  version: 1,
  meaning: ${quoted(wanted.meaning ?? meaning)},
  dataClass: '${dataClass}',
  delivery: 'real-time',
  data: ${from.identifier}.shape,
  ${when},
  toData: (change, origin) => ${from.identifier}.fromOdoo(snapshotOf(change), origin),
});
`;
}

function momentOf(wanted: Wanted, odoo: OdooModel): Moment {
  const { when, becomes, entity } = wanted;
  if (when === undefined) {
    const meaning = `A record of it was created: ${spoken(entity)}.`;
    return { imports: 'rootRow', when: "when: (change) => hasSnapshot(change) && rootRow(change)?.op === 'create'", meaning };
  }
  const value = valueThatTells(wanted, odoo);
  const what = odoo.fields[when]?.label ?? when;
  if (value !== undefined)
    return {
      imports: 'became',
      when: `when: (change) => hasSnapshot(change) && became(change, ${quoted(when)}, ${JSON.stringify(value)})`,
      meaning: `${what} of the ${spoken(entity)} became ${becomes ?? 'true'}. Each time that it does.`,
    };
  return {
    imports: 'rootRow',
    when: `// the columns that did not change are in neither
  when(change) {
    const row = rootRow(change);
    const value = row?.new?.${when} ?? null;
    return hasSnapshot(change) && value !== null && value !== (row?.old?.${when} ?? null);
  }`,
    meaning: `${what} of the ${spoken(entity)} was set, or changed to another one. That it was taken away is none.`,
  };
}

const TELLING = new Set(['char', 'text', 'date', 'datetime', 'boolean', 'integer', 'float', 'monetary', 'selection', 'many2one']);

/** The value that the column gets at that moment; undefined: any other than before. */
function valueThatTells({ when = '', becomes }: Wanted, { fields }: OdooModel): string | boolean | undefined {
  const field = fields[when];
  if (!field?.column || !TELLING.has(field.type) || field.translated || field.perCompany)
    throw new NewContractRefusal('bad-moment', `${when} is not one column with one value`, 'take a stored field of the record itself');
  if (field.type === 'boolean') {
    if (becomes !== undefined && becomes !== 'true') throw new NewContractRefusal('bad-moment', `${when} can only become true`);
    return true;
  }
  if (becomes === undefined) return undefined;
  if (field.type !== 'selection') throw new NewContractRefusal('bad-moment', `${when} is no selection: leave =${becomes} out`);
  if (!field.selection.some(([value]) => value === becomes))
    throw new NewContractRefusal(
      'bad-value',
      `${when} has no value ${becomes}`,
      `choose from ${field.selection.map(([value]) => value).join(', ')}`,
    );
  return becomes;
}
