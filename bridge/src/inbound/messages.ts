/** The table inbound_message: what was posted, what became of it. It owns the rule that a message counts once. */
import { Injectable } from '@nestjs/common';
import { Store, type Transaction, storableJson } from '../store/store.js';

/** received: stored, not decided yet · handed-over: a command · event: published · ignored, rejected: nothing followed, see `reason` · partly: of several items some went, some were rejected */
export type InboundState = 'received' | 'handed-over' | 'event' | 'ignored' | 'rejected' | 'partly';

/** What became of a message, or of one item of it. */
export interface Fate {
  readonly reason: string | null;
  readonly detail: unknown;
  readonly sourceKey: string | null;
  readonly sequence: number | null;
  /** how many numbers were left out before this one */
  readonly missing: number | null;
  readonly commandId: string | null;
}

export interface InboundMessage extends Fate {
  readonly id: string;
  readonly source: string;
  readonly receivedAt: Date;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly verified: boolean;
  readonly state: InboundState;
  readonly duplicates: number;
  readonly reruns: number;
  readonly changedAt: Date;
}

export interface NewMessage {
  readonly id: string;
  readonly source: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Decision {
  readonly state: Exclude<InboundState, 'received'>;
  readonly reason?: string;
  readonly detail?: unknown;
  readonly sourceKey?: string | undefined;
  readonly sequence?: number | undefined;
  readonly missing?: number | undefined;
  readonly commandId?: string | null;
}

export interface MessageFilter {
  readonly source?: string | undefined;
  readonly state?: string | undefined;
  readonly reason?: string | undefined;
  readonly sourceKey?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

const COLUMNS = `id, source, received_at AS "receivedAt", message_id AS "messageId", headers, body, verified, state, reason, detail,
  source_key AS "sourceKey", sequence, missing, command_id AS "commandId", duplicates, reruns, changed_at AS "changedAt"`;

@Injectable()
export class Messages {
  constructor(private readonly store: Store) {}

