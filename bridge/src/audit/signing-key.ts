/** Ed25519 keys as 32 bytes in base64: the seed a secret of the bridge, the public half for whoever verifies. */
import { type KeyObject, createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

// RFC 8410: what stands before the 32 bytes in PKCS #8 and in SubjectPublicKeyInfo
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const KEY = /^[A-Za-z0-9+/]{43}=$/;

/** A signature says what it is about, so that none made for another purpose with the same key counts here. */
const PURPOSE = 'odoo-nats-bridge audit checkpoint v1\n';
const bytesOf = (statement: string): Buffer => Buffer.from(PURPOSE + statement);

export class SigningKey {
  readonly publicKey: PublicKey;
  private readonly key: KeyObject;

  /** @param seed 32 bytes */
  constructor(seed: Uint8Array) {
    this.key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(this.key).export({ format: 'der', type: 'spki' });
    this.publicKey = new PublicKey(spki.subarray(SPKI.length).toString('base64'));
  }

  sign(statement: string): string {
    return sign(null, bytesOf(statement), this.key).toString('base64');
  }
}

export class PublicKey {
  /** the first 16 hex digits of its SHA-256 */
  readonly id: string;
  private readonly key: KeyObject;

  /** Throws on anything but 32 bytes in base64. */
  constructor(readonly text: string) {
    if (!KEY.test(text)) throw new Error('a public key is 32 bytes in base64');
    const raw = Buffer.from(text, 'base64');
    this.id = createHash('sha256').update(raw).digest('hex').slice(0, 16);
    this.key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
  }

  holds(statement: string, signature: string): boolean {
    return verify(null, bytesOf(statement), this.key, Buffer.from(signature, 'base64'));
  }
}
