/** The golden examples, which the Python client's tests read, too. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Envelope } from '@odoo-nats-bridge/contracts';

export const CONTRACTS = join(fileURLToPath(new URL('.', import.meta.url)), '..', '..');
export const EXAMPLES = join(CONTRACTS, 'examples');

export const readExample = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(EXAMPLES, ...path), 'utf8'));

export const namesIn = (folder: string): readonly string[] =>
  readdirSync(join(EXAMPLES, folder))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();

export const dataOf = (contract: string): Readonly<Record<string, unknown>> =>
  (readExample('events', `${contract}.json`) as { readonly data: Readonly<Record<string, unknown>> }).data;

/** The envelope of an event that never was. */
export const envelopeOf = (type: string, given: Partial<Envelope> = {}): Envelope => ({
  specversion: '1.0',
  id: `golden:change:1:${type}`,
  source: '/odoo/golden',
  type,
  subject: 'odoo:golden:res.partner:1',
  time: '2026-11-22T09:00:00Z',
  datacontenttype: 'application/json',
  dataschema: `urn:odoo-nats-bridge:schema:${type}`,
  correlationid: 'golden:change:1',
  causationid: 'golden:change:1',
  partitionkey: 'odoo:golden:res.partner:1',
  recordversion: '1',
  dataclass: 'internal',
  origin: 'orm',
  ...given,
});
