/** What the Python client judges messages by: the JSON Schemas without their prose, patterns as Python's `re` reads them. */
import type { Catalog } from '../../catalog.js';
import { type JsonSchema, schemasOf } from '../schemas.js';
import { judgedPart } from './keywords.js';

export const pythonSchemas = (catalog: Catalog): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries([...schemasOf(catalog)].map(([name, schema]) => [name, judgedPart(schema, pythonPattern)]));

// inside of a character class, as contracts write them
const CATEGORIES: Readonly<Record<string, string>> = {
  Cc: '\\x00-\\x1f\\x7f-\\x9f',
  Cf: '\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001343f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0001\\U000e0020-\\U000e007f',
  Cs: '\\ud800-\\udfff',
  Z: '\\x20\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
};

/** Python has no `\p{..}`, and its `$` also stands before a closing line feed. Throws for a category it was not taught. */
export function pythonPattern(pattern: string): string {
  const spelled = pattern.replaceAll(/\\p\{(\w+)\}/g, (_, category: string) => {
    const range = CATEGORIES[category];
    if (range === undefined) throw new Error(`Python has no \\p{${category}}: teach contracts/src/generate/client/python-schemas.ts`);
    return range;
  });
  return spelled.replace(/(?<!\\)\$$/, '\\Z');
}
