/**
 * Where a message, or one of its items, stands in the sequence of its key. A lower or equal number than the last that counted is
 * history. A gap is taken, and told: a lost message must not stop a machine. Pure.
 */
import type { Mapped } from './mapping.js';
import type { Decision } from './messages.js';

export type Place = Omit<Decision, 'state'> & { readonly state?: 'ignored' };

/** @param last the number that counted last; undefined: none did */
export function placeOf({ sourceKey, sequence }: Exclude<Mapped, { ignore: string }>, last: number | undefined): Place {
  if (sequence === undefined) return { sourceKey };
  const key = sourceKey ?? '';
  if (last !== undefined && sequence <= last)
    return { state: 'ignored', reason: 'out-of-sequence', detail: { last }, sourceKey: key, sequence };
  return { sourceKey: key, sequence, missing: last === undefined ? 0 : sequence - last - 1 };
}
