/** What every path of the OpenAPI document is made of. */
export type Part = Readonly<Record<string, unknown>>;

export const ref = (path: string): Part => ({ $ref: `#/components/${path}` });
export const json = (schema: Part, example?: unknown): Part => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
});
export const PROBLEM: Part = { 'application/problem+json': { schema: ref('schemas/Problem') } };
export const codeList = (codes: readonly string[]): string => codes.map((code) => `\`${code}\``).join(', ');
