/**
 * One command into Odoo: one JSON-2 call to the addon's `apply`, one transaction there, with the answer stored beside the effects.
 * Calling again with the same command id returns the stored answer.
 */
import {
  type CommandContract,
  type OdooOperation,
  type Origin,
  REFUSALS,
  type Refusal,
  type RefusalCode,
  refuse,
  serviceUserOf,
} from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Defect, Refused } from '../failure.js';
import type { Odoo } from '../odoo/odoo.js';
import type { Command } from '../store/store.js';
import type { Outcome } from './queue.js';

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

/**
 * Throws Retry while Odoo is away (the command may have been applied: ask again), Defect when it failed.
 * @param guard what has to hold in Odoo's transaction before anything is done
 */
export async function applyToOdoo(
  odoo: Odoo,
  contract: CommandContract,
  command: Command,
  origin: Origin,
  guard: readonly OdooOperation[] = [],
): Promise<Outcome> {
  const body = {
    command: {
      command_id: command.id,
      type: command.type,
      digest: command.digest,
      actor: command.client,
      correlation_id: command.correlationId,
      operations: [...guard, ...contract.toOdoo(command.input)],
    },
  };
  const call = { user: serviceUserOf(contract.domain), model: 'bridge.command', method: 'apply', body };
  const answer = await odoo.call(call, applied).catch((thrown: unknown) => {
    // business refusals come inside the answer; a 422 means that we sent nonsense
    if (thrown instanceof Refused && thrown.refusal.code === 'odoo-refused')
      throw new Defect(`the addon does not understand ${command.type}`, thrown);
    throw thrown;
  });
  return outcomeOf(contract, answer, origin);
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
