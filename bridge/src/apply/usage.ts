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

interface Row {
  readonly grain: Grain;
  readonly commands: number;
  readonly volume_minor: number;
  readonly frees_in: number;
}

@Injectable()
export class Usage {
  /** Holds the lock of this client and contract from here on. */
  async of(tx: Transaction, client: string, type: string): Promise<Sent> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`usage:${client}:${type}`]);
    return this.look(tx, client, type);
  }

  /** As of now, without a lock. */
  async look(tx: Transaction, client: string, type: string): Promise<Sent> {
    const rows = await tx.query<Row[]>(READ, [client, type]);
    const windows = rows.map(({ grain, commands, volume_minor: volumeMinor, frees_in: freesInSeconds }) => {
      const window: Window = { commands, volumeMinor, freesInSeconds: Math.max(1, freesInSeconds) };
      return [WINDOWS[grain], window] as const;
    });
    return { ...NOTHING_SENT, ...Object.fromEntries(windows) };
  }

  async add(tx: Transaction, client: string, type: string, volumeMinor: number): Promise<void> {
    await tx.query(ADD, [client, type, volumeMinor]);
  }
}

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

// a window and one stretch: 60 + 1 s, 3,600 + 60 s, 86,400 + 900 s
const KEPT = `(CASE grain WHEN 'second' THEN 61 WHEN 'minute' THEN 3660 ELSE 87300 END) * interval '1 s'`;

// clock_timestamp, because now() is when the transaction began: before it waited for the lock
const READ = `
  SELECT grain, sum(commands)::integer AS commands, sum(volume_minor)::bigint AS volume_minor,
    ceil(extract(epoch FROM min(starts_at) + ${KEPT} - clock_timestamp()))::integer AS frees_in
  FROM policy_usage
  WHERE client = $1 AND type = $2 AND starts_at > clock_timestamp() - ${KEPT}
  GROUP BY grain`;

const ADD = `
  WITH moment AS (SELECT clock_timestamp() AS at),
  gone AS (DELETE FROM policy_usage USING moment WHERE client = $1 AND type = $2 AND starts_at <= at - ${KEPT})
  INSERT INTO policy_usage (client, type, grain, starts_at, commands, volume_minor)
  SELECT $1, $2, grain, date_bin(width, at, timestamptz '2000-01-01 00:00:00Z'), 1, $3::bigint
  FROM moment, (VALUES ('second', interval '1 s'), ('minute', interval '1 min'), ('quarter', interval '15 min')) AS stretch (grain, width)
  ON CONFLICT (client, type, grain, starts_at) DO UPDATE
  SET commands = policy_usage.commands + 1, volume_minor = policy_usage.volume_minor + excluded.volume_minor`;
