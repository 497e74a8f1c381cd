/**
 * Standard Webhooks 1.0 signatures: `v1` (HMAC-SHA256, secret `whsec_`) and `v1a` (ed25519, secret key `whsk_`). Every secret that is
 * still valid signs, so that a receiver may change over at any time within the overlap.
 *
 * By node:crypto: the `standardwebhooks` package signs v1 only, and decodes its secret and hashes in JavaScript for each message.
 */
import {
  type KeyObject,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';
import type { SigningSecret } from '../subscription/subscription.js';

/** How long an old secret goes on signing beside its successor. */
export const ROTATION_OVERLAP_MS = 24 * 60 * 60_000;

const HMAC = 'whsec_';
const ED25519 = 'whsk_';
const ED25519_PUBLIC = 'whpk_';
/** RFC 8410: the DER of an ed25519 private key is this and the 32 bytes of its seed. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;

interface Signer {
  readonly until: number;
  /** of what stands before the body, and the body */
  readonly sign: (head: string, body: Buffer) => string;
}

/** The keys of one endpoint, read once. */
export class Signature {
  private readonly signers: readonly Signer[];

  /** Throws on a secret that is none. */
  constructor(secrets: readonly SigningSecret[]) {
    this.signers = secrets.map(({ value, until }) => ({
      until: until === undefined ? Infinity : Date.parse(until),
      sign: signerOf(value),
    }));
  }

  /** The value of `webhook-signature`; undefined when no secret is valid at that time. */
  of(id: string, at: Date, body: Buffer): string | undefined {
    const head = `${id}.${secondsOf(at)}.`;
    let value: string | undefined;
    for (const { until, sign } of this.signers)
      if (until > at.getTime()) value = value === undefined ? sign(head, body) : `${value} ${sign(head, body)}`;
    return value;
  }
}

/** The value of `webhook-timestamp`. */
export const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000);

function signerOf(secret: string): Signer['sign'] {
  if (secret.startsWith(ED25519)) {
    const key = ed25519Key(secret);
    return (head, body) => `v1a,${sign(null, Buffer.concat([Buffer.from(head), body]), key).toString('base64')}`;
  }
  const key = createSecretKey(bytesOf(secret.slice(HMAC.length)));
  return (head, body) => `v1,${createHmac('sha256', key).update(head).update(body).digest('base64')}`;
}

/** The seed alone, or the seed and the public key behind it, as libsodium has them. */
function ed25519Key(secret: string): KeyObject {
  const bytes = bytesOf(secret.slice(ED25519.length));
  if (bytes.byteLength !== SEED_BYTES && bytes.byteLength !== 2 * SEED_BYTES) throw new Error('an ed25519 secret has 32 or 64 bytes');
  return createPrivateKey({ key: Buffer.concat([PKCS8, bytes.subarray(0, SEED_BYTES)]), format: 'der', type: 'pkcs8' });
}

function bytesOf(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.byteLength < 24) throw new Error('a signing secret has at least 24 bytes');
  return bytes;
}

export const newHmacSecret = (): string => HMAC + randomBytes(32).toString('base64');

/** The secret key, and the public one that its owner gives to the receiver. */
export function newEd25519Secret(): { readonly secret: string; readonly publicKey: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const secret = ED25519 + privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.byteLength).toString('base64');
  return { secret, publicKey: publicKeyOf(secret) };
}

/** `whpk_...` of a `whsk_...`. */
export function publicKeyOf(secret: string): string {
  const der = createPublicKey(ed25519Key(secret)).export({ format: 'der', type: 'spki' });
  return ED25519_PUBLIC + der.subarray(-SEED_BYTES).toString('base64');
}

/**
 * The secrets after a rotation at `now`: the new one first, the valid ones beside it for the overlap at most. Pure.
 * Of those, the two that last longest stay: each request is signed by all.
 */
export function rotated(secrets: readonly SigningSecret[], added: string, now: Date): SigningSecret[] {
  const end = now.getTime() + ROTATION_OVERLAP_MS;
  const old = secrets
    .map(({ value, until }) => ({ value, endsAt: Math.min(until === undefined ? Infinity : Date.parse(until), end) }))
    .filter(({ value, endsAt }) => value !== added && endsAt > now.getTime())
    .sort((one, other) => other.endsAt - one.endsAt)
    .slice(0, 2);
  return [{ value: added }, ...old.map(({ value, endsAt }) => ({ value, until: new Date(endsAt).toISOString() }))];
}
