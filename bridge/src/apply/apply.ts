/**
 * Commands into Odoo: the addon's `apply_many`, which stores the answer in the transaction of the effects.
 * Calling again with the same command id returns the stored answer. Commands that wait at the same time share a call (decisions 0023, 0029).
 */
import { Injectable } from '@nestjs/common';
import {
  type CommandContract,
  type Origin,
  REFUSALS,
  type Refusal,
  type RefusalCode,
  canonicalModel,
  refuse,
  rowId,
  serviceUserOf,
} from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import type { Guard } from '../approve/approve.js';
import { Defect, Refused } from '../failure.js';
import { type Line, Odoo, type Told, failureOf } from '../odoo/odoo.js';
import type { Command, Lane } from '../store/store.js';
import { stillNamed } from './named.js';
import type { Outcome } from './queue.js';

/** the addon takes no more in one call (apply/turns.py) */
const MOST_COMMANDS = 20;
export { type Explanation, Explanations } from './explanation.js';

const applied = z.object({
  command_id: z.string(),
  outcome: z.enum(['applied', 'refused']),
  replayed: z.boolean(),
  answer: z.record(z.string(), z.unknown()).nullable(),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  applied_at: z.string().nullable(),
  transaction_id: z.string().nullable(),
});
type Applied = z.infer<typeof applied>;

/** as a call for this command alone would have failed; null: its turn did not come */
const failed = z.object({
  command_id: z.unknown(),
  error: z.object({ status: z.number(), name: z.string(), message: z.string() }).nullable(),
});
const answers = z.array(z.union([applied, failed]));

type Body = Readonly<Record<string, unknown>>;

/** What becomes of commands in Odoo; each domain's service user has its own lines. */
@Injectable()
export class Applies {
  private readonly lines = new Map<string, Line<Body, Applied>>();

  constructor(private readonly odoo: Odoo) {}

  /**
   * Throws Retry while Odoo is away (the command may have been applied: ask again), Defect when it failed.
   * @param guard what has to hold in Odoo's transaction before anything is done
   */
  async apply(contract: CommandContract, command: Command, origin: Origin, guard: Guard = { operations: [] }): Promise<Outcome> {
    const body = {
      command_id: command.id,
      type: command.type,
      digest: command.digest,
      actor: command.client,
      correlation_id: command.correlationId,
      ...expectationOf(command, guard),
      ...(command.system === null ? {} : { system: command.system }),
      operations: [...guard.operations, ...stillNamed(contract, command), ...contract.toOdoo(command.input)],
    };
    // a command that ended an Odoo process ended its whole call: whatever is tried again goes alone
    const alone = command.attempts > 1;
    const answer = await this.lineOf(serviceUserOf(contract.domain), command.lane)
      .ask(body, alone)
      .catch((thrown: unknown) => {
        // business refusals come inside the answer; a 422 means that we sent nonsense
        if (thrown instanceof Refused && thrown.refusal.code === 'odoo-refused')
          throw new Defect(`the addon does not understand ${command.type}`, thrown);
        throw thrown;
      });
    return outcomeOf(contract, answer, origin);
  }

  private lineOf(user: string, lane: Lane): Line<Body, Applied> {
    const key = `${user} ${lane}`;
    const found = this.lines.get(key) ?? this.odoo.line({ lane, most: MOST_COMMANDS, call: (commands) => this.call(user, commands) });
    this.lines.set(key, found);
    return found;
  }

  private async call(user: string, commands: readonly Body[]): Promise<Told<Applied>[]> {
    const call = { user, model: 'bridge.command', method: 'apply_many', body: { commands } };
    return (await this.odoo.call(call, answers)).map((each) => toldOf(each, user));
  }
}

/**
 * The record that the command is about, at the version that its sender saw, and that was approved. Where both are given the older one
 * counts: versions only grow, so that two different ones never both hold. The door took the aggregate only for a canonical id.
 */
function expectationOf({ aggregate, expectedVersion }: Pick<Command, 'aggregate' | 'expectedVersion'>, { expect }: Guard): Body {
  if (expectedVersion === null) return expect === undefined ? {} : { expect };
  const seen = { model: canonicalModel(aggregate), id: rowId(aggregate), version: expectedVersion };
  if (expect === undefined) return { expect: seen };
  if (expect.model !== seen.model || expect.id !== seen.id)
    throw new Defect(`the approval of a command on ${aggregate} names another record`);
  return { expect: expect.version < seen.version ? expect : seen };
}

function toldOf(answer: z.infer<typeof answers>[number], user: string): Told<Applied> {
  if (!('error' in answer)) return { answer };
  if (answer.error === null) return { again: true };
  const { status, ...error } = answer.error;
  return { failure: failureOf(status, JSON.stringify(error), `a command as ${user}`) };
}

function outcomeOf(contract: CommandContract, found: Applied, origin: Origin): Outcome {
  const evidence = { transactionId: found.transaction_id, appliedAt: found.applied_at, replayedByOdoo: found.replayed };
  if (found.outcome === 'applied') return { status: 'applied', refusal: null, ...answerOf(contract, found.answer ?? {}, origin, evidence) };
  if (found.refusal === null) throw new Defect('Odoo refused without a reason');
  return { status: 'refused', answer: null, refusal: refusalOf(contract, found.refusal), evidence };
}

/** What happened in Odoo stands, even when we cannot tell it in the contract's words: then the answer is empty and the evidence says why. */
function answerOf(
  contract: CommandContract,
  raw: Readonly<Record<string, unknown>>,
  origin: Origin,
  evidence: Readonly<Record<string, unknown>>,
): Pick<Outcome, 'answer' | 'evidence'> {
  try {
    return { answer: contract.answer.parse(contract.fromOdoo(raw, origin)) as Readonly<Record<string, unknown>>, evidence };
  } catch (thrown) {
    return { answer: null, evidence: { ...evidence, answerDefect: thrown instanceof Error ? thrown.message : String(thrown) } };
  }
}

const isCatalogued = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);

function refusalOf(contract: CommandContract, { code, message }: { code: string; message: string }): Refusal {
  const meaning = contract.refusals[code];
  if (meaning !== undefined) return { code, message: meaning, ...(message === '' ? {} : { detail: message }) };
  return isCatalogued(code) ? refuse(code, message) : { code, message };
}
