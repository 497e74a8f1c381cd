/**
 * The audit trail: append and tell a story. This room owns the tables audit_entry and audit_head; nobody else writes there.
 *
 * Numbers and hashes are given by one function in Postgres under a lock that is held until the commit, so that the chain never forks,
 * however many replicas write. Whoever changes state passes its own transaction: the fact commits with the change, and no fact, no change.
 */
import { Injectable } from '@nestjs/common';
import { Store, type Transaction } from '../store/store.js';
import { LINK, toLink } from './entries.js';
import type { Finding } from './finding.js';
import { type Link, type NewAuditEntry, sealed } from './link.js';
import { correlationsOf } from './several.js';
import { type Verification, verifyStore } from './verify.js';

export { canonicalJson } from './canonical-json.js';
export type { Finding } from './finding.js';
export type { Link, NewAuditEntry } from './link.js';

/** keeps one statement's parameter within a few megabytes */
const BATCH = 2_000;
/** asked for in one condition */
const CORRELATIONS = 200;

@Injectable()
export class AuditLog {
  constructor(private readonly store: Store) {}

  /**
   * Appends all or nothing. With `tx` the entries commit with the caller's change; call it last in the transaction,
   * because every other writer of the chain waits until that commits.
   */
  async append(entries: readonly NewAuditEntry[], tx?: Transaction): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map(sealed);
    const write = async (own: Transaction): Promise<void> => {
      for (let start = 0; start < rows.length; start += BATCH)
        await own.query('SELECT audit_append($1::jsonb)', [JSON.stringify(rows.slice(start, start + BATCH))]);
    };
    if (tx !== undefined) return write(tx);
    // one statement is a transaction of its own
    return rows.length > BATCH ? this.store.transaction(write) : this.store.read(write);
  }

  /** Tries whether evidence can be written now, and leaves nothing behind. Throws what an append would throw. */
  async prove(): Promise<void> {
    const undone = new Error('only a try');
    const work = async (tx: Transaction): Promise<never> => {
      await this.append([{ kind: 'audit.tried', actor: 'bridge', correlationId: 'audit', subject: {} }], tx);
      throw undone;
    };
    await this.store.transaction(work).catch((thrown: unknown) => {
      if (thrown !== undone) throw thrown;
    });
  }

  /** The chain against itself and its head; `audit verify` compares it with its anchors as well. */
  async verify(): Promise<Verification & { readonly named: readonly Finding[] }> {
    const named: Finding[] = [];
    const found = await verifyStore(this.store, (finding) => named.push(finding));
    return { ...found, named };
  }

  /**
   * Everything that shares a story with this id (of a command, event, record, delivery, or a correlation), in order. Of an entry about
   * several things only the story of those counts that have this id.
   */
  async story(id: string): Promise<Link[]> {
    const touched = await this.found('correlation_id = $1 OR subject @@ $2::jsonpath', [id, hasOneOf([id])]);
    const found = new Map(touched.map((link) => [link.seq, link]));
    const correlations = [...new Set(touched.flatMap((link) => correlationsOf(link, id)))];
    for (let start = 0; start < correlations.length; start += CORRELATIONS) {
      const some = correlations.slice(start, start + CORRELATIONS);
      const shared = await this.found('correlation_id = ANY($1::text[]) OR subject @@ $2::jsonpath', [
        some,
        hasOneOf(some, 'correlationId'),
      ]);
      for (const link of shared) found.set(link.seq, link);
    }
    return [...found.values()].sort((one, other) => one.seq - other.seq);
  }

  private async found(condition: string, values: readonly unknown[]): Promise<Link[]> {
    const rows = await this.store.read((tx) => tx.query<Link[]>(`SELECT ${LINK} FROM audit_entry WHERE ${condition}`, [...values]));
    return rows.map(toLink);
  }
}

/** As jsonpath, answered by the index on `subject`. A list is looked into: jsonpath is lax. */
const hasOneOf = (ids: readonly string[], name = '*'): string => ids.map((id) => `$.${name} == ${JSON.stringify(id)}`).join(' || ');
