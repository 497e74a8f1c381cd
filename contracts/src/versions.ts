/**
 * Major versions side by side from one source. The entity has one shape, the newest, and Odoo is read into that alone; an earlier
 * version of an event is a pure function of the newest one's data (docs/decisions/0011). So all versions tell the same moment of
 * the same snapshot, and retiring one removes its function and nothing else.
 */
import type { z } from 'zod';
import type { EventContract } from './contract.js';
import type { Deprecation } from './deprecation.js';

interface EarlierVersion<Newer extends z.ZodType, Data extends z.ZodType> {
  readonly version: number;
  readonly data: Data;
  fromNewer(newer: z.infer<Newer>): z.infer<Data>;
  /** an earlier version says when it ends, from its first day as such */
  readonly deprecated: Deprecation;
  /** when it differs from the newer one's */
  readonly meaning?: string;
}

/** Where the data of an earlier version comes from. */
export interface Derivation {
  readonly newer: EventContract;
  fromNewer(newer: unknown): unknown;
}

/** Throws when it is not earlier. Its data is validated against its own schema, like any event's. */
export function defineEarlierVersion<Newer extends z.ZodType, Data extends z.ZodType>(
  newer: EventContract<Newer>,
  earlier: EarlierVersion<Newer, Data>,
): EventContract<Data> {
  const { version, data, deprecated, meaning = newer.meaning } = earlier;
  if (version >= newer.version) throw new Error(`version ${String(version)} is not earlier than ${newer.id}`);
  const derivation: Derivation = { newer, fromNewer: (found) => earlier.fromNewer(found as z.infer<Newer>) };
  return {
    ...newer,
    id: newer.id.replace(/\.v\d+$/, `.v${String(version)}`),
    version,
    meaning,
    data,
    derivation,
    deprecated,
    toData: (change, origin) => derivation.fromNewer(newer.toData(change, origin)),
  };
}
