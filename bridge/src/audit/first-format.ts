/**
 * The hash of entries that were written before payloads had a digest of their own: over everything at once, and with keys that look like
 * whole numbers first, as JavaScript objects have them. Never used for anything new; old chains are verified with it for ever.
 */
import { createHash } from 'node:crypto';
import type { Link } from './link.js';

export function firstFormatHash({ seq, at, kind, actor, correlationId, subject, data, previousHash }: Omit<Link, 'hash'>): string {
  const text = JSON.stringify({ seq, at, kind, actor, correlationId, subject, data, previousHash }, (_key, inner: unknown) =>
    isPlain(inner) ? sorted(inner) : inner,
  );
  return createHash('sha256').update(text).digest('hex');
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function sorted(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  // without a prototype, or a key called __proto__ would vanish
  const ordered = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort()) ordered[key] = value[key];
  return ordered;
}
