/**
 * What stands for a value in a recording. Keyed (HMAC-SHA256): the same value has the same pseudonym within one recording,
 * so relations hold, and without the key, which nobody keeps, there is no way back. The shape stays: letters for letters,
 * digits for digits, so that lengths and patterns go on to fit.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { databaseOf } from '@odoo-nats-bridge/contracts';

const CANONICAL_ID = /^odoo:[A-Za-z0-9_.-]+:([a-z0-9_.]+):([1-9][0-9]{0,9})$/;
/** Odoo's row ids are int4. */
const LARGEST_ROW = 2_147_483_647;
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const EMAIL = /^([^@\s]+)@([^@\s]+)$/;
const FIRST_DAY = Date.UTC(2015, 0, 1);
const DAYS = 3_650;
const DAY_MS = 86_400_000;

export const isCanonicalId = (text: string): boolean => CANONICAL_ID.test(text);

export class Pseudonyms {
  private readonly rows = new Map<number, number>();
  private readonly taken = new Set<number>();

  /** The key lives as long as the recording, in memory only. */
  constructor(private readonly key: Buffer = randomBytes(32)) {}

  /** `odoo:<db>:<model>:<row>`; every other text is masked whole. */
  id(id: string): string {
    const [, model, row] = CANONICAL_ID.exec(id) ?? [];
    const database = databaseOf(id);
    if (model === undefined || row === undefined || database === undefined) return this.text(id);
    return `odoo:${this.database(database)}:${model}:${String(this.row(Number(row)))}`;
  }

  /** One for one, whatever the model: a raw change does not say of which model a number is. */
  row(row: number): number {
    const known = this.rows.get(row);
    if (known !== undefined) return known;
    for (let round = 0; ; round += 1) {
      const found = 1 + (this.digest('row', `${String(row)}#${String(round)}`).readUInt32BE(0) % LARGEST_ROW);
      if (this.taken.has(found)) continue;
      this.taken.add(found);
      this.rows.set(row, found);
      return found;
    }
  }

  database(name: string): string {
    return `db${this.digest('database', name).toString('hex', 0, 4)}`;
  }

  /** For what is only compared: ids of changes and commands. */
  opaque(text: string): string {
    return this.digest('opaque', text).toString('hex', 0, 12);
  }

  /** Never the text itself, unless it has no letter and no digit. Of an e-mail address, one that nobody has (RFC 2606). */
  text(text: string): string {
    const [, name, host] = EMAIL.exec(text) ?? [];
    if (name !== undefined && host !== undefined) return `${this.plain(name)}@${this.plain(host.replace(/\.[^.]*$/, ''))}.example`;
    return this.plain(text);
  }

  /** Digits of a decimal text: sign, point and number of digits stay, a number above zero stays above zero. */
  decimal(text: string): string {
    for (let round = 0; ; round += 1) {
      const found = this.inShape(text, `decimal#${String(round)}`).replace(/^(-?)0(?=\d)/, '$11');
      if (!/[1-9]/.test(text) || /[1-9]/.test(found)) return found;
    }
  }

  /** A day (`2026-11-22`) or a time (`2026-11-22T08:00:00Z`), somewhere in ten years. */
  moment(text: string): string {
    const digest = this.digest('moment', text);
    const day = new Date(FIRST_DAY + (digest.readUInt32BE(0) % DAYS) * DAY_MS + (digest.readUInt32BE(4) % DAY_MS));
    const whole = day.toISOString();
    return text.includes('T') ? `${whole.slice(0, 19)}Z` : whole.slice(0, 10);
  }

  flag(value: boolean): boolean {
    return ((this.digest('flag', String(value))[0] ?? 0) & 1) === 1;
  }

  oneOf<Value>(choices: readonly Value[], value: unknown): Value | undefined {
    return choices[this.digest('choice', JSON.stringify(value)).readUInt32BE(0) % choices.length];
  }

  private plain(text: string): string {
    for (let round = 0; round < 100; round += 1) {
      const found = this.inShape(text, `text#${String(round)}`);
      if (found !== text) return found;
    }
    return text;
  }

  private inShape(text: string, purpose: string): string {
    const characters = Array.from(text);
    const stream = this.stream(`${purpose} ${text}`, characters.length);
    return characters.map((character, index) => letterFor(character, stream[index] ?? 0)).join('');
  }

  private stream(text: string, length: number): Buffer {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) => this.digest(`stream ${String(block)}`, text));
    return Buffer.concat(blocks);
  }

  private digest(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.key).update(`${purpose}\0${text}`).digest();
  }
}

/** Blanks and ASCII punctuation stay; whatever else it is, a letter stands for it. */
function letterFor(character: string, byte: number): string {
  if (/[0-9]/.test(character)) return DIGITS[byte % 10] ?? '0';
  if (/[\u0020-\u007e\s]/.test(character) && !/[A-Za-z]/.test(character)) return character;
  return (/\p{Lu}/u.test(character) ? UPPER : LOWER)[byte % 26] ?? 'x';
}
