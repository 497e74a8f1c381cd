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

export async function gatherBackground(store: Store, command: Command): Promise<Background> {
  const { via, source, input } = command;
  return { via, ...(source === null ? {} : { source }), fields: pathsOf(input), makers: await makersOf(store, command.aggregate) };
}

/** `{ cost: { amount: '1' }, lines: [{ price: '2' }] }` gives cost.amount and lines.price, each once. */
export const pathsOf = (input: unknown): string[] => [...new Set(walk(input, []))].sort();

function walk(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [path.join('.')] : value.flatMap((each) => walk(each, path));
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, inner]) => walk(inner, [...path, key]));
  return path.length === 0 || value === undefined ? [] : [path.join('.')];
}

/** Clients whose commands about something else answered with this record: they made it. A new record has none. */
async function makersOf(store: Store, record: string): Promise<string[]> {
  if (!record.startsWith('odoo:')) return [];
  const rows = await store.read((tx) => tx.query<{ client: string }[]>(MAKERS, [record, `$.** == ${JSON.stringify(record)}`]));
  return rows.map(({ client }) => client);
}

const MAKERS = `
  SELECT DISTINCT client FROM command
  WHERE status = 'applied' AND aggregate <> $1 AND answer @@ $2::jsonpath
  ORDER BY client`;
