/**
 * What comes of a command or a query, the same over both doors. A refusal is an answer; thrown is only that nobody answered, or that
 * the answer is not what the contract says.
 */
import { type RefusalCode, catalog } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import type { Commands, Queries } from './contract-types.js';

export interface RefusalTo<Own extends string> {
  /** of the bridge's catalogue, or the contract's own */
  readonly code: RefusalCode | Own;
  readonly message: string;
  readonly detail?: unknown;
}

export type OutcomeOf<Type extends keyof Commands> =
  | { readonly status: 'applied'; readonly commandId: string; readonly replayed: boolean; readonly answer: Commands[Type]['answer'] }
  /** not decided yet: send it again with the same key, or wait for the event that carries the commandId */
  | { readonly status: 'open'; readonly commandId: string; readonly replayed: boolean }
  /** final, and nothing was changed; without commandId when the door refused it */
  | {
      readonly status: 'refused' | 'failed';
      readonly commandId: string | null;
      readonly replayed: boolean;
      readonly refusal: RefusalTo<Commands[Type]['refusal']>;
    };

export type AnswerTo<Type extends keyof Queries> =
  /** `readAt`: the one moment of Odoo that the whole answer is of */
  | { readonly status: 'answered'; readonly answer: Queries[Type]['answer']; readonly readAt: string }
  | { readonly status: 'refused'; readonly refusal: RefusalTo<Queries[Type]['refusal']> };

/** Nobody answered. Whether a command was accepted is not known: send it again with the same key. A query: ask again. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** The answer is not what this client's contract says. A command was applied all the same; its id is in the message. */
export class AnswerMismatch extends Error {
  override readonly name = 'AnswerMismatch';
}

const refusal = z.object({ code: z.string(), message: z.string(), detail: z.unknown().optional() });
const commandStatus = z.object({
  commandId: z.string().nullable(),
  status: z.enum(['accepted', 'applying', 'waiting', 'applied', 'refused', 'failed']),
  replayed: z.boolean(),
  answer: z.record(z.string(), z.unknown()).nullable(),
  refusal: refusal.nullable(),
});
const queryReply = z.object({
  status: z.enum(['answered', 'refused']),
  answer: z.record(z.string(), z.unknown()).nullable(),
  refusal: refusal.nullable(),
  readAt: z.string().nullable(),
});
/** RFC 9457, what the HTTP door says of a request that it did not take in. */
const problem = z.object({ code: z.string(), detail: z.string(), context: z.unknown().optional() });

/** Throws Unreachable when the reply is none of the bridge's: a proxy in between may have spoken. */
export function outcomeOf<Type extends keyof Commands>(type: Type, reply: unknown): OutcomeOf<Type> {
  const told = problem.safeParse(reply);
  if (told.success) return { status: 'refused', commandId: null, replayed: false, refusal: refusalOf(told.data) };
  const { status, commandId, replayed, answer, refusal: refused } = parsed(commandStatus, reply);
  if (refused !== null) return { status: status === 'failed' ? 'failed' : 'refused', commandId, replayed, refusal: coded(refused) };
  if (commandId === null) throw new Unreachable(`a command's reply without an id: ${status}`);
  if (status !== 'applied') return { status: 'open', commandId, replayed };
  // the generated types are of these very contracts
  const read = readAs(catalog.commands.get(type)?.answer, answer, `command ${commandId}`) as Commands[Type]['answer'];
  return { status, commandId, replayed, answer: read };
}

/** Throws Unreachable, as outcomeOf. */
export function answerOf<Type extends keyof Queries>(type: Type, reply: unknown): AnswerTo<Type> {
  const told = problem.safeParse(reply);
  if (told.success) return { status: 'refused', refusal: refusalOf(told.data) };
  const { answer, refusal: refused, readAt } = parsed(queryReply, reply);
  if (refused !== null) return { status: 'refused', refusal: coded(refused) };
  if (answer === null || readAt === null) throw new Unreachable("a query's reply without an answer");
  return { status: 'answered', answer: readAs(catalog.queries.get(type)?.answer, answer, type) as Queries[Type]['answer'], readAt };
}

/** Without the fields that a later version added. */
function readAs(shape: z.ZodType | undefined, answer: unknown, whose: string): unknown {
  const { success, data, error } = (shape ?? z.never()).safeParse(answer);
  if (!success) throw new AnswerMismatch(`the answer to ${whose} does not match its contract: ${z.prettifyError(error)}`);
  return data;
}

function parsed<Shape extends z.ZodType>(shape: Shape, reply: unknown): z.infer<Shape> {
  const { success, data, error } = shape.safeParse(reply);
  if (!success) throw new Unreachable('the reply is none of the bridge', { cause: error });
  return data;
}

// the catalogue of refusals may grow: a code that this version does not know passes as it is
const coded = <Own extends string>({ code, message, detail }: z.infer<typeof refusal>): RefusalTo<Own> => ({
  code: code as RefusalCode | Own,
  message,
  ...(detail === undefined ? {} : { detail }),
});
const refusalOf = <Own extends string>({ code, detail, context }: z.infer<typeof problem>): RefusalTo<Own> =>
  coded({ code, message: detail, detail: context });
