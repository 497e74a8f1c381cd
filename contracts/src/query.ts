/**
 * How a domain developer says what may be read of Odoo: a question with its answer, asked and answered at once.
 *
 * A query only looks: its operations are find, assert and read, which the addon runs in a transaction that cannot write. It is
 * never queued and nothing of it is stored but the evidence that it was asked. Its functions are pure, as in contract.ts.
 */
import type { z } from 'zod';
import type { Allowance, Facts, OdooOperation, Origin, Terms } from './contract.js';
import type { Deprecation } from './deprecation.js';

export type ReadOperation = Extract<OdooOperation, { readonly op: 'find' | 'assert' | 'read' }>;
export type ReadAllowance = Extract<Allowance, { readonly operation: 'read' }>;

/** What Odoo answered, by the `as` of the read operations. */
export type Answers = Readonly<Record<string, unknown>>;

export interface QueryContract<Input extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> {
  readonly kind: 'query';
  /** `inventory.stock-availability.v1` */
  readonly id: string;
  readonly domain: string;
  readonly name: string;
  readonly version: number;
  readonly meaning: string;
  readonly owner: string;
  readonly terms?: Terms;
  readonly input: Input;
  readonly answer: Answer;
  /** the contract's own refusal codes with their meaning */
  readonly refusals: Readonly<Record<string, string>>;
  readonly deprecated?: Deprecation;
  /** what it asks about: the record's canonical id, or the key it is looked up by; policy and evidence name it */
  subject(input: z.infer<Input>): string;
  /**
   * What policy may know before it lets the answer out; from the same reading, so what was judged is what is answered.
   * Absent: the sender's role alone decides, before Odoo is asked.
   */
  facts?(answers: Answers, origin: Origin, input: z.infer<Input>): Facts;
  readonly allowances: readonly ReadAllowance[];
  toOdoo(input: z.infer<Input>): readonly ReadOperation[];
  fromOdoo(answers: Answers, origin: Origin, input: z.infer<Input>): unknown;
}

export function defineQuery<Input extends z.ZodType, Answer extends z.ZodType>(
  query: Omit<QueryContract<Input, Answer>, 'kind' | 'id'>,
): QueryContract<Input, Answer> {
  return { kind: 'query', ...query, id: `${query.domain}.${query.name}.v${String(query.version)}` };
}
