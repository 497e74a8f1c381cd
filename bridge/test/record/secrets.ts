/** What may not be found in a recording, by the generated JSON Schemas alone: written apart from the code that masks. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Schema {
  readonly 'x-data-class'?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
}

const schemas = fileURLToPath(new URL('../../../contracts/generated/schemas', import.meta.url));

/** Texts that are personal or sensitive, those in a fixed form (codes, days, decimals) apart. */
export function secretsOf(contract: string, data: unknown, classes: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  gather(data, JSON.parse(readFileSync(`${schemas}/${contract}.json`, 'utf8')) as Schema, false, { classes, found });
  return found;
}

interface Search {
  readonly classes: ReadonlySet<string>;
  readonly found: Set<string>;
}

function gather(value: unknown, schema: Schema | undefined, secret: boolean, search: Search): void {
  const now = secret || search.classes.has(schema?.['x-data-class'] ?? '');
  for (const branch of schema?.anyOf ?? []) gather(value, branch, now, search);
  if (Array.isArray(value)) for (const item of value) gather(item, schema?.items, now, search);
  else if (typeof value === 'object' && value !== null)
    for (const [name, child] of Object.entries(value)) gather(child, schema?.properties?.[name], now, search);
  else if (typeof value === 'string' && now && isText(value, schema)) search.found.add(value);
}

const isText = (value: string, schema: Schema | undefined): boolean =>
  schema?.enum === undefined &&
  schema?.pattern === undefined &&
  schema?.format === undefined &&
  !value.startsWith('odoo:') &&
  /[\p{L}\p{N}].*[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(value) &&
  !/^[\d.,\s-]{1,6}$/.test(value);
