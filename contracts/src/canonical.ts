/**
 * The shapes that mean the same in every domain, and their way from Odoo's snapshot.
 * Ids name their system, money is a decimal string with its ISO 4217 currency, a quantity a decimal string with its
 * unit, a time RFC 3339 UTC. Each field carries its data class into the JSON Schema as `x-data-class`.
 */
import { z } from 'zod';
import { canonicalId, idOf, type Origin, type ReadSpec } from './contract.js';
import type { SnapshotNode } from './change.js';
import { decimal, digitsOfStep, fineDecimal } from './decimal.js';
import type { DataClass } from './envelope.js';
import { number, one, oneOrNull, text, textOrNull } from './snapshot.js';

/** Names what a field means and who may see it. Outermost: after `.nullable()` and `.optional()`. */
export const field = <Shape extends z.ZodType>(shape: Shape, dataClass: DataClass, description: string): Shape =>
  shape.meta({ description, 'x-data-class': dataClass });

export const DECIMAL = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;
export const decimalText = z.string().regex(DECIMAL);

/**
 * One line of text from outside. Control characters and halves of surrogate pairs are refused at the door:
 * Postgres takes neither, and would turn the command into an error instead of a refusal.
 */
export const lineOfText = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u);

/**
 * The key by which the sender's system knows a record: one line without leading, trailing or doubled spaces, and without what nobody sees.
 * Compared character by character: upper and lower case differ.
 */
export const externalKey = z
  .string()
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Z}]+(?: [^\p{Cc}\p{Cf}\p{Cs}\p{Z}]+)*$/u);

/** The input's field `externalId`: a command that makes a record names it by the sender's own key. */
export const newKey = (record: string) =>
  field(
    externalKey.optional(),
    'internal',
    `Your own key of the ${record}: later commands may name it by that. Only one of your system's has it`,
  );

/** RFC 3339 in UTC, seconds: `2026-11-22T10:00:00Z`. */
export const time = z.iso.datetime();
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);

export const money = (dataClass: DataClass, description: string) =>
  field(
    z.object({
      amount: field(decimalText, dataClass, 'Decimal string'),
      currency: field(currencyCode, dataClass, 'ISO 4217'),
    }),
    dataClass,
    description,
  );

export const quantity = (dataClass: DataClass, description: string) =>
  field(
    z.object({
      value: field(decimalText, dataClass, 'Decimal string'),
      uom: field(z.string().nullable(), dataClass, "The unit's English name; null where Odoo keeps none"),
    }),
    dataClass,
    description,
  );

/** Currency as it is read into snapshots: its code and its decimals. */
export const CURRENCY_SPEC = { fields: { name: {}, decimal_places: {} } } as const satisfies { fields: ReadSpec };
/** Unit of measure as it is read into snapshots; `rounding` is the step of its quantities, 0.01 as a rule. */
export const UOM_SPEC = { fields: { name: {}, rounding: {} } } as const satisfies { fields: ReadSpec };
export const PRODUCT_SPEC = { fields: { name: {}, default_code: {}, barcode: {} } } as const satisfies { fields: ReadSpec };
export const COMPANY_SPEC = { fields: { name: {} } } as const satisfies { fields: ReadSpec };

export interface Money {
  readonly amount: string;
  readonly currency: string;
}
export interface Quantity {
  readonly value: string;
  readonly uom: string | null;
}

/** Rounded to the currency's decimals: totals. */
export const toMoney = (value: number, currency: SnapshotNode): Money => ({
  amount: decimal(value, number(currency, 'decimal_places')),
  currency: text(currency, 'name'),
});

/** At least the currency's decimals, up to six: unit prices. */
export const toPrice = (value: number, currency: SnapshotNode): Money => ({
  amount: fineDecimal(value, number(currency, 'decimal_places')),
  currency: text(currency, 'name'),
});

export const toQuantity = (value: number, uom: SnapshotNode | null): Quantity => ({
  value: uom ? decimal(value, digitsOfStep(number(uom, 'rounding'))) : fineDecimal(value, 0),
  uom: uom ? text(uom, 'name') : null,
});

export const product = field(
  z.object({
    id: field(idOf('product.product'), 'internal', 'Canonical id'),
    code: field(z.string().nullable(), 'commercial', "The buyer's own product code"),
    barcode: field(z.string().nullable(), 'commercial', 'GTIN or other barcode'),
    name: field(z.string(), 'commercial', 'English name'),
  }),
  'commercial',
  'A product',
);

export const toProduct = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'product.product', node.id),
  code: textOrNull(node, 'default_code'),
  barcode: textOrNull(node, 'barcode'),
  name: text(node, 'name'),
});

/** The company of the group whose books it is in. */
export const company = field(
  z.object({
    id: field(idOf('res.company'), 'internal', 'Canonical id'),
    name: field(z.string(), 'internal', 'Name'),
  }),
  'internal',
  'Our company',
);

export const toCompany = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'res.company', node.id),
  name: text(node, 'name'),
});

/** A reference to a party: enough to recognise it; the rest is in the parties domain. */
export const partyReference = z.object({
  id: field(idOf('res.partner'), 'internal', 'Canonical id'),
  name: field(z.string().nullable(), 'commercial', 'Name'),
  reference: field(z.string().nullable(), 'commercial', 'Our reference for this party'),
});

export const toPartyReference = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'res.partner', node.id),
  name: textOrNull(node, 'name'),
  reference: textOrNull(node, 'ref'),
});

const PARTY_REFERENCE = { name: {}, ref: {} } as const satisfies ReadSpec;

/** A business partner as it is read into snapshots: the address used and the legal party behind it. */
export const PARTNER_SPEC = {
  fields: { ...PARTY_REFERENCE, commercial_partner_id: { fields: PARTY_REFERENCE } },
} as const satisfies { fields: ReadSpec };

/** The legal party behind an address or contact; a company stands for itself. */
export const legalParty = (partner: SnapshotNode): SnapshotNode => oneOrNull(partner, 'commercial_partner_id') ?? partner;

/** The contact or address, when it is not the legal party itself. */
export const contactOf = (partner: SnapshotNode, origin: Origin) =>
  legalParty(partner).id === partner.id ? null : toPartyReference(partner, origin);

/** The currency of a record. */
export const currencyOf = (node: SnapshotNode): SnapshotNode => one(node, 'currency_id');
