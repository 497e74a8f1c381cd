/**
 * What is kept of an endpoint's answer: enough to see what it complained about, without what it may have echoed. An answer is
 * foreign text of no known shape, so masking goes by what values look like: addresses, numbers, keys. Pure.
 */

/** Characters; an error text fits, a page does not. */
export const EXCERPT_LENGTH = 512;

// read a little more than is kept, so that a mask does not miss what the cap cut in two
const READ_BYTES = 4 * EXCERPT_LENGTH;
const MASK = '***';

const SECRET_FIELD =
  /(["']?[\w-]*(?:pass(?:word)?|secret|token|authorization|api[_-]?key|cookie|signature)[\w-]*["']?\s*[:=]\s*)("[^"]*"?|'[^']*'?|[^\s,;}&]+)/gi;
const BEARER = /\b(bearer|basic)\s+[\w.~+/=-]+/gi;
const EMAIL = /[^\s"'<>(),;:@]+@[^\s"'<>(),;:@]+/g;
// an account, a telephone, a card, an IBAN
const NUMBER = /\+?\d[\d\s().-]{5,}\d|\b[A-Z]{2}\d{2}[A-Z0-9]{8,30}\b/g;
// keys and hashes: long, of letters and digits
const KEY = /\b(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{24,}/g;
const CONTROL = /[\p{Cc}\p{Cs}]+/gu;

export function excerptOf(body: string | Uint8Array): string {
  const text = typeof body === 'string' ? body.slice(0, READ_BYTES) : Buffer.from(body.subarray(0, READ_BYTES)).toString('utf8');
  return text
    .replace(CONTROL, ' ')
    .replace(SECRET_FIELD, `$1${MASK}`)
    .replace(BEARER, `$1 ${MASK}`)
    .replace(EMAIL, MASK)
    .replace(KEY, MASK)
    .replace(NUMBER, MASK)
    .slice(0, EXCERPT_LENGTH);
}
