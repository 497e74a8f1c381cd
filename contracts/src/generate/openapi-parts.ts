/** What every path of the OpenAPI document is made of. */
import { REFUSALS, type RefusalCode } from '../refusals.js';

export type Part = Readonly<Record<string, unknown>>;

export const ref = (path: string): Part => ({ $ref: `#/components/${path}` });
export const json = (schema: Part, example?: unknown): Part => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
});
export const PROBLEM: Part = { 'application/problem+json': { schema: ref('schemas/Problem') } };
export const codeList = (codes: readonly string[]): string => codes.map((code) => `\`${code}\``).join(', ');

/** The codes of a door: before anything was recorded, and after. */
export interface Codes {
  readonly door: readonly RefusalCode[];
  readonly after: readonly RefusalCode[];
}

const statusOf = (code: RefusalCode): number => REFUSALS[code].httpStatus;

/** The responses of a door by HTTP status. A contract's own codes come as 422. @param answered the schema after it was recorded */
export function refusals({ door, after }: Codes, own: readonly string[], answered: Part): Part {
  const statuses = [...new Set([...door, ...after].map(statusOf))].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const before = door.filter((code) => statusOf(code) === status);
      const then = [...after.filter((code) => statusOf(code) === status), ...(status === 422 ? own : [])];
      const sentences = [
        ...(before.length === 0 ? [] : [`Refused at the door: ${codeList(before)}.`]),
        ...(then.length === 0 ? [] : [`Refused after it was taken in: ${codeList(then)}.`]),
      ];
      const content = { ...(before.length === 0 ? {} : PROBLEM), ...(then.length === 0 ? {} : json(answered)) };
      return [String(status), { description: sentences.join(' '), content }];
    }),
  );
}
