/**
 * Whether a message comes from where it says: one judgement for all schemes. Pure but for the clock it is given.
 * Secrets are compared by their digests in constant time; the signature is judged before its age, so that a stranger learns nothing.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { Hmac, Verification } from './source.js';

/** What a door got, nothing parsed yet. */
export interface Incoming {
  /** by lower-case name */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** address of the connection's other end, not what a header says of it */
  readonly peer: string;
  readonly at: Date;
}

/** `fingerprint`: of what was signed, which no second message may have; null where nothing is signed. */
export type Proof =
  | { readonly proven: true; readonly fingerprint: string | null }
  | { readonly proven: false; readonly reason: 'unsigned' | 'signature-wrong' | 'too-old' | 'too-new' | 'not-from-the-proxy' };

export type Prove = (incoming: Incoming) => Proof;

const no = (reason: Extract<Proof, { proven: false }>['reason']): Proof => ({ proven: false, reason });
const sha256 = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest();
const same = (one: string, other: string): boolean => timingSafeEqual(sha256(one), sha256(other));
/** All are compared, so that the time does not tell which one it was. */
const oneOf = (given: string, wanted: readonly string[]): boolean => wanted.map((each) => same(given, each)).includes(true);

/** @param secrets what the declaration's places held, in its order */
export function proverOf(verification: Verification, secrets: readonly string[]): Prove {
  switch (verification.scheme) {
    case 'standard-webhooks':
      return standardWebhooks(secrets, verification.toleranceSeconds);
    case 'hmac':
      return (incoming) => proveHmac(incoming, verification, secrets);
    case 'basic':
      return bySecret(
        'authorization',
        /^basic +(\S+)$/i,
        secrets.map((each) => Buffer.from(`${verification.user}:${each}`).toString('base64')),
      );
    case 'bearer':
      return bySecret(verification.header, verification.header === 'authorization' ? /^bearer +(\S+)$/i : /^(.+)$/, secrets);
    case 'mutual-tls':
      return byProxy(verification);
  }
}

function bySecret(header: string, shape: RegExp, wanted: readonly string[]): Prove {
  return ({ headers }) => {
    const given = shape.exec(headers[header] ?? '')?.[1];
    if (given === undefined) return no('unsigned');
    return oneOf(given, wanted) ? { proven: true, fingerprint: null } : no('signature-wrong');
  };
}

function byProxy({
  proxies,
  verifiedHeader,
  verifiedValue,
  subjectHeader,
  subjects,
}: Extract<Verification, { scheme: 'mutual-tls' }>): Prove {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    trusted.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return ({ headers, peer }) => {
    const plain = peer.startsWith('::ffff:') ? peer.slice('::ffff:'.length) : peer;
    if (!trusted.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')) return no('not-from-the-proxy');
    if (headers[verifiedHeader] !== verifiedValue) return no('unsigned');
    return oneOf(headers[subjectHeader] ?? '', subjects) ? { proven: true, fingerprint: null } : no('signature-wrong');
  };
}

/** https://www.standardwebhooks.com, 1.0: `v1,<base64>` over `<id>.<timestamp>.<body>`; several signatures, a blank between. */
function standardWebhooks(secrets: readonly string[], toleranceSeconds: number): Prove {
  const keys = secrets.map((each) => Buffer.from(each.replace(/^whsec_/, ''), 'base64'));
  return ({ headers, body, at }) => {
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
    if (id === undefined || timestamp === undefined || signature === undefined) return no('unsigned');
    const wanted = keys.map((key) => createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64'));
    const given = signature.split(' ').flatMap((each) => (each.startsWith('v1,') ? [each.slice(3)] : []));
    if (!given.map((each) => oneOf(each, wanted)).includes(true)) return no('signature-wrong');
    return inTime(Number(timestamp) * 1_000, at, toleranceSeconds, fingerprintOf(`${id}.${timestamp}.`, body));
  };
}

function proveHmac({ headers, body, at }: Incoming, scheme: Hmac, secrets: readonly string[]): Proof {
  const value = headers[scheme.header];
  if (value === undefined) return no('unsigned');
  const parts = scheme.list === undefined ? [] : partsOf(value, scheme.list.separator);
  const named = (name: string): string[] => parts.flatMap(([each, text]) => (each === name ? [text] : []));
  const signatures = (scheme.list === undefined ? [value] : named(scheme.list.signature)).flatMap((each) =>
    withoutPrefix(each, scheme.prefix),
  );
  const timestamp = scheme.list?.timestamp === undefined ? headers[scheme.timestamp?.header ?? ''] : named(scheme.list.timestamp)[0];
  if (signatures.length === 0 || (scheme.timestamp !== undefined && timestamp === undefined)) return no('unsigned');
  const [before = '', after = ''] = scheme.signed.split('{body}').map((text) => filledIn(text, timestamp ?? '', headers));
  const wanted = secrets.map((key) => createHmac(scheme.algorithm, key).update(before).update(body).update(after).digest(scheme.encoding));
  const given = signatures.map((each) => (scheme.encoding === 'hex' ? each.toLowerCase() : each));
  if (!given.map((each) => oneOf(each, wanted)).includes(true)) return no('signature-wrong');
  const fingerprint = fingerprintOf(before, body, after);
  if (scheme.timestamp === undefined) return { proven: true, fingerprint };
  return inTime(millisecondsOf(timestamp ?? '', scheme.timestamp.unit), at, scheme.timestamp.toleranceSeconds, fingerprint);
}

const partsOf = (value: string, separator: string): (readonly [string, string])[] =>
  value.split(separator).map((part) => {
    const [name = '', ...rest] = part.trim().split('=');
    return [name, rest.join('=')];
  });

const withoutPrefix = (value: string, prefix: string): string[] => (value.startsWith(prefix) ? [value.slice(prefix.length)] : []);

const filledIn = (template: string, timestamp: string, headers: Incoming['headers']): string =>
  template.replace(/\{(timestamp|header:[a-z0-9-]+)\}/gi, (_, name: string) =>
    name === 'timestamp' ? timestamp : (headers[name.slice('header:'.length).toLowerCase()] ?? ''),
  );

function millisecondsOf(text: string, unit: 'seconds' | 'milliseconds' | 'rfc3339'): number {
  if (unit === 'rfc3339') return Date.parse(text);
  return /^\d{1,14}$/.test(text) ? Number(text) * (unit === 'seconds' ? 1_000 : 1) : NaN;
}

/** The window is as wide into the future: clocks differ. */
function inTime(sentMs: number, at: Date, toleranceSeconds: number, fingerprint: string): Proof {
  const ageMs = at.getTime() - sentMs;
  if (!(ageMs <= toleranceSeconds * 1_000)) return no('too-old');
  return ageMs >= -toleranceSeconds * 1_000 ? { proven: true, fingerprint } : no('too-new');
}

/** Of what was signed, not of the signature: a message does not become another one when its secret is replaced. */
function fingerprintOf(...signed: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const each of signed) hash.update(each);
  return hash.digest('hex');
}
