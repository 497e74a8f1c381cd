/**
 * One text per value, as RFC 8785 (JSON Canonicalization Scheme) has it: keys sorted by UTF-16 code unit, no blanks, numbers as
 * ECMAScript writes them. What JSON cannot hold is left out as JSON.stringify does. Digests of commands and of the audit chain are taken
 * over it, so another program with a JCS library comes to the same digests.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value) ?? 'null';
}

// written out, not rebuilt for JSON.stringify: an object lists keys that look like whole numbers first, whatever their order
function textOf(given: unknown): string | undefined {
  const value = hasToJson(given) ? given.toJSON() : given;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => textOf(item) ?? 'null').join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const text = textOf((value as Readonly<Record<string, unknown>>)[key]);
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

const hasToJson = (value: unknown): value is { toJSON(): unknown } =>
  typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function';
