/** One soak: subscribers of all kinds, events, kills; then everybody is healed, what waits is delivered, and the ledger is judged. */
import { setTimeout as sleep } from 'node:timers/promises';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { seededDice } from '../../rig/seeded-dice.js';
import { until } from '../../rig/until.js';
import { Attack } from './attack.js';
import { type Rules, type Verdict, judge, unentitledIn } from './judge.js';
import { Ledger } from './ledger.js';
import { Operator } from './operator.js';
import { misbehave } from './prove.js';
import { Pullers } from './pullers.js';
import { Receivers } from './receivers.js';
import { HUB_LOGIN, Servers } from './servers.js';
import { Teller } from './story.js';
import { LEAVING, SUBSCRIBERS, accessFile, declared, isFor } from './world.js';

export interface Plan {
  readonly minutes: number;
  readonly seed: number;
  readonly perSecond: number;
  readonly prove: boolean;
  readonly keepLogs: boolean;
  readonly say: (line: string) => void;
}

export interface Told extends Verdict {
  readonly kills: number;
  readonly events: number;
  readonly deliveries: number;
  readonly repeats: number;
  readonly dead_lettered: number;
  readonly forged: number;
  /** a bridge ended by itself and was started again */
  readonly restarts: number;
}

// an attempt that was under way when the subscription went, and the second until each replica knows
const GRACE_MS = 5_000;
/** nothing new for so long: it will not come any more */
const QUIET_MS = 60_000;

export async function soak(plan: Plan): Promise<Told> {
  const dice = seededDice(plan.seed);
  const ledger = new Ledger();
  const servers = await Servers.start(accessFile());
  const receivers = new Receivers(SUBSCRIBERS, ledger, seededDice(plan.seed + 1));
  const connection = await connect({
    servers: servers.natsUrl,
    ...HUB_LOGIN,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
  });
  let clean = false;
  try {
    const operator = new Operator(servers.bridgeUrls);
    await subscribeAll(operator, await receivers.listen(), connection);
    const pullers = new Pullers(
      { natsUrl: servers.natsUrl, operator },
      SUBSCRIBERS.filter(({ kind }) => kind === 'nats'),
      ledger,
      seededDice(plan.seed + 2),
    );
    const teller = new Teller(connection, ledger, SUBSCRIBERS, dice);
    const kills = await trouble(plan, { servers, teller, operator, ledger });
    if (plan.prove) await misbehave({ teller, ledger, receivers });
    receivers.heal();
    await settle(ledger, connection, plan.say);
    await pullers.stop();
    const rules = rulesOf();
    const verdict = judge(ledger, rules);
    clean = verdict.lost + verdict.out_of_order + verdict.unentitled === 0;
    if (!clean) tellWhy(ledger, rules, servers.logs, plan.say);
    const restarts = servers.bridges.reduce((sum, { endedByItself }) => sum + endedByItself, 0);
    return { ...verdict, kills, restarts, events: teller.count, ...countsOf(ledger) };
  } finally {
    await connection.close();
    receivers.close();
    await servers.end(plan.keepLogs || !clean);
  }
}

/** Its consumer or place has to be there before the first event, as with any subscription that is made while events flow. */
async function subscribeAll(operator: Operator, url: string, connection: NatsConnection): Promise<void> {
  for (const each of SUBSCRIBERS) await operator.create(declared(each, url));
  const manager = await jetstreamManager(connection);
  for (const { name, kind } of SUBSCRIBERS)
    if (kind === 'nats') await until(`the consumer ${name}`, () => manager.consumers.info(STREAMS.deliveries, name), 60_000);
  // each replica polls once a second
  await sleep(2_000);
}

interface Stage {
  readonly servers: Servers;
  readonly teller: Teller;
  readonly operator: Operator;
  readonly ledger: Ledger;
}

