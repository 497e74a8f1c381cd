/**
 * Kills one server after the other while people write, then compares what Odoo committed with what the streams hold.
 * The dice are seeded and the seed is printed: the same seed gives the same order of kills (not the same moments).
 */
import { odooDatabase } from '../rig/databases.js';
import { compareEvents } from '../rig/events-in-order.js';
import { compareOutboxWithStream, type RelayVerdict } from '../rig/once-in-order.js';
import { seededDice } from '../rig/seeded-dice.js';
import { Stack, type Service } from '../rig/stack.js';
import { Streams } from '../rig/streams.js';
import { until } from '../rig/until.js';
import { Writers } from './writers.js';

export interface SoakVerdict {
  readonly kills: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly out_of_order: number;
}

export interface SoakPlan {
  readonly kills: number;
  readonly seed: number;
  /** one kill in this many keeps the broker away for longer than its duplicate window of two minutes */
  readonly longOutageEvery: number;
  readonly say: (line: string) => void;
  /** when aborted, no further kill; what was done until then is judged */
  readonly enough?: AbortSignal;
}

const LONGEST_MS = 150_000;
const DUPLICATE_WINDOW_MS = 120_000;
// the relay most often: it is what is being tested
const VICTIMS: readonly Service[] = ['relay', 'relay', 'relay', 'relay', 'nats', 'nats', 'nats', 'odoo', 'postgres', 'postgres', 'bridge'];

export async function attack(name: string, plan: SoakPlan): Promise<SoakVerdict> {
  const stack = await Stack.up(name);
  const writers = await Writers.start(stack.env);
  const dice = seededDice(plan.seed);
  let kills = 0;
  try {
    while (kills < plan.kills && !plan.enough?.aborted) await strike(stack, ++kills, dice, plan);
  } finally {
    await writers.stop();
  }
  // brings back whoever ended because another was away
  await Stack.up(name);
  plan.say(`${kills} kills during ${writers.writes} writes; comparing`);
  return compare(stack, plan, kills);
}

async function strike(stack: Stack, kill: number, dice: () => number, plan: SoakPlan): Promise<void> {
  await pause(300 + dice() * 3000);
  const long = kill % plan.longOutageEvery === 0;
  const victim = long ? 'nats' : (VICTIMS[Math.floor(dice() * VICTIMS.length)] ?? 'relay');
  const awayMs = long ? DUPLICATE_WINDOW_MS + dice() * (LONGEST_MS - DUPLICATE_WINDOW_MS) : dice() ** 3 * 5000;
  plan.say(`kill ${kill}/${plan.kills}: ${victim}, back after ${(awayMs / 1000).toFixed(1)} s`);
  await stack.kill(victim);
  await pause(awayMs);
  await stack.start(victim);
}

async function compare(stack: Stack, plan: SoakPlan, kills: number): Promise<SoakVerdict> {
  const odoo = await odooDatabase(stack.env);
  const streams = await Streams.connect(stack.env);
  try {
    const settled = (verdict: RelayVerdict) => verdict.lost.length === 0 && verdict.published >= verdict.outbox;
    const relay = await lastAnswer(() => compareOutboxWithStream(odoo, streams), settled);
    const events = await lastAnswer(
      () => compareEvents(odoo, streams),
      (verdict) => verdict.lost.length === 0,
    );
    plan.say(JSON.stringify({ ...brief(relay), events: brief(events) }));
    return {
      kills,
      lost: relay.lost.length + events.lost.length,
      duplicated: relay.doubled.length + events.doubled.length,
      out_of_order: relay.outOfOrder.length + relay.gaps + events.outOfOrder.length,
    };
  } finally {
    await odoo.close();
    await streams.close();
  }
}

/** Asks until the answer is settled; what it is after two minutes is the verdict. */
async function lastAnswer<Answer>(ask: () => Promise<Answer>, isSettled: (answer: Answer) => boolean): Promise<Answer> {
  let last: Answer | undefined;
  const settled = async () => {
    last = await ask();
    return isSettled(last) ? last : undefined;
  };
  try {
    return await until('everything on the stream', settled, 120_000);
  } catch (error) {
    if (last === undefined) throw error;
    return last;
  }
}

const brief = (verdict: object): object =>
  Object.fromEntries(
    Object.entries(verdict).map(([name, value]) => [name, Array.isArray(value) && value.length > 5 ? value.length : (value as unknown)]),
  );

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
