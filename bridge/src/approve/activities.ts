/**
 * The notice in Odoo: an activity on the record, by the domain's service user, through the same door as every command. It is tried until
 * Odoo answers, and given up when the record has no activities or Odoo does not allow it: the event tells of the approval all the same.
 * The approval's id is the command's id there, so that a repeat makes no second activity.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type CommandContract, type OdooOperation, catalog, serviceUserOf } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Retry, explain } from '../failure.js';
import { Odoo } from '../odoo/odoo.js';
import { Command, Store } from '../store/store.js';
import type { Approval } from './approval.js';
import { readApprovals } from './rows.js';

const LOOK_MS = 1_000;
const AT_ONCE = 10;
/** after a defect; while Odoo is away it says itself when to come back */
const AGAIN_MS = 60_000;

const answered = z.looseObject({
  outcome: z.enum(['applied', 'refused']),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
});

@Injectable()
export class Activities implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('approve');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly odoo: Odoo,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.work();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.look().catch((thrown: unknown) => {
        this.log.warn({ msg: 'activities in Odoo could not be looked after', reason: explain(thrown) });
      });
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    const wanted = await this.store.read((tx) => readApprovals(tx, WANTED, [AT_ONCE]));
    for (const approval of wanted) await this.make(approval);
  }

  private async make(approval: Approval): Promise<void> {
    const contract = catalog.commands.get(approval.type);
    if (contract?.facts === undefined) return this.note(approval, 'none', 'no record');
    try {
      const input = await this.inputOf(approval);
      const { outcome, refusal } = await this.odoo.call(callOf(contract, approval, input), answered);
      await this.note(approval, outcome === 'applied' ? 'made' : 'none', refusal === null ? null : `${refusal.code}: ${refusal.message}`);
    } catch (thrown) {
      const afterMs = thrown instanceof Retry ? thrown.afterMs : AGAIN_MS;
      await this.later(approval, afterMs, explain(thrown));
    }
  }

  private async inputOf({ command }: Approval): Promise<unknown> {
    return (await this.store.read((tx) => tx.getRepository(Command).findOneByOrFail({ id: command }))).input;
  }

  private async note({ id }: Approval, state: 'made' | 'none', note: string | null): Promise<void> {
    if (note !== null) this.log.warn({ msg: 'no activity in Odoo tells of an approval', approvalId: id, reason: note });
    await this.store.read((tx) => tx.query('UPDATE approval_activity SET state = $2, note = $3 WHERE approval = $1', [id, state, note]));
  }

  private async later({ id }: Approval, afterMs: number, note: string): Promise<void> {
    const after = `UPDATE approval_activity SET not_before = now() + $2 * interval '1 ms', note = $3 WHERE approval = $1`;
    await this.store.read((tx) => tx.query(after, [id, afterMs, note]));
  }
}

// what ended meanwhile needs no notice
const WANTED = `
  JOIN approval_activity v ON v.approval = a.id
  WHERE v.state = 'wanted' AND v.not_before <= now() AND a.status = 'open'
  ORDER BY a.requested_at LIMIT $1`;

function callOf(contract: CommandContract, approval: Approval, input: unknown) {
  const command = {
    command_id: approval.id,
    type: 'bridge.approval-activity.v1',
    digest: approval.digest,
    actor: approval.requester.id,
    correlation_id: approval.correlationId,
    operations: operationsOf(contract, approval, input),
  };
  return { user: serviceUserOf(contract.domain), model: 'bridge.command', method: 'apply', body: { command } };
}

function operationsOf(contract: CommandContract, { id, type, reason, expiresAt, requester }: Approval, input: unknown): OdooOperation[] {
  const { facts: source } = contract;
  if (source === undefined) return [];
  const args = {
    act_type_xmlid: 'mail.mail_activity_data_todo',
    summary: `Approval asked: ${type}`,
    // Odoo takes the note as HTML and cleans it; nothing here comes from a sender but its id
    note: `${escaped(requester.id)} asks for it: ${escaped(reason)} Approval ${id}, until ${expiresAt.toISOString()}.`,
    date_deadline: expiresAt.toISOString().slice(0, 10),
  };
  return [
    { op: 'find', as: 'record', model: source.model, domain: [['id', '=', source.id(input)]], expect: 'one', refusal: 'record-not-found' },
    { op: 'call', on: 'record', method: 'activity_schedule', args },
  ];
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
