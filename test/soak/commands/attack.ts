/** Kills one server after the other with -9 and starts it again: both replicas of the bridge, Odoo, nats-server, Postgres. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../../rig/stack.js';
import type { Replica } from './replica.js';

const VICTIMS = ['bridge', 'replica', 'odoo', 'bridge', 'replica', 'odoo', 'postgres', 'nats'] as const;
const LONGEST_AWAY_MS = 4_000;

export interface Pace {
  /** between two kills, on average */
  readonly everyMs: number;
  readonly most: number;
}

/** @returns the number of kills, once `done` is aborted */
export async function attack(
  { stack, replica }: { readonly stack: Stack; readonly replica: Replica },
  pace: Pace,
  dice: () => number,
  done: AbortSignal,
  say: (line: string) => void,
): Promise<number> {
  let kills = 0;
  while (kills < pace.most) {
    await sleep(pace.everyMs * (0.5 + dice()), undefined, { signal: done }).catch(() => undefined);
    if (done.aborted) break;
    const victim = VICTIMS[Math.floor(dice() * VICTIMS.length)] ?? 'bridge';
    const awayMs = dice() ** 2 * LONGEST_AWAY_MS;
    kills += 1;
    say(`kill ${String(kills)}: ${victim}, back after ${(awayMs / 1_000).toFixed(1)} s`);
    if (victim === 'replica') await replica.restart(awayMs);
    else {
      await stack.kill(victim);
      await sleep(awayMs);
      await stack.start(victim);
    }
  }
  return kills;
}
