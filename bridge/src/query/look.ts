/** One question to Odoo: one JSON-2 call to the addon's `bridge.query`, which cannot write and keeps nothing. */
import {
  type Answers,
  type QueryContract,
  REFUSALS,
  type Refusal,
  type RefusalCode,
  refuse,
  serviceUserOf,
} from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Defect, Refused } from '../failure.js';
import type { Odoo } from '../odoo/odoo.js';
import type { Question } from './question.js';

const replied = z.object({
  outcome: z.enum(['answered', 'refused']),
  answer: z.record(z.string(), z.unknown()).nullable(),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  read_at: z.string(),
});

/** What Odoo had at one moment. */
export interface Look {
  readonly answers: Answers;
  /** RFC 3339 UTC: the moment of the whole answer */
  readonly readAt: string;
}

/** Throws Refused with the contract's or Odoo's code, Retry while Odoo is away or too slow, Defect when it failed. */
export async function look(odoo: Odoo, { contract, client, input }: Question, queryId: string): Promise<Look> {
  const query = { type: contract.id, actor: client.id, correlation_id: queryId, operations: contract.toOdoo(input) };
  const call = { user: serviceUserOf(contract.domain), model: 'bridge.query', method: 'answer', body: { query }, lane: 'read' as const };
  const {
    answer,
    refusal,
    read_at: readAt,
  } = await odoo.call(call, replied).catch((thrown: unknown) => {
    // business refusals come inside the answer; a 422 means that we sent nonsense
    if (thrown instanceof Refused && thrown.refusal.code === 'odoo-refused')
      throw new Defect(`the addon does not understand ${contract.id}`, thrown);
    throw thrown;
  });
  if (refusal !== null) throw new Refused(refusalFrom(contract, refusal));
  return { answers: answer ?? {}, readAt };
}

const isCatalogued = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);

function refusalFrom(contract: QueryContract, { code, message }: { code: string; message: string }): Refusal {
  const meaning = contract.refusals[code];
  if (meaning !== undefined) return { code, message: meaning };
  return isCatalogued(code) ? refuse(code, message) : { code, message };
}
