/** Commands under random kills: everything that was asked for has happened once, was judged before, and everybody knows it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bridgeDatabase, odooDatabase } from '../../rig/databases.js';
import { HttpClient } from '../../rig/http-client.js';
import { OdooUser } from '../../rig/odoo-user.js';
import { seededDice } from '../../rig/seeded-dice.js';
import { Stack, type StackEnvironment } from '../../rig/stack.js';
import { Timesheets, linesByMark } from '../../rig/timesheets.js';
import { type Pace, attack } from './attack.js';
import { type Evidence, type Note, type Recorded, judge } from './judge.js';
import { Replica } from './replica.js';
import { Senders } from './senders.js';

export interface Plan {
  readonly commands: number;
  readonly seed: number;
  readonly atOnce: number;
  readonly pace: Pace;
  readonly say: (line: string) => void;
}

export interface Verdict {
  readonly commands: number;
  readonly kills: number;
  readonly lost: number;
  readonly doubled: number;
  readonly unjudged: number;
}

export async function soak(name: string, { commands, seed, atOnce, pace, say }: Plan): Promise<Verdict> {
  const stack = await Stack.up(name);
  const folder = mkdtempSync(join(tmpdir(), 'soak-commands-'));
  const replica = await Replica.start(stack, join(folder, 'replica.log'));
  const run = `soak ${String(seed)} ${String(Date.now())}`;
  let clean = false;
  try {
    const sheets = await Timesheets.prepare(await OdooUser.login(stack.env), stack.env.ODOO_DATABASE, 3 * atOnce);
    const senders = new Senders(doorsOf(stack.env, replica), sheets, run, seededDice(seed));
    const done = new AbortController();
    const attacking = attack({ stack, replica }, pace, seededDice(seed + 1), done.signal, say);
    await senders.send(commands, atOnce).finally(() => {
      done.abort();
    });
    const kills = await attacking;
    say(`${String(kills)} kills, ${String(senders.repeats)} times asked again; comparing`);
    const found = judge(await evidenceOf(stack.env, run, senders.notes));
    clean = [found.lost, found.doubled, found.unjudged].every(({ length }) => length === 0);
    if (!clean) say(`see ${folder} and the instance's logs: ${JSON.stringify(found)}`);
    return { commands, kills, lost: found.lost.length, doubled: found.doubled.length, unjudged: found.unjudged.length };
  } finally {
    await replica.stop();
    if (clean) rmSync(folder, { recursive: true, force: true });
  }
}

function doorsOf(env: StackEnvironment, replica: Replica) {
  const urls = [env.BRIDGE_URL, replica.url];
  return {
    allowed: urls.map((url) => new HttpClient(url, env.APPLICATIONS_API_KEY)),
    denied: urls.map((url) => new HttpClient(url, env.SUPPLIER_API_KEY)),
  };
}

async function evidenceOf(env: StackEnvironment, run: string, notes: readonly Note[]): Promise<Evidence> {
  const [bridge, odoo] = [await bridgeDatabase(env), await odooDatabase(env)];
  try {
    const rows = await bridge.rows<Recorded>(
      `SELECT id, idempotency_key AS key, status, verdict ->> 'verdict' AS verdict,
              ARRAY(SELECT kind FROM audit_entry WHERE correlation_id = command.correlation_id ORDER BY seq) AS evidence
         FROM command WHERE idempotency_key LIKE $1`,
      [`key of ${run} %`],
    );
    const ids = rows.map(({ id }) => id);
    const applied = await odoo.rows<{ command_id: string; outcome: string }>(
      'SELECT command_id, outcome FROM bridge_command WHERE command_id = ANY($1)',
      [ids],
    );
    const outcomes = new Map(applied.map(({ command_id: id, outcome }) => [id, outcome]));
    return { notes, bridge: rows, odoo: outcomes, lines: await linesByMark(odoo, run) };
  } finally {
    await bridge.close();
    await odoo.close();
  }
}
