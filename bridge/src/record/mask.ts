/**
 * Masking by data class: what a contract calls personal or sensitive, and what has no class at all, is replaced by a pseudonym;
 * commercial values by choice. In two passes over a recording: `collect` learns what has to vanish, then `mask` replaces it
 * everywhere, also where it stands in a text that may be kept.
 */
import type { DataClass, Envelope, JsonSchema } from '@odoo-nats-bridge/contracts';
import { type Place, type Scalar, mapScalars, rootOf } from './classified.js';
import { Hunt, isHunted } from './hunt.js';
import { Pseudonyms, isCanonicalId } from './pseudonyms.js';

export interface MaskRules {
  /** prices, numbers, names of goods: masked too */
  readonly commercial: boolean;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?Z)?$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const ID_IN_TEXT = /odoo:[A-Za-z0-9_.-]+:[a-z0-9_.]+:[1-9][0-9]{0,9}/g;
const CURRENCY = '^[A-Z]{3}$';
const COUNTRY = '^[A-Z]{2}$';
// a country code that no country has would be refused by whoever looks it up
const COUNTRIES = ['AT', 'BE', 'CA', 'CH', 'DE', 'DK', 'ES', 'FI', 'FR', 'GB', 'IE', 'IT', 'JP', 'NL', 'NO', 'PL', 'PT', 'SE', 'US'];
const CURRENCIES = Intl.supportedValuesOf('currency');

const UNCLASSIFIED: Place = { dataClass: undefined, schemas: [] };

export class Masking {
  /** how many values were masked, by their class; `none`: without one */
  readonly counts = new Map<DataClass | 'none', number>();
  private readonly masks = new Map<string, string>();
  private hunt: Hunt | undefined;

  constructor(
    private readonly rules: MaskRules,
    readonly pseudonyms: Pseudonyms = new Pseudonyms(),
  ) {}

  collect(data: unknown, schema: JsonSchema): void {
    mapScalars(data, rootOf(schema), (value, place) => this.scalar(value, place));
    this.hunt = undefined;
  }

  /** After everything was collected. */
  mask(data: unknown, schema: JsonSchema): unknown {
    return mapScalars(data, rootOf(schema), (value, place) => {
      const masked = this.scalar(value, place);
      if (masked === value && typeof value === 'string' && isFree(place) && !this.isSecret(place)) return this.clean(value);
      this.count(value, place);
      return masked;
    });
  }

  /** Ids are replaced in the same way as in the data; the other attributes are words of ours, and times. */
  envelope(envelope: Envelope): Envelope {
    const { pseudonyms } = this;
    const { id, type, subject, source, correlationid, causationid, partitionkey, commandid } = envelope;
    const change = id.endsWith(`:${type}`) ? id.slice(0, -type.length - 1) : id;
    return {
      ...envelope,
      id: `${pseudonyms.opaque(change)}:${type}`,
      source: `/odoo/${pseudonyms.database(source.replace(/^\/odoo\//, ''))}`,
      subject: pseudonyms.id(subject),
      partitionkey: pseudonyms.id(partitionkey),
      correlationid: pseudonyms.opaque(correlationid),
      causationid: pseudonyms.opaque(causationid),
      ...(commandid === undefined ? {} : { commandid: pseudonyms.opaque(commandid) }),
    };
  }

  /** One value; what it was is remembered for the hunt. */
  scalar(value: Scalar, place: Place): Scalar {
    if (value === null) return null;
    if (typeof value === 'string' && isCanonicalId(value)) return this.pseudonyms.id(value);
    if (!this.isSecret(place)) return value;
    const choices = place.schemas.flatMap(({ enum: words }) => (Array.isArray(words) ? (words as Scalar[]) : []));
    if (choices.length > 0) return this.pseudonyms.oneOf(choices, value) ?? value;
    if (typeof value === 'boolean') return this.pseudonyms.flag(value);
    if (typeof value === 'number') return this.number(value, place);
    return this.text(value, place);
  }

  /** A value of which nobody says what it is. */
  unclassified(value: Scalar): Scalar {
    this.count(value, UNCLASSIFIED);
    return this.scalar(value, UNCLASSIFIED);
  }

  private isSecret({ dataClass, schemas }: Place): boolean {
    if (schemas.length > 0 && schemas.every((schema) => 'const' in schema)) return false;
    if (dataClass === 'commercial') return this.rules.commercial;
    return dataClass !== 'public' && dataClass !== 'internal';
  }

  private number(value: number, { schemas }: Place): number {
    const masked = Number(this.pseudonyms.decimal(String(value)));
    const limits = schemas.map(({ minimum, maximum }) => [minimum, maximum] as readonly [number | undefined, number | undefined]);
    return limits.reduce((now, [least, most]) => Math.min(Math.max(now, least ?? now), most ?? now), masked);
  }

  private text(value: string, { schemas }: Place): string {
    const { pseudonyms } = this;
    const patterns = schemas.map(({ pattern }) => pattern);
    if (MOMENT.test(value)) return pseudonyms.moment(value);
    if (patterns.includes(CURRENCY)) return pseudonyms.oneOf(CURRENCIES, value) ?? value;
    if (patterns.includes(COUNTRY)) return pseudonyms.oneOf(COUNTRIES, value) ?? value;
    const masked = DECIMAL.test(value) ? pseudonyms.decimal(value) : pseudonyms.text(value);
    if (isHunted(value)) this.masks.set(value, masked);
    return masked;
  }

  private clean(text: string): string {
    this.hunt ??= new Hunt(this.masks);
    return this.hunt.clean(text.replace(ID_IN_TEXT, (id) => this.pseudonyms.id(id)));
  }

  private count(value: Scalar, place: Place): void {
    if (value === null || !this.isSecret(place)) return;
    const dataClass = place.dataClass ?? 'none';
    this.counts.set(dataClass, (this.counts.get(dataClass) ?? 0) + 1);
  }
}

/** A text in anybody's words, not one of a list and in no fixed form. */
const isFree = ({ schemas }: Place): boolean =>
  !schemas.some((schema) => ['enum', 'const', 'pattern', 'format'].some((word) => word in schema));
