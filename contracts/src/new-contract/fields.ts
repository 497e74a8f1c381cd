/** From a field of Odoo to its lines in the entity's file, by the canonical rules (docs/add-a-contract.md). Pure. */
import type { DataClass } from '../envelope.js';
import type { OdooField } from './odoo-model.js';
import { NewContractRefusal } from './refusal.js';
import { camel, KEPT, oneLine, ourField, ourWord, quoted, upper } from './words.js';

/** One field of the shape, as text. */
export interface FieldLines {
  readonly odoo: string;
  readonly ours: string;
  /** `field(z.string(), 'sensitive', 'Name')` */
  readonly shape: string;
  /** `text(node, 'name')` */
  readonly read: string;
  /** entries of the read spec: `driver_id: { fields: { name: {} } }` */
  readonly spec: readonly string[];
  /** statements before the object that fromOdoo returns */
  readonly before: readonly string[];
  /** constants above the shape */
  readonly constants: readonly string[];
  /** functions of snapshot.ts that it needs */
  readonly reads: readonly string[];
}

type Lines = Pick<FieldLines, 'shape' | 'read'> & Partial<FieldLines>;

interface Asked {
  readonly name: string;
  readonly field: OdooField;
  readonly dataClass: DataClass;
  readonly meaning: string;
}

/** Throws NewContractRefusal: no field is left out silently. */
export function fieldLines(name: string, field: OdooField, dataClass: DataClass): FieldLines {
  refuse(name, field);
  const asked = { name, field, dataClass, meaning: quoted(oneLine(field.help || field.label, 160)) };
  const lines = (LINES[field.type] ?? noShape)(asked);
  return { odoo: name, ours: ourField(name), spec: [`${name}: {}`], before: [], constants: [], reads: [], ...lines };
}

const SECRET = /pass(word|wd|phrase)|secret|token|api_?key|private_?key|credential|otp|totp/;
const OF_ADMINISTRATORS = /base\.group_(system|erp_manager|no_one)/;

function refuse(name: string, field: OdooField): void {
  if (field.forbidden || SECRET.test(name) || OF_ADMINISTRATORS.test(field.groups) || field.relation?.secret)
    throw new NewContractRefusal('field-secret', `${name} may hold a secret, or only administrators may read it`);
  if (field.type === 'binary' || field.type === 'image')
    throw new NewContractRefusal(
      'field-binary',
      `${name} is a file or an image`,
      'name it by hand: docs/add-a-contract.md, "Is it a file"',
    );
  if (!field.stored)
    throw new NewContractRefusal(
      'field-not-stored',
      `${name} is only computed: a change of it tells nothing`,
      'take a field it is made of',
    );
}

const noShape = ({ name, field }: Asked): never => {
  throw new NewContractRefusal('field-type', `there is no canonical shape for ${name}, a ${field.type} field`, 'write it by hand');
};

const of = (shape: string, { dataClass, meaning }: Asked): string => `field(${shape}, '${dataClass}', ${meaning})`;

/** Odoo keeps a required text; another one may be null, and then it is told as null. */
const nullable = (shape: string, { field }: Asked): string => (field.required ? shape : `${shape}.nullable()`);

function string(shape: string) {
  return (asked: Asked): Lines => {
    const read = asked.field.required ? 'text' : 'textOrNull';
    return { shape: of(nullable(shape, asked), asked), read: `${read}(node, ${quoted(asked.name)})`, reads: [read] };
  };
}

function selection(asked: Asked): Lines {
  const { name, field } = asked;
  const words = field.selection.map(([value, label]) => [value, /[a-z]/i.test(value) ? ourWord(value) : ourWord(label)] as const);
  const ours = words.map(([, word]) => word);
  if (ours.includes('') || new Set(ours).size < ours.length || ours.length === 0)
    throw new NewContractRefusal('names-collide', `the values of ${name} make no words of ours: ${ours.join(', ')}`, 'write it by hand');
  const constant = `${upper(name)}_WORDS`;
  const shape = `z.enum(Object.values(${constant}))`;
  const pick = `choice(node, ${quoted(name)}, ${constant})`;
  return {
    constants: [
      `// Odoo's values of ${name} in our words\nconst ${constant} = { ${words.map(([value, word]) => `${quoted(value)}: ${quoted(word)}`).join(', ')} } as const;`,
    ],
    shape: of(nullable(shape, asked), asked),
    read: field.required ? pick : `textOrNull(node, ${quoted(name)}) === null ? null : ${pick}`,
    reads: field.required ? ['choice'] : ['choice', 'textOrNull'],
  };
}

