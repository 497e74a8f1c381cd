/**
 * Odoo is stopped for a time while commands go on arriving: all are accepted, wait, and are applied afterwards once and in the order of
 * their acceptance, per project. Some name a deadline that passes meanwhile: those are refused with it, also those that policy had allowed
 * before Odoo was known to be away, since nothing of them was sent. Each sender hears of each.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Outcomes } from '../../rig/approvals.js';
import { type Database, bridgeDatabase, odooDatabase } from '../../rig/databases.js';
import { HttpClient } from '../../rig/http-client.js';
import { OdooUser } from '../../rig/odoo-user.js';
import type { Stack } from '../../rig/stack.js';
import { LOG_TIMESHEET, Timesheets, linesByMark } from '../../rig/timesheets.js';
import { until } from '../../rig/until.js';

const PROJECTS = 12;
const SENDER = 'applications';
/** one in so many names a deadline, as long as it can pass while Odoo is away */
const DEADLINE_EACH = 8;
const DEADLINE_MS = 10_000;
/** the queue is worked off by a few dozen a second */
const PATIENCE_MS = 15 * 60_000;

export interface Outage {
  readonly awayMs: number;
  readonly everyMs: number;
  readonly say: (line: string) => void;
}

export interface OutageVerdict {
  readonly away_s: number;
  readonly commands: number;
  /** not taken in while Odoo was away */
  readonly unaccepted: number;
  readonly applied: number;
  readonly deadline_passed: number;
  /** neither applied nor refused as it was meant, or with another effect than its outcome tells */
  readonly wrong: number;
  readonly doubled: number;
  readonly out_of_order: number;
  /** ended, and its sender heard nothing */
  readonly untold: number;
}

interface Sent {
  readonly mark: string;
  /** null: it was not taken in */
  readonly commandId: string | null;
  readonly meant: 'applied' | 'deadline-passed';
}

/** What the bridge knows of a command in the end; in the order of acceptance. */
interface Ended {
  readonly id: string;
  readonly aggregate: string;
  readonly status: string;
  readonly code: string | null;
}

export const isClean = ({ unaccepted, wrong, doubled, out_of_order, untold }: OutageVerdict): boolean =>
  unaccepted + wrong + doubled + out_of_order + untold === 0;

export async function odooAway(stack: Stack, outage: Outage): Promise<OutageVerdict> {
  const { env } = stack;
  const outcomes = await Outcomes.of(env, SENDER);
  const [bridge, odoo] = [await bridgeDatabase(env), await odooDatabase(env)];
  try {
    const sheets = await Timesheets.prepare(await OdooUser.login(env), env.ODOO_DATABASE, PROJECTS);
    const run = `away ${String(Date.now())}`;
    await stack.stop('odoo');
    outage.say(`Odoo is stopped for ${String(outage.awayMs / 1_000)} s`);
    const sent = await send(new HttpClient(env.BRIDGE_URL, env.APPLICATIONS_API_KEY), sheets, run, outage);
    await stack.start('odoo');
    outage.say(`Odoo is back; ${String(sent.length)} commands were sent meanwhile`);
    const ended = await allEnded(bridge, sent);
    outage.say('all of them have ended; comparing');
    return await compare({ sent, ended, odoo, outcomes, run, outage });
  } finally {
    for (const each of [outcomes, bridge, odoo]) await each.close();
  }
}

async function send(door: HttpClient, sheets: Timesheets, run: string, { awayMs, everyMs }: Outage): Promise<Sent[]> {
  const sent: Sent[] = [];
  const end = Date.now() + awayMs;
  for (let number = 0; Date.now() < end; number += 1) {
    const mark = `${run} ${String(number)}`;
    const expires = number % DEADLINE_EACH === 0 && Date.now() + 2 * DEADLINE_MS < end;
    const deadline = expires ? { deadline: new Date(Date.now() + DEADLINE_MS).toISOString() } : {};
    const headers = { 'idempotency-key': `key of ${mark}`, prefer: 'wait=0', ...deadline };
    const { http, body } = await door.raw(LOG_TIMESHEET, headers, JSON.stringify(sheets.timesheet(number, mark)));
    sent.push({ mark, commandId: http === 202 ? String(body.commandId) : null, meant: expires ? 'deadline-passed' : 'applied' });
    await sleep(everyMs);
  }
  return sent;
}

function allEnded(bridge: Database, sent: readonly Sent[]): Promise<Ended[]> {
  const ids = sent.map(({ commandId }) => commandId).filter((id) => id !== null);
  const look = async (): Promise<Ended[] | undefined> => {
    const rows = await bridge.rows<Ended>(
      `SELECT id, aggregate, status, refusal ->> 'code' AS code FROM command
       WHERE id = ANY($1::uuid[]) AND status IN ('applied', 'refused', 'failed') ORDER BY seq`,
      [ids],
    );
    return rows.length === ids.length ? rows : undefined;
  };
  return until('all commands have ended', look, PATIENCE_MS);
}

interface Found {
  readonly sent: readonly Sent[];
  readonly ended: readonly Ended[];
  readonly odoo: Database;
  readonly outcomes: Outcomes;
  readonly run: string;
  readonly outage: Outage;
}

async function compare({ sent, ended, odoo, outcomes, run, outage }: Found): Promise<OutageVerdict> {
  const byId = new Map(ended.map((each) => [each.id, each]));
  const lines = await linesByMark(odoo, run);
  const isAsMeant = ({ commandId, meant, mark }: Sent): boolean => {
    const row = byId.get(commandId ?? '');
    const effect = lines.has(mark);
    if (meant === 'applied') return row?.status === 'applied' && effect;
    return row?.code === meant && !effect;
  };
  const applied = ended.filter(({ status }) => status === 'applied');
  return {
    away_s: outage.awayMs / 1_000,
    commands: sent.length,
    unaccepted: sent.filter(({ commandId }) => commandId === null).length,
    applied: applied.length,
    deadline_passed: ended.filter(({ code }) => code === 'deadline-passed').length,
    wrong: sent.filter((each) => !isAsMeant(each)).length,
    doubled: [...lines.values()].filter((count) => count > 1).length,
    out_of_order: await outOfOrder(odoo, applied),
    untold: await untold(outcomes, ended),
  };
}

/** Neighbours of one project that Odoo committed the other way round; its ids are given within each project's turn. */
async function outOfOrder(odoo: Database, accepted: readonly Ended[]): Promise<number> {
  const rows = await odoo.rows<{ id: number; command_id: string }>('SELECT id, command_id FROM bridge_command WHERE command_id = ANY($1)', [
    accepted.map(({ id }) => id),
  ]);
  const place = new Map(rows.map(({ id, command_id: command }) => [command, id]));
  const last = new Map<string, number>();
  let wrong = 0;
  for (const { id, aggregate } of accepted) {
    const at = place.get(id) ?? 0;
    if (at < (last.get(aggregate) ?? 0)) wrong += 1;
    last.set(aggregate, at);
  }
  return wrong;
}

async function untold(outcomes: Outcomes, ended: readonly Ended[]): Promise<number> {
  const missing = (): Ended[] => ended.filter(({ id, status }) => !outcomes.hasHeard(id, `command.${status}`));
  await until('all outcomes are told', () => (missing().length === 0 ? true : undefined)).catch(() => undefined);
  return missing().length;
}
