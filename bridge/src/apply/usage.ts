/**
 * What policy let through of each client and contract lately. Counted in the transaction that judges, under a lock per client and
 * contract that is held until its commit: however many replicas judge, no two of them see the same last place of a limit.
 *
 * Time is kept in stretches of 1 s, 1 min and 15 min for the windows of a minute, an hour and a day. A stretch counts until all of
 * it has left the window: a window is never shorter than its name, and at most one stretch longer.
 */
import { Injectable } from '@nestjs/common';
import { NOTHING_SENT, type Sent, type Window } from '../policy/policy.js';
import type { Transaction } from '../store/store.js';

/** How this command was counted when it was judged before. */
export interface Counted {
  /** RFC 3339 UTC */
  readonly at: string;
  readonly volumeMinor: number;
}

type Grain = 'second' | 'minute' | 'quarter';
const WINDOWS = { second: 'minute', minute: 'hour', quarter: 'day' } as const satisfies Record<Grain, keyof Sent>;
const WINDOW_S = { minute: 60, hour: 3_600, day: 86_400 } as const satisfies Record<keyof Sent, number>;

interface Row extends Pair {
  readonly grain: Grain;
  readonly commands: number;
  readonly volume_minor: number;
  readonly frees_in: number;
}

/** A client and a contract. */
export interface Pair {
  readonly client: string;
  readonly type: string;
}
export type Counting = Pair & { readonly volumeMinor: number };

@Injectable()
export class Usage {
  /** Holds the locks of these clients and contracts from here on. Each command that is let through is to be `counted` before the next one is judged. */
  async of(tx: Transaction, pairs: readonly Pair[]): Promise<Ledger> {
    // in one order, so that two replicas do not wait for each other for ever
    const names = [...new Set(pairs.map(({ client, type }) => `usage:${client}:${type}`))].sort();
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name', [names]);
    return new Ledger(await this.read(tx, pairs));
  }

  /** As of now, without a lock. */
  async look(tx: Transaction, client: string, type: string): Promise<Sent> {
    return new Ledger(await this.read(tx, [{ client, type }])).of({ client, type });
  }

  /** Writes down what the ledger counted. */
  async add(tx: Transaction, { counted }: Ledger): Promise<void> {
    if (counted.length > 0) await tx.query(ADD, [JSON.stringify(counted)]);
  }

  private read(tx: Transaction, pairs: readonly Pair[]): Promise<Row[]> {
    return tx.query<Row[]>(READ, [pairs.map(({ client }) => client), pairs.map(({ type }) => type)]);
  }
}

/** What was sent, as of when it was read, and what is let through since. */
export class Ledger {
  private readonly sent = new Map<string, Sent>();
  readonly counted: { readonly client: string; readonly type: string; readonly volume_minor: number }[] = [];

  constructor(rows: readonly Row[]) {
    for (const { grain, commands, volume_minor: volumeMinor, frees_in: freesInSeconds, ...pair } of rows) {
      const window: Window = { commands, volumeMinor, freesInSeconds: Math.max(1, freesInSeconds) };
      this.sent.set(nameOf(pair), { ...this.of(pair), [WINDOWS[grain]]: window });
    }
  }

  of(pair: Pair): Sent {
    return this.sent.get(nameOf(pair)) ?? NOTHING_SENT;
  }

  count({ client, type, volumeMinor }: Counting): void {
    const { minute, hour, day } = this.of({ client, type });
    const more = (window: Window, keptSeconds: number): Window => ({
      commands: window.commands + 1,
      volumeMinor: window.volumeMinor + volumeMinor,
      freesInSeconds: window.commands === 0 ? keptSeconds : window.freesInSeconds,
    });
    this.sent.set(nameOf({ client, type }), {
      minute: more(minute, KEPT_S.second),
      hour: more(hour, KEPT_S.minute),
      day: more(day, KEPT_S.quarter),
    });
    this.counted.push({ client, type, volume_minor: volumeMinor });
  }
}

const nameOf = ({ client, type }: Pair): string => JSON.stringify([client, type]);

/** Without this very command, which was counted when it was judged first: one that was approved is not in its own way. */
export function withoutItself(sent: Sent, counted: Counted | undefined, now = new Date()): Sent {
  if (counted === undefined) return sent;
  const ageS = (now.getTime() - Date.parse(counted.at)) / 1_000;
  const less = (window: Window, seconds: number): Window =>
    ageS >= seconds || window.commands === 0
      ? window
      : { ...window, commands: window.commands - 1, volumeMinor: window.volumeMinor - counted.volumeMinor };
  return {
    minute: less(sent.minute, WINDOW_S.minute),
    hour: less(sent.hour, WINDOW_S.hour),
    day: less(sent.day, WINDOW_S.day),
  };
}

// a window and one stretch
const KEPT_S = { second: 60 + 1, minute: 3_600 + 60, quarter: 86_400 + 900 } as const satisfies Record<Grain, number>;
const KEPT = `(CASE grain WHEN 'second' THEN ${KEPT_S.second} WHEN 'minute' THEN ${KEPT_S.minute} ELSE ${KEPT_S.quarter} END) * interval '1 s'`;

// clock_timestamp, because now() is when the transaction began: before it waited for the lock
const READ = `
  SELECT client, type, grain, sum(commands)::integer AS commands, sum(volume_minor)::bigint AS volume_minor,
    ceil(extract(epoch FROM min(starts_at) + ${KEPT} - clock_timestamp()))::integer AS frees_in
  FROM policy_usage
  WHERE (client, type) IN (SELECT * FROM unnest($1::text[], $2::text[])) AND starts_at > clock_timestamp() - ${KEPT}
  GROUP BY client, type, grain`;

const ADD = `
  WITH moment AS (SELECT clock_timestamp() AS at),
  given AS (
    SELECT client, type, count(*)::integer AS commands, sum(volume_minor)::bigint AS volume_minor
    FROM jsonb_to_recordset($1::jsonb) AS given (client text, type text, volume_minor bigint)
    GROUP BY client, type
  ),
  gone AS (
    DELETE FROM policy_usage USING moment, given
    WHERE policy_usage.client = given.client AND policy_usage.type = given.type AND starts_at <= at - ${KEPT}
  )
  INSERT INTO policy_usage (client, type, grain, starts_at, commands, volume_minor)
  SELECT client, type, grain, date_bin(width, at, timestamptz '2000-01-01 00:00:00Z'), commands, volume_minor
  FROM given, moment, (VALUES ('second', interval '1 s'), ('minute', interval '1 min'), ('quarter', interval '15 min')) AS stretch (grain, width)
  ON CONFLICT (client, type, grain, starts_at) DO UPDATE
  SET commands = policy_usage.commands + excluded.commands, volume_minor = policy_usage.volume_minor + excluded.volume_minor`;
