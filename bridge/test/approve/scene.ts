/** Approvals on a real Postgres: commands as the door records them, judged as the worker does, decided by clients of the access file. */
import { Queue } from '../../src/apply/queue.js';
import { Approvals } from '../../src/approve/approvals.js';
import { ApprovalClock } from '../../src/approve/clock.js';
import { Decisions } from '../../src/approve/decisions.js';
import { readApprovals } from '../../src/approve/rows.js';
import type { Approval } from '../../src/approve/approval.js';
import { AuditLog } from '../../src/audit/audit.js';
import { Register } from '../../src/command/register.js';
import { Access, type Client } from '../../src/identity/access.js';
import type { ApprovalRequired } from '../../src/policy/policy.js';
import type { Command } from '../../src/store/store.js';
import { clientOf } from '../../src/subscription/subscription.js';
import { confirmIntent, takeOne } from '../rig/commands.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';
import { quiet } from '../rig/quiet.js';

export const HOUR_MS = 3_600_000;

const person = (id: string, roles: string[], owner?: string): Client =>
  Object.assign(clientOf({ id, roles, approvesAs: 'person' }), owner === undefined ? {} : { owner: { name: owner } });

export const PEOPLE = {
  buyer: person('buyer', ['buyer', 'approver'], 'berta'),
  /** the same person as behind the client `buyer` */
  berta: person('berta', ['approver']),
  anna: person('anna', ['approver']),
  annasPhone: person('annas-phone', ['approver'], 'anna'),
  carl: person('carl', ['approver']),
  dora: person('dora', ['viewer']),
  chief: person('chief', ['admin']),
  /** nobody said that it may decide */
  robot: clientOf({ id: 'robot', roles: ['approver'] }),
  /** an operator said so */
  checker: clientOf({ id: 'checker', roles: ['approver'], approvesAs: 'service' }),
};

export interface ApproveScene {
  readonly database: TestDatabase;
  readonly audit: AuditLog;
  readonly register: Register;
  readonly queue: Queue;
  readonly decisions: Decisions;
  readonly clock: ApprovalClock;
  /** a command of the buyer that waits for an approval */
  waiting(order: number, key: string, count?: 1 | 2): Promise<{ readonly command: string; readonly approval: string }>;
  approval(id: string): Promise<Approval>;
  command(id: string): Promise<Command>;
  /** subjects of what is to be told, in order */
  told(): Promise<string[]>;
  kinds(id: string): Promise<string[]>;
}

export async function approveScene(): Promise<ApproveScene> {
  quiet();
  const database = await testDatabase();
  const { store } = database;
  const audit = new AuditLog(store);
  const register = new Register(store, audit);
  const queue = new Queue(store, audit);
  const access = new Access(Object.values(PEOPLE), []);
  const config = { approvals: { expiresAfterMs: HOUR_MS, escalatesAfterMs: HOUR_MS / 2, escalatesTo: ['admin'] } };
  const approvals = new Approvals(store, access, config);

  const waiting: ApproveScene['waiting'] = async (order, key, count = 1) => {
    const { command } = await register.record(confirmIntent(order, key));
    const taken = await takeOne(queue);
    if (taken?.id !== command.id) throw new Error('another command was taken');
    const verdict: ApprovalRequired = {
      verdict: 'approval-required',
      policies: ['p'],
      reason: 'large',
      approvers: { roles: ['approver'], count },
    };
    const record = { version: '2026-11-22 10:00:00#abc', facts: { totalMinor: 5 }, activity: false };
    await store.transaction((tx) => queue.wait(tx, taken, { ...verdict }, (within) => approvals.ask(within, taken, verdict, record)));
    const [row] = await database.query<{ id: string }>(`SELECT id FROM approval WHERE command = $1 AND status = 'open'`, [command.id]);
    return { command: command.id, approval: row?.id ?? '' };
  };
  return {
    database,
    audit,
    register,
    queue,
    decisions: new Decisions(store, audit, access),
    clock: new ApprovalClock(store, audit, config),
    waiting,
    approval: async (id) => {
      const [found] = await store.read((tx) => readApprovals(tx, 'WHERE a.id = $1', [id]));
      if (found === undefined) throw new Error(`there is no approval ${id}`);
      return found;
    },
    command: async (id) => {
      const found = await register.byId(id);
      if (found === null) throw new Error(`there is no command ${id}`);
      return found;
    },
    told: async () =>
      (await database.query<{ subject: string }>('SELECT subject FROM notice_outbox ORDER BY ordinal')).map(({ subject }) => subject),
    kinds: async (id) => (await audit.story(id)).map(({ kind }) => kind),
  };
}