const flag = (asked: Asked): Lines => ({ shape: of('z.boolean()', asked), read: `flag(node, ${quoted(asked.name)})`, reads: ['flag'] });

const integer = (asked: Asked): Lines => ({ shape: of('z.int()', asked), read: `number(node, ${quoted(asked.name)})`, reads: ['number'] });

/** Odoo does not say which unit a number has: null, until somebody who knows reads the unit along. */
const quantity = ({ name, dataClass, meaning }: Asked): Lines => ({
  shape: `canonical.quantity('${dataClass}', ${meaning})`,
  read: `canonical.toQuantity(number(node, ${quoted(name)}), null)`,
  reads: ['number'],
});

function money(asked: Asked): Lines {
  const { name, field, dataClass, meaning } = asked;
  const currency = field.currency ?? 'currency_id';
  const local = camel(`${name}_currency`);
  return {
    shape: `canonical.money('${dataClass}', ${meaning}).nullable()`,
    before: [`const ${local} = oneOrNull(node, ${quoted(currency)});`],
    read: `${local} && canonical.toMoney(number(node, ${quoted(name)}), ${local})`,
    spec: [`${name}: {}`, `${currency}: canonical.CURRENCY_SPEC`],
    reads: ['number', 'oneOrNull'],
  };
}

/** Another record: its id, and the name that people know it by where Odoo stores one. */
function reference(
  asked: Asked,
  node: string,
): { readonly shape: string; readonly read: string; readonly spec: string; readonly reads: string[] } {
  const { field, dataClass } = asked;
  const { model, name } = field.relation ?? noShape(asked);
  const id = [
    `id: field(idOf(${quoted(model)}), '${dataClass}', 'Canonical id')`,
    `id: canonicalId(origin, ${quoted(model)}, ${node}.id)`,
  ] as const;
  if (name === null) return { shape: `z.object({ ${id[0]} })`, read: `{ ${id[1]} }`, spec: '{ fields: {} }', reads: [] };
  return {
    shape: `z.object({ ${id[0]}, name: field(z.string().nullable(), '${dataClass}', 'Name') })`,
    read: `{ ${id[1]}, name: textOrNull(${node}, ${quoted(name)}) }`,
    spec: `{ fields: { ${name}: {} } }`,
    reads: ['textOrNull'],
  };
}

function toOne(asked: Asked): Lines {
  const local = KEPT.has(ourField(asked.name)) ? `${ourField(asked.name)}Node` : ourField(asked.name);
  const { shape, read, spec, reads } = reference(asked, local);
  const node = asked.field.required ? 'one' : 'oneOrNull';
  return {
    shape: of(nullable(shape, asked), asked),
    before: [`const ${local} = ${node}(node, ${quoted(asked.name)});`],
    read: asked.field.required ? read : `${local} && ${read}`,
    spec: [`${asked.name}: ${spec}`],
    reads: [...reads, node],
  };
}

function toMany(asked: Asked): Lines {
  const { shape, read, spec, reads } = reference(asked, 'each');
  return {
    shape: of(`z.array(${shape})`, asked),
    read: `many(node, ${quoted(asked.name)}).map((each) => (${read}))`,
    spec: [`${asked.name}: ${spec}`],
    reads: [...reads, 'many'],
  };
}

const LINES: Readonly<Record<string, (asked: Asked) => Lines>> = {
  char: string('z.string()'),
  text: string('z.string()'),
  html: string('z.string()'),
  date: string('z.iso.date()'),
  datetime: string('canonical.time'),
  boolean: flag,
  integer,
  float: quantity,
  monetary: money,
  selection,
  many2one: toOne,
  one2many: toMany,
  many2many: toMany,
};
