/** Gathers what policy may know before it judges: the target as the domain's service user sees it in Odoo, and the command itself. */
import { type CommandContract, type Facts, type Origin, type SnapshotNode, serviceUserOf } from '@odoo-nats-bridge/contracts';
import { Defect, Refused } from '../failure.js';
import type { Odoo } from '../odoo/odoo.js';
import type { Circumstances } from '../policy/policy.js';
import type { Command, Store } from '../store/store.js';

/** Throws Retry while Odoo is away, Refused when the record is missing or hidden, Defect when Odoo has not what the contract reads. */
export async function gatherFacts(odoo: Odoo, contract: CommandContract, input: unknown, origin: Origin): Promise<Facts> {
  const source = contract.facts;
  if (source === undefined) return {};
  const record = await odoo.read(serviceUserOf(contract.domain), source.model, source.id(input), source.spec).catch((thrown: unknown) => {
    // a field that does not exist is the contract's mistake, not the sender's
    if (thrown instanceof Refused && thrown.refusal.code === 'odoo-refused')
      throw new Defect(`facts of ${contract.id} cannot be read`, thrown);
    throw thrown;
  });
  return source.toFacts(record as SnapshotNode, origin, input);
}

/** All but the time and what was sent lately: those are taken in the transaction that judges. */
export type Background = Omit<Circumstances, 'at' | 'sent'>;

/** @param makers of its record */
export function backgroundOf({ via, source, input }: Command, makers: readonly string[]): Background {
  return { via, ...(source === null ? {} : { source }), fields: pathsOf(input), makers };
}

/** `{ cost: { amount: '1' }, lines: [{ price: '2' }] }` gives cost.amount and lines.price, each once. */
export const pathsOf = (input: unknown): string[] => [...new Set(walk(input, []))].sort();

function walk(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [path.join('.')] : value.flatMap((each) => walk(each, path));
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, inner]) => walk(inner, [...path, key]));
  return path.length === 0 || value === undefined ? [] : [path.join('.')];
}

/** Clients whose commands about something else answered with this record: they made it. A new record has none. Of each, in their order. */
export async function makersOf(store: Store, records: readonly string[]): Promise<string[][]> {
  const inOdoo = [...new Set(records.filter((record) => record.startsWith('odoo:')))];
  const paths = inOdoo.map((record) => `$.** == ${JSON.stringify(record)}`);
  const rows = inOdoo.length === 0 ? [] : await store.read((tx) => tx.query<Made[]>(MAKERS, [inOdoo, paths]));
  return records.map((record) => rows.filter((made) => made.record === record).map(({ client }) => client));
}

interface Made {
  readonly record: string;
  readonly client: string;
}

const MAKERS = `
  SELECT record, client
  FROM unnest($1::text[], $2::text[]) AS looked_for (record, path),
    LATERAL (
      SELECT DISTINCT client FROM command
      WHERE status = 'applied' AND coalesce(verdict ->> 'record', aggregate) <> looked_for.record AND answer @@ looked_for.path::jsonpath
    ) AS made
  ORDER BY record, client`;
