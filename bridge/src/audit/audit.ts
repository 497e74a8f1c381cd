/**
 * The audit trail: append, verify, tell a story. It owns the table audit_entry; nobody else writes there.
 *
 * Numbers and hashes are given under one advisory lock that is held until the commit, so that the chain never forks,
 * however many replicas write. Whoever changes state passes its own transaction: the fact commits with the change.
 */
import { Injectable } from '@nestjs/common';
import { AuditEntry, Store, type Transaction } from '../store/store.js';
import { type Break, GENESIS, type Head, type Link, type NewAuditEntry, chain, inspect } from './chain.js';

export { canonicalJson } from './canonical-json.js';
export type { Link, NewAuditEntry } from './chain.js';

/** any constant that nobody else uses */
const CHAIN_LOCK = 7_281_990_002;
const PAGE = 1_000;
/** keeps one statement's parameter within a few megabytes */
const BATCH = 2_000;

export type Verification =
  { readonly intact: true; readonly entries: number; readonly head: Head } | ({ readonly intact: false; readonly entries: number } & Break);

@Injectable()
export class AuditLog {
  constructor(private readonly store: Store) {}

  /**
   * Appends all or nothing. With `tx` the entries commit with the caller's change; call it last in the transaction,
   * because every other writer of the chain waits until that commits.
   */
  async append(entries: readonly NewAuditEntry[], tx?: Transaction): Promise<void> {
    if (entries.length === 0) return;
    await (tx === undefined ? this.store.transaction((own) => extend(own, entries)) : extend(tx, entries));
  }

  /** Walks the whole chain. Names the first number that does not hold. */
  async verify(): Promise<Verification> {
    let head = GENESIS;
    for (;;) {
      const links = await this.page(head.seq);
      if (links.length === 0) return { intact: true, entries: head.seq, head: { seq: head.seq, hash: head.hash } };
      const found = inspect(head, links);
      if ('reason' in found) return { intact: false, entries: found.seq - 1, seq: found.seq, reason: found.reason };
      head = found;
    }
  }

  /** Everything that shares a story with this id (of a command, event, record, delivery, or a correlation), in order. */
  async story(id: string): Promise<Link[]> {
    const rows = await this.store.read((tx) =>
      tx
        .getRepository(AuditEntry)
        .createQueryBuilder('entry')
        .where(`entry.seq IN (${STORY})`, { id, path: `$.* == ${JSON.stringify(id)}` })
        .orderBy('entry.seq')
        .getMany(),
    );
    return rows.map(toLink);
  }

  private async page(after: number): Promise<Link[]> {
    const rows = await this.store.read((tx) =>
      tx
        .getRepository(AuditEntry)
        .createQueryBuilder('entry')
        .where('entry.seq > :after', { after })
        .orderBy('entry.seq')
        .limit(PAGE)
        .getMany(),
    );
    return rows.map(toLink);
  }
}

// a UNION, because an OR over the sub-query would read the whole table
const STORY = `
  WITH touched AS (SELECT seq, correlation_id FROM audit_entry WHERE correlation_id = :id OR subject @@ :path::jsonpath)
  SELECT seq FROM touched
  UNION
  SELECT seq FROM audit_entry WHERE correlation_id IN (SELECT correlation_id FROM touched)`;

async function extend(tx: Transaction, entries: readonly NewAuditEntry[]): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [CHAIN_LOCK]);
  // a statement of its own, after the lock: only then does its snapshot hold the last writer's entries
  const { head, at } = await headOf(tx);
  const links = chain(head, at, entries);
  for (let start = 0; start < links.length; start += BATCH) await insert(tx, links.slice(start, start + BATCH));
}

async function headOf(tx: Transaction): Promise<{ head: Head; at: string }> {
  const [row] = await tx.query<[{ at: Date; seq: number | null; hash: string | null }]>(`
    SELECT date_trunc('milliseconds', clock_timestamp()) AS at, last.seq, last.hash
    FROM (SELECT 1) one LEFT JOIN (SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1) last ON true`);
  const head = row.seq === null || row.hash === null ? GENESIS : { seq: row.seq, hash: row.hash };
  return { head, at: row.at.toISOString() };
}

/** The insert is one parameter whatever its size: Postgres allows 65,535 of them. */
async function insert(tx: Transaction, links: readonly Link[]): Promise<void> {
  const rows = links.map(({ correlationId, previousHash, ...same }) => ({
    ...same,
    correlation_id: correlationId,
    previous_hash: previousHash,
  }));
  await tx.query(`INSERT INTO audit_entry SELECT * FROM jsonb_populate_recordset(NULL::audit_entry, $1::jsonb)`, [JSON.stringify(rows)]);
}

function toLink(row: AuditEntry): Link {
  const { seq, kind, actor, correlationId, subject, data, previousHash, hash } = row;
  return { seq, at: row.at.toISOString(), kind, actor, correlationId, subject, data, previousHash, hash };
}
