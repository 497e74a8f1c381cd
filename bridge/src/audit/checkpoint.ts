/**
 * A checkpoint: a signed statement that the chain of a tenant had this many entries and ended with this hash. Checkpoints are numbered
 * and each names the digest of the one before it, so one that is taken away leaves a hole. One is a line of canonical JSON.
 */
import { z } from 'zod';
import { canonicalJson } from './canonical-json.js';
import { digestOf } from './link.js';
import type { PublicKey, SigningKey } from './signing-key.js';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const shape = z.strictObject({
  /** of the checkpoint, from 1, without holes */
  number: z.number().int().positive(),
  /** the Odoo database whose chain it is */
  tenant: z.string().min(1),
  /** entries so far, and the hash of the last one */
  count: z.number().int().nonnegative(),
  hash: hex,
  at: z.iso.datetime(),
  /** digest of the checkpoint before this one; zeros for the first */
  previous: hex,
  /** id of the key it is signed with */
  key: z.string(),
  signature: z.string(),
});

export type Checkpoint = z.infer<typeof shape>;
export type Statement = Omit<Checkpoint, 'key' | 'signature'>;

export const NO_CHECKPOINT = { number: 0, digest: '0'.repeat(64), count: 0, hash: '' } as const;

const unsigned = ({ number, tenant, count, hash, at, previous, key }: Omit<Checkpoint, 'signature'>) => ({
  number,
  tenant,
  count,
  hash,
  at,
  previous,
  key,
});

export function signed(statement: Statement, key: SigningKey): Checkpoint {
  const whole = { ...statement, key: key.publicKey.id };
  return { ...whole, signature: key.sign(canonicalJson(unsigned(whole))) };
}

/** What the next one names. */
export const digestOfCheckpoint = (checkpoint: Checkpoint): string => digestOf(unsigned(checkpoint));

export const lineOf = (checkpoint: Checkpoint): string => canonicalJson(checkpoint);

/** undefined: it is none. */
export function parseCheckpoint(line: string): Checkpoint | undefined {
  try {
    return shape.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** What is wrong with it by itself; undefined: nothing. */
export function wrongIn(checkpoint: Checkpoint, { keys, tenant }: Trust): string | undefined {
  const key = keys.find(({ id }) => id === checkpoint.key);
  if (key === undefined) return `signed with the key ${checkpoint.key.slice(0, 32)}, which is not trusted`;
  if (!key.holds(canonicalJson(unsigned(checkpoint)), checkpoint.signature)) return 'its signature is wrong';
  if (tenant !== undefined && checkpoint.tenant !== tenant) return `it is about another tenant: ${checkpoint.tenant}`;
  return undefined;
}

export interface Trust {
  readonly keys: readonly PublicKey[];
  /** undefined: the chain has none yet */
  readonly tenant: string | undefined;
}