  /** A proven message, once; the earlier one when its id or its signature was seen before. Throws Retry when Postgres is away. */
  async take(message: NewMessage, fingerprint: string | null): Promise<{ readonly message: InboundMessage; readonly repeated: boolean }> {
    return this.store.transaction(async (tx) => {
      const [added] = await tx.query<InboundMessage[]>(
        `INSERT INTO inbound_message (${NEW}, verified, proof, state) VALUES ($1, $2, $3, $4, $5, true, $6, 'received')
         ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
        [...valuesOf(message), fingerprint],
      );
      if (added !== undefined) return { message: added, repeated: false };
      const [known] = await returned<InboundMessage>(
        tx,
        `UPDATE inbound_message SET duplicates = duplicates + 1
         WHERE source = $1 AND verified AND (message_id = $2 OR proof = $3) RETURNING ${COLUMNS}`,
        [message.source, message.messageId, fingerprint],
      );
      if (known === undefined) throw new Error('a message is known and cannot be found');
      return { message: known, repeated: true };
    });
  }

  /** One that proved nothing: kept, so that an operator sees it. It takes no id away from a true one. */
  async reject(message: NewMessage, reason: string, tx: Transaction): Promise<void> {
    await tx.query(`INSERT INTO inbound_message (${NEW}, verified, state, reason) VALUES ($1, $2, $3, $4, $5, false, 'rejected', $6)`, [
      ...valuesOf(message),
      reason,
    ]);
  }

  /** What became of it. False: it was decided already, by another process. */
  async decide(id: string, decision: Decision, tx: Transaction): Promise<boolean> {
    const { state, reason = null, detail = null, sourceKey = null, sequence = null, missing = null, commandId = null } = decision;
    const rows = await returned(
      tx,
      `UPDATE inbound_message SET state = $2, reason = $3, detail = $4::jsonb, source_key = $5, sequence = $6, missing = $7, command_id = $8, changed_at = now()
       WHERE id = $1 AND state = 'received' RETURNING id`,
      [id, state, reason, detail === null ? null : storableJson(detail), sourceKey, sequence, missing, commandId],
    );
    return rows.length === 1;
  }

  /** Held until the transaction ends, so that its items are decided once. False: it was decided already. */
  async hold(id: string, tx: Transaction): Promise<boolean> {
    const rows = await tx.query<unknown[]>(`SELECT id FROM inbound_message WHERE id = $1 AND state = 'received' FOR UPDATE`, [id]);
    return rows.length === 1;
  }

  /** The number that counted last for this key of the source; the key is locked until the transaction ends. */
  async lastSequence(source: string, key: string, tx: Transaction): Promise<number | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`inbound:${source}:${key}`]);
    const [row] = await tx.query<{ last: number | null }[]>(
      `SELECT greatest(
         (SELECT max(sequence) FROM inbound_message WHERE ${COUNTED}), (SELECT max(sequence) FROM inbound_item WHERE ${COUNTED})) AS last`,
      [source, key],
    );
    return row?.last ?? undefined;
  }

  /** Open again, to be decided anew. `verified`: what was rejected may have been proven by now. */
  async reopen(id: string, fingerprint: string | null | undefined, tx: Transaction): Promise<InboundMessage | undefined> {
    const [row] = await returned<InboundMessage>(
      tx,
      `UPDATE inbound_message
       SET state = 'received', reason = NULL, detail = NULL, reruns = reruns + 1, changed_at = now(),
           proof = CASE WHEN verified THEN proof ELSE $2 END, verified = true
       WHERE id = $1 AND state IN ('ignored', 'rejected', 'received', 'partly') RETURNING ${COLUMNS}`,
      [id, fingerprint ?? null],
    );
    return row;
  }

  async find(id: string): Promise<InboundMessage | undefined> {
    const [row] = await this.store.read((tx) => tx.query<InboundMessage[]>(`SELECT ${COLUMNS} FROM inbound_message WHERE id = $1`, [id]));
    return row;
  }

  /** The newest first. */
  async list(filter: MessageFilter, before: string | undefined, limit: number): Promise<InboundMessage[]> {
    const { source = null, state = null, reason = null, sourceKey = null, since = null, until = null } = filter;
    return this.store.read((tx) =>
      tx.query<InboundMessage[]>(
        `SELECT ${COLUMNS} FROM inbound_message
         WHERE ($1::text IS NULL OR source = $1) AND ($2::text IS NULL OR state = $2)
           AND ($3::text IS NULL OR reason = $3 OR EXISTS (SELECT FROM inbound_item WHERE message = id AND inbound_item.reason = $3))
           AND ($4::text IS NULL OR source_key = $4 OR EXISTS (SELECT FROM inbound_item WHERE message = id AND inbound_item.source_key = $4))
           AND ($5::timestamptz IS NULL OR received_at >= $5)
           AND ($6::timestamptz IS NULL OR received_at < $6) AND ($7::uuid IS NULL OR id < $7)
         ORDER BY id DESC LIMIT $8`,
        [source, state, reason, sourceKey, since, until, before ?? null, limit],
      ),
    );
  }

  /** Those that were stored and then left alone: the process that took them ended. */
  async leftBehind(olderThanMs: number, limit: number): Promise<InboundMessage[]> {
    return this.store.read((tx) =>
      tx.query<InboundMessage[]>(
        `SELECT ${COLUMNS} FROM inbound_message
         WHERE state = 'received' AND changed_at < now() - $1 * interval '1 ms' ORDER BY id LIMIT $2`,
        [olderThanMs, limit],
      ),
    );
  }

  /** Drops what is older, some at a time; how many. */
  async forget(days: number, limit: number): Promise<number> {
    const rows = await this.store.transaction((tx) =>
      returned(
        tx,
        `DELETE FROM inbound_message WHERE id IN (
           SELECT id FROM inbound_message WHERE received_at < now() - $1 * interval '1 day' AND state <> 'received' LIMIT $2)
         RETURNING id`,
        [days, limit],
      ),
    );
    return rows.length;
  }
}

/** numbers that count, of messages and of items alike */
const COUNTED = `source = $1 AND source_key = $2 AND sequence IS NOT NULL AND state IN ('handed-over', 'event')`;

const NEW = 'id, source, message_id, headers, body';

const valuesOf = ({ id, source, messageId, headers, body }: NewMessage): unknown[] => [
  id,
  source,
  messageId,
  storableJson(headers),
  Buffer.from(body),
];

/** TypeORM gives the rows of an UPDATE or DELETE together with their count. */
async function returned<Row>(tx: Transaction, sql: string, values: readonly unknown[]): Promise<Row[]> {
  const [rows] = await tx.query<[Row[], number]>(sql, [...values]);
  return rows;
}
