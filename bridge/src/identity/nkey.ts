/**
 * NATS' keys and the tokens signed by them, with node:crypto (0.1 ms a signature; the JavaScript library takes 20).
 *
 * A key in text is base32 of: one byte that says whose it is, 32 bytes of Ed25519, CRC-16 of both, little endian.
 * A seed has two bytes in front: `S` and the kind, each five bits. Source: github.com/nats-io/nkeys, strkey.go.
 */
import { type KeyObject, createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** first letter of the text: account, server, user */
const KINDS = { A: 0 << 3, N: 13 << 3, U: 20 << 3 } as const;
const SEED = 18 << 3;
export type KeyKind = keyof typeof KINDS;

// an Ed25519 key of 32 raw bytes, as node wants it: RFC 8410
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export interface SigningKey {
  /** the public key in text */
  readonly id: string;
  readonly secret: KeyObject;
}

/** A new seed: whoever has it signs as that key. */
export function newSeed(kind: KeyKind): string {
  const letter = KINDS[kind];
  return packed(Buffer.concat([Buffer.of(SEED | (letter >> 5), (letter & 0b11111) << 3), randomBytes(32)]));
}

/** The key of a seed (`SA...`). Throws when it is none of this kind; the message holds nothing of the seed. */
export function signingKey(seed: string, kind: KeyKind): SigningKey {
  const raw = unpacked(seed);
  const [first = 0, second = 0] = raw ?? [];
  const found = ((first & 0b111) << 5) | (second >> 3);
  if (raw?.length !== 34 || (first & 0b11111000) !== SEED || found !== KINDS[kind])
    throw new Error(`not the seed of a NATS key of kind ${kind}`);
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, raw.subarray(2)]), format: 'der', type: 'pkcs8' });
  const id = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  return { id: packed(Buffer.concat([Buffer.of(KINDS[kind]), id])), secret };
}

/** Undefined for what is no public key of this kind. */
export function publicKey(text: string, kind: KeyKind): KeyObject | undefined {
  const raw = unpacked(text);
  if (raw?.length !== 33 || raw[0] !== KINDS[kind]) return undefined;
  return createPublicKey({ key: Buffer.concat([SPKI, raw.subarray(1)]), format: 'der', type: 'spki' });
}

/** Whether `signature` (base64 of any alphabet) is this key's over `text`. False for whatever is malformed. */
export function isSigned(text: string, signature: string, key: KeyObject): boolean {
  try {
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    // a key that is no point of the curve
    return false;
  }
}

const HEADER = base64url({ typ: 'JWT', alg: 'ed25519-nkey' });

/** A token of NATS: claims with an id of their own digest, signed. */
export function signToken(claims: Readonly<Record<string, unknown>>, key: SigningKey): string {
  const whole = { ...claims, iss: key.id };
  const id = createHash('sha256').update(JSON.stringify(whole)).digest('base64url');
  const content = `${HEADER}.${base64url({ ...whole, jti: id })}`;
  return `${content}.${sign(null, Buffer.from(content), key.secret).toString('base64url')}`;
}

/** The claims of a token that says to be of `issuer` kind and is signed by it; undefined for anything else. */
export function readToken(token: string, issuer: KeyKind): Readonly<Record<string, unknown>> | undefined {
  const [header = '', body = '', signature = '', ...more] = token.split('.');
  const { typ, alg } = jsonOf(header);
  const claims = jsonOf(body);
  const key = publicKey(typeof claims.iss === 'string' ? claims.iss : '', issuer);
  const fits = more.length === 0 && typ === 'JWT' && alg === 'ed25519-nkey';
  return fits && key !== undefined && isSigned(`${header}.${body}`, signature, key) ? claims : undefined;
}

function jsonOf(part: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function packed(raw: Buffer): string {
  const crc = crc16(raw);
  return base32(Buffer.concat([raw, Buffer.of(crc & 0xff, crc >> 8)]));
}

/** Without its checksum; undefined when that is wrong. */
function unpacked(text: string): Buffer | undefined {
  if (!/^[A-Z2-7]{56,58}$/.test(text)) return undefined;
  const bits = Array.from(text, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const raw = bytes.subarray(0, -2);
  return crc16(raw) === bytes.readUInt16LE(raw.length) ? raw : undefined;
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** CRC-16/XMODEM: polynomial 0x1021, from 0. */
function crc16(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}
