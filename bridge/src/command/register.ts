/**
 * Records commands, once per client and key. Recording and queueing are one fact, with its evidence in the same transaction.
 * Commands of one aggregate are numbered under a lock that is held until the commit, so that the numbers are the order of acceptance.
 */
import { Injectable } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { AuditLog } from '../audit/audit.js';
import { Defect, Refused } from '../failure.js';
import { COMMAND, type Command, Gathered, Store, type Transaction, signal } from '../store/store.js';
import { newCommandId } from './command-id.js';
import type { Intent } from './intent.js';
import { type ListPage, type ListQuery, listed } from './listing.js';

export interface Recorded {
  readonly command: Command;
  /** true: an earlier request with the same key and content recorded it */
  readonly replayed: boolean;
}

@Injectable()
export class Register {
  /** commands that come at the same time, of whomever: one transaction */
  private readonly coming = new Gathered((intents: readonly Intent[]) => this.store.transaction((tx) => this.enterAll(intents, tx)));
  private readonly wanted = new Gathered((ids: readonly string[]) => this.byIds(ids));

  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
  ) {}

  /** Throws Refused `key-conflict` when the key was used for something else, Retry when Postgres is away. */
  async record(intent: Intent): Promise<Recorded> {
    return sameAs(intent, await this.coming.ask(intent));
  }

  /** The same inside a transaction: whoever refuses later takes the command back with it. */
  async enter(intent: Intent, tx: Transaction): Promise<Recorded> {
    const [recorded] = await this.enterAll([intent], tx);
    return sameAs(intent, recorded);
  }

  /** Many at once, numbered in their order. Of those with one client and key the first counts, whatever it is: compare digests. */
  async enterAll(intents: readonly Intent[], tx: Transaction): Promise<Recorded[]> {
    if (intents.length === 0) return [];
    // in one order, so that two that share aggregates or keys do not wait for each other for ever
    const orders = [...new Set(intents.flatMap(ordersOf))].sort();
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name', [orders]);
    const rows = intents.map(rowOf);
    const added = await tx.query<Command[]>(INSERT, [JSON.stringify(rows)]);
    const known = byKey(added.length === intents.length ? added : [...added, ...(await this.earlier(intents, tx))]);
    if (added.length > 0) await signal(tx, 'accepted');
    await this.audit.append(added.map(accepted), tx);
    return rows.map((row) => {
      const command = known.get(keyOf(row.client, row.idempotency_key));
      if (command === undefined) throw new Defect('a recorded command cannot be found');
      return { command, replayed: command.id !== row.id };
    });
  }

  async byId(id: string): Promise<Command | null> {
    return this.wanted.ask(id);
  }

  async list(client: string | undefined, query: ListQuery): Promise<ListPage> {
    return this.store.read((tx) => listed(tx, client, query));
  }

  // a statement of its own: the INSERT waits for rivals with the same key, and only what comes behind it sees their rows
  private async earlier(intents: readonly Intent[], tx: Transaction): Promise<Command[]> {
    return tx.query<Command[]>(EARLIER, [intents.map(({ client }) => client.id), intents.map(({ idempotencyKey }) => idempotencyKey)]);
  }

  private async byIds(ids: readonly string[]): Promise<(Command | null)[]> {
    const found = await this.store.read((tx) =>
      tx.query<Command[]>(`SELECT ${COMMAND} FROM command WHERE id = ANY($1::uuid[])`, [[...new Set(ids)]]),
    );
    const known = new Map(found.map((command) => [command.id, command]));
    return ids.map((id) => known.get(id) ?? null);
  }
}

function sameAs(intent: Intent, recorded: Recorded | undefined): Recorded {
  if (recorded === undefined) throw new Defect('a command was not recorded');
  if (recorded.command.digest === intent.digest) return recorded;
  throw new Refused(refuse('key-conflict', { commandId: recorded.command.id }));
}

/** What it is numbered by: its aggregate, and the key of its record. */
const ordersOf = ({ aggregate, name }: Intent): string[] =>
  [aggregate, ...(name === null ? [] : [name.named])].map((each) => `command:${each}`);

const keyOf = (client: string, idempotencyKey: string): string => JSON.stringify([client, idempotencyKey]);
const byKey = (commands: readonly Command[]): Map<string, Command> =>
  new Map(commands.map((command) => [keyOf(command.client, command.idempotencyKey), command]));

// in the order of acceptance: the identity column numbers them as they are inserted
const INSERT = `
  WITH added AS (
    INSERT INTO command (id, correlation_id, client, idempotency_key, type, digest, input, aggregate, via, lane, deadline, source, source_key,
      expected_version, system, named, status, not_before, accepted_at)
    SELECT id, id::text, client, idempotency_key, type, digest, input, aggregate, via, lane, deadline, source, source_key,
      expected_version, system, named, 'accepted', now(), now()
    FROM jsonb_to_recordset($1::jsonb) AS given (place int, id uuid, client text, idempotency_key text, type text, digest text, input jsonb,
      aggregate text, via text, lane text, deadline timestamptz, source text, source_key text,
      expected_version bigint, system text, named text)
    ORDER BY place
    ON CONFLICT (client, idempotency_key) DO NOTHING
    RETURNING ${COMMAND}
  )
  SELECT * FROM added ORDER BY seq`;

const EARLIER = `
  SELECT ${COMMAND} FROM command
  WHERE (client, idempotency_key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`;

function rowOf(intent: Intent, place: number) {
  const { client, idempotencyKey, contract, digest, input, aggregate, via, lane, deadline, expectedVersion, source, name } = intent;
  return {
    ...{ place, id: newCommandId(), client: client.id, idempotency_key: idempotencyKey, type: contract.id, digest, input, aggregate },
    ...{ via, lane, deadline, source: source?.name ?? null, source_key: source?.key ?? null, expected_version: expectedVersion },
    ...{ system: name?.system ?? null, named: name?.named ?? null },
  };
}

const accepted = (command: Command) => ({
  kind: 'command.accepted',
  actor: command.client,
  correlationId: command.correlationId,
  subject: { commandId: command.id, recordId: command.aggregate },
  data: {
    type: command.type,
    digest: command.digest,
    idempotencyKey: command.idempotencyKey,
    via: command.via,
    ...(command.deadline === null ? {} : { deadline: command.deadline.toISOString() }),
    ...(command.expectedVersion === null ? {} : { expectedVersion: command.expectedVersion }),
    ...(command.named === null ? {} : { named: command.named }),
    ...(command.source === null ? {} : { source: command.source, sourceKey: command.sourceKey }),
  },
});
