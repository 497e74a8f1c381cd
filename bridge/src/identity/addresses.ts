/**
 * How many wrong logins one address may try over HTTP. It slows whoever guesses short keys that somebody made up by hand, and keeps a
 * flood from becoming a flood of database reads; what was admitted lately still gets in from there, and so does a signed token.
 */
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** a deployment with a wrong key on all its machines */
const AT_ONCE = 30;
const PER_SECOND = 0.5;
/** the oldest is forgotten: what an attacker with more addresses gains is what it has anyway */
const REMEMBERED = 10_000;

interface Bucket {
  readonly left: number;
  readonly atMs: number;
}

export class Addresses {
  private readonly buckets = new Map<string, Bucket>();
  private readonly admitted = new Set<string>();
  /** since the start: wrong ones, and those not looked into */
  failed = 0;
  unseen = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** Milliseconds until this may be looked into; 0: now. */
  waitMs(address: string, shown: string): number {
    if (this.admitted.has(proofOf(shown))) return 0;
    const { left } = this.bucket(address);
    if (left >= 1) return 0;
    this.unseen += 1;
    return Math.ceil(((1 - left) / PER_SECOND) * 1_000);
  }

  succeeded(shown: string): void {
    const proof = proofOf(shown);
    this.admitted.delete(proof);
    this.admitted.add(proof);
    forgetOldest(this.admitted);
  }

  /** True when this was the last one that the address may try for a while. */
  wrong(address: string, shown: string): boolean {
    this.failed += 1;
    this.admitted.delete(proofOf(shown));
    const left = this.bucket(address).left - 1;
    this.buckets.delete(netOf(address));
    this.buckets.set(netOf(address), { left: Math.max(0, left), atMs: this.now() });
    forgetOldest(this.buckets);
    return left < 1;
  }

  private bucket(address: string): Bucket {
    const known = this.buckets.get(netOf(address));
    const atMs = this.now();
    if (known === undefined) return { left: AT_ONCE, atMs };
    return { left: Math.min(AT_ONCE, known.left + ((atMs - known.atMs) / 1_000) * PER_SECOND), atMs };
  }
}

/** One household or machine has a whole /64 of IPv6. */
export function netOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...(tail ?? '').split(':')];
  return `${all.slice(0, 4).join(':')}::/64`;
}

/** What is remembered of a login, without keeping a secret in memory. */
const proofOf = (shown: string): string => createHash('sha256').update(shown).digest('base64');

function forgetOldest(kept: Map<string, unknown> | Set<string>): void {
  const [oldest] = kept.keys();
  if (kept.size > REMEMBERED && oldest !== undefined) kept.delete(oldest);
}
