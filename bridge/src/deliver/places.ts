/**
 * Where webhook subscriptions stand, in Postgres. It owns the tables delivery_place and delivery_parked.
 *
 * One replica works on a subscription at a time: it holds a lease, renews it, and begins no attempt that could outlive it. Whoever lost
 * the lease can save nothing any more (fence: `owner`).
 */
import { Store, type Transaction } from '../store/store.js';
import type { ParkedMessage } from './parking.js';
import type { Reached } from './progress.js';
import { NO_TROUBLE, type Trouble } from './trouble.js';

export interface Standing {
  readonly live: Reached;
  readonly replay: Reached;
  readonly parked: readonly ParkedMessage[];
  readonly trouble: Trouble;
}

/** What has changed of one subscription. */
export interface Changes {
  readonly subscription: string;
  readonly live: Reached;
  readonly replay: Reached;
  readonly trouble: Trouble;
  readonly parked: readonly ParkedMessage[];
  readonly released: readonly number[];
}

type Updated = [{ subscription: string }[], number];

const LEASE = `UPDATE delivery_place SET owner = $2, lease_until = now() + $3 * interval '1 ms' WHERE subscription IN`;
const LOCKED = 'SELECT subscription FROM delivery_place WHERE subscription = ANY($1::text[])';
const NAMES = 'RETURNING subscription';

export class Places {
  constructor(
    private readonly store: Store,
    /** of this process: replicas never share one */
    readonly owner: string,
  ) {}

  /** Renews what is ours and takes what nobody holds, of these subscriptions. Returns those that are ours now. */
  async hold(subscriptions: readonly string[], leaseMs: number): Promise<Set<string>> {
    return this.store.transaction(async (tx) => {
      await tx.query(`INSERT INTO delivery_place (subscription) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`, [subscriptions]);
      const lease = [subscriptions, this.owner, leaseMs];
      // ours are waited for: a place that is just being saved is no lost lease
      const renewed = await tx.query<Updated>(`${LEASE} (${LOCKED} AND owner = $2 ORDER BY subscription FOR UPDATE) ${NAMES}`, lease);
      // what another replica is just taking is passed over; the next round sees whose it is
      const free = `${LOCKED} AND owner IS DISTINCT FROM $2 AND (owner IS NULL OR lease_until < now())`;
      const taken = await tx.query<Updated>(`${LEASE} (${free} ORDER BY subscription FOR UPDATE SKIP LOCKED) ${NAMES}`, lease);
      return new Set([...renewed[0], ...taken[0]].map(({ subscription }) => subscription));
    });
  }

  /** Where a consumer of the broker stood that this place follows. */
  async adopt(subscription: string, position: number): Promise<void> {
    await this.store.read((tx) =>
      tx.query(
        `INSERT INTO delivery_place AS known (subscription, position) VALUES ($1, $2)
         ON CONFLICT (subscription) DO UPDATE SET position = GREATEST(known.position, excluded.position)`,
        [subscription, position],
      ),
    );
  }

  /** Nothing is left of it. */
  async remove(subscription: string): Promise<void> {
    await this.store.read((tx) => tx.query('DELETE FROM delivery_place WHERE subscription = $1', [subscription]));
  }

  /** The next replica may take them at once. */
  async release(subscriptions: readonly string[]): Promise<void> {
    await this.store.read((tx) =>
      tx.query(`UPDATE delivery_place SET owner = NULL, lease_until = NULL WHERE owner = $1 AND subscription = ANY($2::text[])`, [
        this.owner,
        subscriptions,
      ]),
    );
  }

  async read(subscription: string): Promise<Standing> {
    return this.store.read(async (tx) => {
      const [place] = await tx.query<PlaceRow[]>(`SELECT * FROM delivery_place WHERE subscription = $1`, [subscription]);
      const parked = await tx.query<ParkedRow[]>(
        `SELECT sequence, record, attempts, due_at, waits, alone FROM delivery_parked WHERE subscription = $1`,
        [subscription],
      );
      return standingOf(place, parked);
    });
  }

