/** Over all golden examples of all contracts: what a mask leaves fits the contract, and nothing hidden is left in it. */
import { describe, expect, test } from '@jest/globals';
import { type DataClass, type JsonSchema, catalog, schemaOf } from '@odoo-nats-bridge/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Mask, maskOf } from '../../src/fanout/mask.js';
import { mapScalars, rootOf } from '../../src/record/classified.js';
import { DATA_CLASSES } from '../../src/subscription/subscription.js';
import { eventExample } from '../rig/golden.js';

const ajv = addFormats.default(new Ajv2020({ strict: false }));
const sets = Array.from({ length: 2 ** DATA_CLASSES.length }, (_, bits) => DATA_CLASSES.filter((__, index) => (bits >> index) % 2 === 1));

/** The values of an example with their classes, by another reading of the schema than the mask's: that of the recorder. */
function valuesOf(data: unknown, schema: JsonSchema): { value: unknown; dataClass: DataClass | undefined }[] {
  const found: { value: unknown; dataClass: DataClass | undefined }[] = [];
  mapScalars(data, rootOf(schema), (value, { dataClass }) => {
    found.push({ value, dataClass });
    return value;
  });
  return found;
}

/** Long enough that it does not stand there by chance. */
const isTelling = (value: unknown): value is string => typeof value === 'string' && value.length > 3;

test.each([...catalog.events.values()].map((contract) => [contract.id, contract] as const))('%s', (id, contract) => {
  const { data } = eventExample(id);
  const schema = schemaOf(id, contract.meaning, contract.data);
  const validate = ajv.compile(schema);
  const values = valuesOf(data, schema);
  for (const sees of sets) {
    const mask = maskOf(contract, new Set(sees));
    const seen = mask.apply(data);
    expect({ id, sees, errors: validate(seen) ? [] : validate.errors }).toEqual({ id, sees, errors: [] });
    expect(contract.data.safeParse(seen).error).toBeUndefined();
    const open = new Set(values.filter(({ dataClass }) => dataClass !== undefined && sees.includes(dataClass)).map(({ value }) => value));
    const hidden = values.filter(({ value, dataClass }) => (dataClass === undefined || !sees.includes(dataClass)) && !open.has(value));
    const text = JSON.stringify(seen);
    const left = hidden.filter(({ value }) => isTelling(value) && text.includes(JSON.stringify(value)) && !isBlank(value));
    expect({ id, sees, left }).toEqual({ id, sees, left: [] });
  }
});

// a hidden value may happen to be what stands in place of hidden ones: the first word of a list, a constant
const isBlank = (value: string): boolean => blanks.has(value);
const blanks = new Set<string>();
for (const contract of catalog.events.values()) collectTexts(maskOf(contract, new Set()).apply(eventExample(contract.id).data));

function collectTexts(value: unknown): void {
  if (typeof value === 'string') blanks.add(value);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collectTexts);
}

test('every field of every contract has a class', () => {
  const without = [...catalog.events.values()].filter(({ id, meaning, data }) =>
    valuesOf(eventExample(id).data, schemaOf(id, meaning, data)).some(({ dataClass }) => dataClass === undefined),
  );
  expect(without.map(({ id }) => id)).toEqual([]);
});

describe('a purchase order', () => {
  const contract = catalog.events.get('procurement.purchase-order.approved.v2');
  if (contract === undefined) throw new Error('the contract is gone');
  const { data } = eventExample(contract.id);
  const seenWith = (...sees: DataClass[]): Mask => maskOf(contract, new Set(sees));

  test('seen with all classes is the same object', () => {
    expect(seenWith(...DATA_CLASSES).apply(data)).toBe(data);
    expect(seenWith(...DATA_CLASSES).hides).toEqual([]);
  });

  test('without personal data has no buyer, and says what is hidden', () => {
    const mask = seenWith('public', 'internal', 'commercial');
    expect(mask.hides).toEqual(['personal']);
    expect(mask.apply(data)).toEqual({ ...(data as object), buyer: null, supplierContact: null });
  });

  test('without commercial data keeps its id and its form, and has no price, no line and no name', () => {
    const seen = seenWith('public', 'internal').apply(data) as Record<string, unknown>;
    expect(seen.id).toBe((data as { id: string }).id);
    expect(seen).toMatchObject({ number: '***', currency: 'XXX', lines: [], orderedAt: '1970-01-01T00:00:00Z' });
    expect(seen.amounts).toMatchObject({ gross: { amount: '0', currency: 'XXX' } });
  });

  test('what the contract does not know is not carried through a mask', () => {
    const seen = seenWith('public', 'internal', 'commercial').apply({ ...(data as object), salary: 5_000 });
    expect(seen).not.toHaveProperty('salary');
  });
});