/** Events at a steady rate, kills beside it, and one partner leaves half-way. The number of kills. */
async function trouble({ minutes, seed, perSecond, say }: Plan, { servers, teller, operator, ledger }: Stage): Promise<number> {
  const attack = new Attack(servers, seededDice(seed + 3), say);
  const end = Date.now() + minutes * 60_000;
  const half = Date.now() + (minutes * 60_000) / 2;
  const attacking = attack.until(end);
  let leaving: Promise<void> | undefined;
  while (Date.now() < end) {
    if (Date.now() > half) leaving ??= leave(operator, ledger, say);
    const began = Date.now();
    await teller.tell();
    await sleep(Math.max(0, 1_000 / perSecond - (Date.now() - began)));
  }
  await attacking;
  await leaving;
  say(`${String(attack.kills)} kills, ${String(teller.count)} events; healing`);
  return attack.kills;
}

/** From the answer on nothing may come any more; what it still expected before is nobody's loss. */
async function leave(operator: Operator, ledger: Ledger, say: Plan['say']): Promise<void> {
  for (const { name } of SUBSCRIBERS.filter(({ client }) => client === LEAVING)) {
    await operator.delete(name);
    ledger.ended.set(name, Date.now());
  }
  say(`${LEAVING} left`);
}

/** Until everything has come, or nothing comes any more. */
async function settle(ledger: Ledger, connection: NatsConnection, say: Plan['say']): Promise<void> {
  let last = { count: -1, at: Date.now() };
  for (;;) {
    await readDeadLetters(ledger, connection);
    const missing = ledger.missing().length;
    if (missing === 0) break;
    if (ledger.receipts.length !== last.count) last = { count: ledger.receipts.length, at: Date.now() };
    if (Date.now() - last.at > QUIET_MS) break;
    await sleep(500);
  }
  say(`${String(ledger.receipts.length)} receipts, ${String(ledger.missing().length)} missing`);
  // what nobody is entitled to might come late too
  await sleep(GRACE_MS);
}

async function readDeadLetters(ledger: Ledger, connection: NatsConnection): Promise<void> {
  const manager = await jetstreamManager(connection);
  const { state } = await manager.streams.info(STREAMS.deadLetters);
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const found = await manager.streams.getMessage(STREAMS.deadLetters, { seq }).catch(() => null);
    const letter = found?.json<{ subscription?: string; eventId?: string }>();
    if (letter?.subscription !== undefined && letter.eventId !== undefined) ledger.buried(letter.subscription, letter.eventId);
  }
}

function rulesOf(): Rules {
  const byName = new Map(SUBSCRIBERS.map((each) => [each.name, each]));
  const ordered = new Set(SUBSCRIBERS.filter(({ order }) => order === 'record').map(({ name }) => name));
  return {
    ordered,
    isFor: (name, event) => {
      const subscriber = byName.get(name);
      return subscriber !== undefined && isFor(subscriber, event);
    },
    graceMs: GRACE_MS,
  };
}

/** Where to look, when something is wrong. */
function tellWhy(ledger: Ledger, rules: Rules, logs: string, say: Plan['say']): void {
  say(`the servers' logs are in ${logs}`);
  say(`missing: ${JSON.stringify(ledger.missing().slice(0, 5))}`);
  const told = unentitledIn(ledger, rules).map((receipt) => ({
    ...receipt,
    endedMsBefore: receipt.atMs - (ledger.ended.get(receipt.subscription) ?? NaN),
  }));
  say(`unentitled: ${JSON.stringify(told.slice(0, 5))}`);
}

function countsOf({ receipts, deadLettered, forged }: Ledger): Pick<Told, 'deliveries' | 'repeats' | 'dead_lettered' | 'forged'> {
  const distinct = new Set(receipts.map(({ subscription, eventId }) => `${subscription} ${eventId}`)).size;
  return { deliveries: distinct, repeats: receipts.length - distinct, dead_lettered: deadLettered.size, forged };
}
