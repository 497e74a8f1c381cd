/** What the Python client judges messages by: the JSON Schemas without their prose, patterns as Python's `re` reads them. */
import type { Catalog } from '../../catalog.js';
import { type JsonSchema, schemasOf } from '../schemas.js';
import { judgedPart } from './keywords.js';

export const pythonSchemas = (catalog: Catalog): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries([...schemasOf(catalog)].map(([name, schema]) => [name, judgedPart(schema, pythonPattern)]));

// inside of a character class, as contracts write them
const CATEGORIES: Readonly<Record<string, string>> = { Cc: '\\x00-\\x1f\\x7f-\\x9f', Cs: '\\ud800-\\udfff' };

/** Python has no `\p{..}`, and its `$` also stands before a closing line feed. Throws for a category it was not taught. */
export function pythonPattern(pattern: string): string {
  const spelled = pattern.replaceAll(/\\p\{(\w+)\}/g, (_, category: string) => {
    const range = CATEGORIES[category];
    if (range === undefined) throw new Error(`Python has no \\p{${category}}: teach contracts/src/generate/client/python-schemas.ts`);
    return range;
  });
  return spelled.replace(/(?<!\\)\$$/, '\\Z');
}
