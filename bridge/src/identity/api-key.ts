/**
 * API keys as text: `onb_<environment>_<id>_<secret>`, 43 random letters and digits and a checksum of 6. Pure.
 *
 * 43 of 62 are 256 bits: nobody guesses one, so a plain SHA-256 of it is kept (a slow hash defends weak secrets only). The beginning tells a
 * scanner of leaked secrets what it is and which environment it opens; the checksum lets it, and us, tell a key from its imitation
 * without a database. The id is no secret: lists and logs name a key by it.
 */
import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
/** also the expression for scanners: docs/identities.md */
const KEY = /^onb_([a-z][a-z0-9]{0,15})_([a-z0-9]{12})_([A-Za-z0-9]{43})([A-Za-z0-9]{6})$/;

/** What a key says about itself; whether it opens anything is another question. */
export interface ReadKey {
  readonly environment: string;
  readonly id: string;
}

export function newKey(environment: string, id: string): string {
  const secret = Array.from({ length: SECRET_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const key = `onb_${environment}_${id}_${secret}`;
  return `${key}${checksum(key)}`;
}

/** Undefined for whatever is none: another shape, or a checksum that does not fit. */
export function readKey(text: string): ReadKey | undefined {
  const [, environment, id, , given] = KEY.exec(text) ?? [];
  if (environment === undefined || id === undefined || given !== checksum(text.slice(0, -CHECKSUM_LENGTH))) return undefined;
  return { environment, id };
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** CRC-32 in base 62. It finds typing mistakes and imitations; it protects nothing. */
function checksum(text: string): string {
  let [rest, letters] = [crc32(text), ''];
  for (let at = 0; at < CHECKSUM_LENGTH; at += 1) {
    letters = `${LETTERS.charAt(rest % LETTERS.length)}${letters}`;
    rest = Math.floor(rest / LETTERS.length);
  }
  return letters;
}
