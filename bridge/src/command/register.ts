/**
 * Records commands, once per client and key. Recording and queueing are one fact, with its evidence in the same transaction.
 * Commands of one aggregate are numbered under a lock that is held until the commit, so that the numbers are the order of acceptance.
 */
import { In } from 'typeorm';
import { Injectable } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { AuditLog } from '../audit/audit.js';
import { Refused } from '../failure.js';
import { Command, Store, type Transaction, signal } from '../store/store.js';
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
  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
  ) {}

  /** Throws Refused `key-conflict` when the key was used for something else, Retry when Postgres is away. */
  async record(intent: Intent): Promise<Recorded> {
    return this.store.transaction((tx) => this.enter(intent, tx));
  }

  /** The same inside a transaction: whoever refuses later takes the command back with it. */
  async enter(intent: Intent, tx: Transaction): Promise<Recorded> {
    const recorded = await this.insertOrFind(tx, intent);
    if (recorded.command.digest === intent.digest) return recorded;
    throw new Refused(refuse('key-conflict', { commandId: recorded.command.id }));
  }

  /** Many of one client at once, numbered in their order; by key. A key that comes twice counts once. */
  async enterAll(intents: readonly Intent[], tx: Transaction): Promise<ReadonlyMap<string, Recorded>> {
    const [first] = intents;
    if (first === undefined) return new Map();
    // in one order, so that two files that share aggregates do not wait for each other for ever
    const aggregates = [...new Set(intents.map(({ aggregate }) => `command:${aggregate}`))].sort();
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM (SELECT unnest($1::text[]) AS name) names', [aggregates]);
    const inserted = await tx.query<{ id: string }[]>(INSERT_ALL, [JSON.stringify(intents.map(rowOf))]);
    const added = new Set(inserted.map(({ id }) => id));
    const keys = intents.map(({ idempotencyKey }) => idempotencyKey);
    const commands = await tx.getRepository(Command).findBy({ client: first.client.id, idempotencyKey: In(keys) });
    if (added.size > 0) await signal(tx, 'accepted');
    await this.audit.append(commands.filter(({ id }) => added.has(id)).map(accepted), tx);
    return new Map(commands.map((command) => [command.idempotencyKey, { command, replayed: !added.has(command.id) }]));
  }

  async byId(id: string): Promise<Command | null> {
    return this.store.read((tx) => tx.getRepository(Command).findOneBy({ id }));
  }

  async list(client: string | undefined, query: ListQuery): Promise<ListPage> {
    return this.store.read((tx) => listed(tx, client, query));
  }

  private async insertOrFind(tx: Transaction, intent: Intent): Promise<Recorded> {
    const { client, idempotencyKey, aggregate } = intent;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`command:${aggregate}`]);
    const id = newCommandId();
    const inserted = await tx.query<unknown[]>(INSERT, [id, ...columnsOf(intent)]);
    const command = await tx.getRepository(Command).findOneByOrFail({ client: client.id, idempotencyKey });
    if (inserted.length === 0) return { command, replayed: true };
    await signal(tx, 'accepted');
    await this.audit.append([accepted(command)], tx);
    return { command, replayed: false };
  }
}

// the statement waits for a rival with the same key; the SELECT behind it then sees the rival's row
const INSERT = `
  INSERT INTO command (id, correlation_id, client, idempotency_key, type, digest, input, aggregate, via, lane, deadline, source, source_key,
    expected_version, status, not_before, accepted_at)
  VALUES ($1::uuid, $1::text, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'accepted', now(), now())
  ON CONFLICT (client, idempotency_key) DO NOTHING
  RETURNING id`;

const INSERT_ALL = `
  INSERT INTO command (id, correlation_id, client, idempotency_key, type, digest, input, aggregate, via, lane, deadline, source, source_key,
    expected_version, status, not_before, accepted_at)
  SELECT id, id::text, client, idempotency_key, type, digest, input, aggregate, via, lane, deadline, source, source_key,
    expected_version, 'accepted', now(), now()
  FROM jsonb_to_recordset($1::jsonb) AS given (place int, id uuid, client text, idempotency_key text, type text, digest text, input jsonb,
    aggregate text, via text, lane text, deadline timestamptz, source text, source_key text,
    expected_version bigint)
  ORDER BY place
  ON CONFLICT (client, idempotency_key) DO NOTHING
  RETURNING id`;

function rowOf(intent: Intent, place: number): Readonly<Record<string, unknown>> {
  const { client, idempotencyKey, contract, digest, input, aggregate, via, lane, deadline, expectedVersion, source } = intent;
  return {
    ...{ place, id: newCommandId(), client: client.id, idempotency_key: idempotencyKey, type: contract.id, digest, input, aggregate },
    ...{ via, lane, deadline, source: source?.name ?? null, source_key: source?.key ?? null, expected_version: expectedVersion },
  };
}

function columnsOf(intent: Intent): (string | number | Date | null)[] {
  const { client, idempotencyKey, contract, digest, input, aggregate, via, lane, deadline, expectedVersion, source } = intent;
  const asked = [client.id, idempotencyKey, contract.id, digest, JSON.stringify(input), aggregate];
  return [...asked, via, lane, deadline, source?.name ?? null, source?.key ?? null, expectedVersion];
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
    ...(command.source === null ? {} : { source: command.source, sourceKey: command.sourceKey }),
  },
});
