/**
 * One turn of one command: facts, verdict, apply, settlement. Exactly one settlement and one log line, whatever happens.
 *
 *   Retry        back into the queue; Odoo or Postgres is away. Allowed in this turn and certainly never sent: to be judged again
 *   Refused      settled as refused
 *   Defect, bug  back into the queue a few times, then settled as failed
 */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type CommandContract, type Origin, catalog, refuse } from '@odoo-nats-bridge/contracts';
import { type Approval, Approvals, guardOf, mustBeAsSeen, mustBeUnchanged, toldOfGuard, versionOf, voicesOf } from '../approve/approve.js';
import { CONFIG, type Config } from '../config/config.js';
import { Defect, Refused, Retry, explain } from '../failure.js';
import { Odoo, OdooUnreached } from '../odoo/odoo.js';
import { type Verdict, refusalOf } from '../policy/policy.js';
import type { Command, Transaction } from '../store/store.js';
import { Applies } from './apply.js';
import { gatherFacts } from './facts.js';
import { type Asking, type Granted, Judgement } from './judgement.js';
import { withRecord } from './named.js';
import { type Outcome, Queue, wasAllowed } from './queue.js';

/** 1 + 2 + 4 + 8 s between five attempts: a defect that passes within a quarter of a minute harms nobody */
const DEFECTS_TO_FAIL = 5;
const FIRST_DEFECT_PAUSE_MS = 1_000;

const grantedBy = (approval: Approval | undefined): Granted | undefined => approval && { id: approval.id, voices: voicesOf(approval) };

@Injectable()
export class Turn {
  private readonly log = new Logger('apply');
  private readonly origin: Origin;

  constructor(
    private readonly queue: Queue,
    private readonly odoo: Odoo,
    private readonly applies: Applies,
    private readonly judgement: Judgement,
    private readonly approvals: Approvals,
    @Inject(CONFIG) config: Pick<Config, 'odoo'>,
  ) {
    this.origin = { database: config.odoo.database };
  }

  /** Never throws but when Postgres is away: then the lease runs out and the command is taken again. */
  async run(taken: Command): Promise<void> {
    let command = taken;
    try {
      const contract = catalog.commands.get(command.type);
      if (contract === undefined) throw new Defect(`the contract ${command.type} is gone`);
      command = await withRecord(this.odoo, contract, command, this.origin);
      const outcome = await this.carryOut(command, contract);
      if (outcome !== undefined) await this.settle(command, outcome);
    } catch (thrown) {
      await this.unfinished(command, thrown);
    }
  }

  /** undefined: somebody else has the command now. */
  private async carryOut(command: Command, contract: CommandContract): Promise<Outcome | undefined> {
    // nobody was asked for an approval before policy had spoken
    const approval = command.verdict === null ? undefined : await this.approvals.granted(command);
    const refused = wasAllowed(command) ? undefined : await this.judge(command, contract, approval);
    if (refused !== undefined) return refused === 'gone' ? undefined : refused;
    if (approval === undefined) return this.applies.apply(contract, command, this.origin);
    const outcome = await this.applies.apply(contract, command, this.origin, guardOf(contract, command.input, approval.recordVersion));
    return { ...outcome, refusal: toldOfGuard(approval, outcome.refusal) };
  }

  /** undefined: allowed. `gone`: it waits for a person now, or somebody else has it. */
  private async judge(command: Command, contract: CommandContract, approval: Approval | undefined): Promise<Outcome | 'gone' | undefined> {
    if (approval !== undefined) await mustBeUnchanged(this.odoo, contract, command, approval);
    const facts = await gatherFacts(this.odoo, contract, command.input, this.origin);
    const first = await this.judgement.of(command, contract, facts, grantedBy(approval), 'later');
    const verdict = first?.verdict === 'approval-required' ? await this.ask(command, contract, approval) : first;
    if (verdict === undefined || verdict.verdict === 'approval-required') return 'gone';
    const refusal = refusalOf(verdict);
    return refusal && { status: 'refused', answer: null, refusal, evidence: {} };
  }

  /** A person has to say yes first. Undefined: somebody else has the command now. */
  private async ask(command: Command, contract: CommandContract, approval: Approval | undefined): Promise<Verdict | undefined> {
    // the version before the facts: what a person is shown is never older than what the yes is bound to
    const version = await versionOf(this.odoo, contract, command.input);
    mustBeAsSeen(command, version);
    const facts = await gatherFacts(this.odoo, contract, command.input, this.origin);
    const record = { version, facts, activity: contract.facts?.activities === true };
    const wait = (tx: Transaction, asked: Asking): Promise<boolean> =>
      this.queue.wait(tx, command, { ...asked }, () => this.approvals.ask(tx, command, asked, record));
    const verdict = await this.judgement.of(command, contract, facts, grantedBy(approval), wait);
    if (verdict?.verdict === 'approval-required') this.tell(command, 'waits for an approval', { reason: verdict.reason }, 'log');
    return verdict;
  }

  private async unfinished(command: Command, thrown: unknown): Promise<void> {
    if (thrown instanceof OdooUnreached && !wasAllowed(command)) return this.judgeAgain(command, thrown);
    if (thrown instanceof Retry) return this.giveBack(command, thrown, thrown.afterMs, false);
    if (thrown instanceof Refused) {
      const refused = { status: 'refused', answer: null, refusal: thrown.refusal, evidence: {} } as const;
      return this.settle(command, refused);
    }
    if (command.defects + 1 < DEFECTS_TO_FAIL) return this.giveBack(command, thrown, FIRST_DEFECT_PAUSE_MS * 2 ** command.defects, true);
    const failed = { status: 'failed', answer: null, refusal: refuse('internal'), evidence: { reason: explain(thrown) } } as const;
    return this.settle(command, failed);
  }

  private async judgeAgain(command: Command, thrown: OdooUnreached): Promise<void> {
    const held = await this.queue.judgeAgain(command, thrown.afterMs);
    const why = { reason: explain(thrown), nextInMs: thrown.afterMs };
    this.tell(command, held ? 'did not reach Odoo and is judged again' : 'lease lost', why, 'warn');
  }

  private async giveBack(command: Command, thrown: unknown, afterMs: number, defect: boolean): Promise<void> {
    const held = await this.queue.giveBack(command, afterMs, defect);
    this.tell(command, held ? 'waits for another attempt' : 'lease lost', { reason: explain(thrown), nextInMs: afterMs, defect }, 'warn');
  }

  private async settle(command: Command, outcome: Outcome): Promise<void> {
    const held = await this.queue.settle(command, outcome);
    const level = outcome.status === 'failed' || 'answerDefect' in outcome.evidence ? 'error' : 'log';
    const { reason, answerDefect, transactionId } = outcome.evidence;
    this.tell(command, held ? outcome.status : 'lease lost', { code: outcome.refusal?.code, reason, answerDefect, transactionId }, level);
  }

  /** No body and no answer: they are the sender's. */
  private tell(command: Command, status: string, more: Readonly<Record<string, unknown>>, level: 'log' | 'warn' | 'error'): void {
    const { id, type, client, aggregate, attempts, acceptedAt } = command;
    this.log[level]({
      msg: `command ${status}`,
      commandId: id,
      type,
      client,
      aggregate,
      attempt: attempts,
      sinceAcceptedMs: Date.now() - acceptedAt.getTime(),
      ...more,
    });
  }
}
