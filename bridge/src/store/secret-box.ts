/**
 * Secrets that must be had back (a webhook's signing secrets) lie in the database sealed: AES-256-GCM, a fresh nonce each time,
 * bound to what they belong to, so that a sealed secret copied to another row does not open there.
 *
 *   v1.<key>.<nonce>.<tag>.<sealed text>    key: the first 8 hex digits of the key's SHA-256; the others base64url
 *
 * Rotation: a new key is put before the old one; all open, the first seals.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Defect } from '../failure.js';

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
// Node takes shorter tags unless told: 4 bytes would be guessed
const TAG = { authTagLength: 16 } as const;
const CIPHER = 'aes-256-gcm';

const nameOf = (key: Uint8Array): string => createHash('sha256').update(key).digest('hex').slice(0, 8);
const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const decode = (text: string): Buffer => Buffer.from(text, 'base64url');

export class SecretBox {
  private readonly keys: ReadonlyMap<string, Uint8Array>;
  private readonly newest: readonly [string, Uint8Array];

  /** @param keys 32 bytes each, the newest first; at least one */
  constructor(keys: readonly Uint8Array[]) {
    const named = keys.map((key) => [nameOf(key), key] as const);
    const [first] = named;
    if (first === undefined || keys.some((key) => key.byteLength !== KEY_BYTES)) throw new Defect('a secret key has 32 bytes');
    this.newest = first;
    this.keys = new Map(named);
  }

  /** @param about what it belongs to, `subscription:acme-orders`; needed to open it again */
  seal(secret: string, about: string): string {
    const [name, key] = this.newest;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce, TAG).setAAD(Buffer.from(about));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return ['v1', name, encode(nonce), encode(cipher.getAuthTag()), encode(text)].join('.');
  }

  /** Throws Defect: another key, another owner, or changed bytes. It never says what the secret was. */
  open(sealed: string, about: string): string {
    const [version, name = '', nonce = '', tag = '', text = ''] = sealed.split('.');
    const key = this.keys.get(name);
    if (version !== 'v1') throw new Defect(`${about}: its secret is sealed in a form this version does not know`);
    if (key === undefined) throw new Defect(`${about}: its secret was sealed with the key ${name}, which BRIDGE_SECRET_KEY does not hold`);
    try {
      const cipher = createDecipheriv(CIPHER, key, decode(nonce), TAG).setAAD(Buffer.from(about)).setAuthTag(decode(tag));
      return Buffer.concat([cipher.update(decode(text)), cipher.final()]).toString('utf8');
    } catch {
      throw new Defect(`${about}: its secret cannot be opened: it was sealed for something else, or changed`);
    }
  }

  /** True when it should be sealed anew, with the newest key. */
  isOld = (sealed: string): boolean => sealed.split('.')[1] !== this.newest[0];
}