  /** All or nothing; those that are not ours (any more) are left out and not among the names returned. */
  async save(changes: readonly Changes[]): Promise<Set<string>> {
    return this.store.transaction(async (tx) => {
      const ours = await this.savePlaces(tx, changes);
      const kept = changes.filter(({ subscription }) => ours.has(subscription));
      await park(tx, kept);
      await unpark(tx, kept);
      return ours;
    });
  }

  private async savePlaces(tx: Transaction, changes: readonly Changes[]): Promise<Set<string>> {
    const rows = changes.map(({ subscription, live, replay, trouble }) => ({
      subscription,
      ...live,
      replay_position: replay.position,
      replay_ahead: replay.ahead,
      failing_since: trouble.failingSince === undefined ? null : new Date(trouble.failingSince).toISOString(),
      warnings: trouble.warnings,
    }));
    // in one order, whoever locks several: renewing does as well
    await tx.query(`${LOCKED} ORDER BY subscription FOR UPDATE`, [rows.map(({ subscription }) => subscription)]);
    const [saved] = await tx.query<Updated>(
      `UPDATE delivery_place saved
       SET position = given.position, ahead = given.ahead, replay_position = given.replay_position, replay_ahead = given.replay_ahead,
         failing_since = given.failing_since, warnings = given.warnings
       FROM jsonb_populate_recordset(NULL::delivery_place, $1::jsonb) given
       WHERE saved.subscription = given.subscription AND saved.owner = $2 RETURNING saved.subscription`,
      [JSON.stringify(rows), this.owner],
    );
    return new Set(saved.map(({ subscription }) => subscription));
  }
}

interface PlaceRow {
  readonly position: number;
  readonly ahead: number[];
  readonly replay_position: number;
  readonly replay_ahead: number[];
  readonly failing_since: Date | null;
  readonly warnings: number;
}
interface ParkedRow {
  readonly sequence: number;
  readonly record: string;
  readonly attempts: number;
  readonly due_at: Date;
  readonly waits: boolean;
  readonly alone: boolean;
}

function standingOf(place: PlaceRow | undefined, parked: readonly ParkedRow[]): Standing {
  return {
    live: { position: place?.position ?? 0, ahead: place?.ahead ?? [] },
    replay: { position: place?.replay_position ?? 0, ahead: place?.replay_ahead ?? [] },
    parked: parked.map(({ due_at, ...same }) => ({ ...same, dueAt: due_at.getTime() })),
    trouble: place === undefined ? NO_TROUBLE : { failingSince: place.failing_since?.getTime(), warnings: place.warnings },
  };
}

async function park(tx: Transaction, changes: readonly Changes[]): Promise<void> {
  const rows = changes.flatMap(({ subscription, parked }) =>
    parked.map(({ dueAt, ...same }) => ({ subscription, ...same, due_at: new Date(dueAt).toISOString() })),
  );
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO delivery_parked SELECT * FROM jsonb_populate_recordset(NULL::delivery_parked, $1::jsonb)
     ON CONFLICT (subscription, sequence) DO UPDATE
     SET attempts = excluded.attempts, due_at = excluded.due_at, waits = excluded.waits, alone = excluded.alone`,
    [JSON.stringify(rows)],
  );
}

async function unpark(tx: Transaction, changes: readonly Changes[]): Promise<void> {
  const rows = changes.flatMap(({ subscription, released }) => released.map((sequence) => ({ subscription, sequence })));
  if (rows.length === 0) return;
  await tx.query(
    `DELETE FROM delivery_parked USING jsonb_to_recordset($1::jsonb) AS gone(subscription text, sequence bigint)
     WHERE delivery_parked.subscription = gone.subscription AND delivery_parked.sequence = gone.sequence`,
    [JSON.stringify(rows)],
  );
}
