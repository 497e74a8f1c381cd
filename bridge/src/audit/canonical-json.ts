/**
 * One text per value: keys sorted by code unit, no blanks, what JSON cannot hold left out (RFC 8785 in spirit;
 * numbers are written as JavaScript writes them). Digests of commands and links of the audit chain are taken over it.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isPlain(inner) ? sorted(inner) : inner));
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function sorted(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  // without a prototype, or a key called __proto__ would vanish
  const ordered = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort()) ordered[key] = value[key];
  return ordered;
}
