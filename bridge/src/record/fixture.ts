/**
 * The format of fixtures: JSON Lines. A line of `events.jsonl` is a CloudEvent in the structured form, which is exactly the body of
 * a webhook; a line of `changes.jsonl` is a raw change of Odoo as it stands on ODOO_CHANGES.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Envelope, fromHeaders, toStructured } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';

export const EVENTS_FILE = 'events.jsonl';
export const CHANGES_FILE = 'changes.jsonl';

export interface Fixture {
  readonly envelope: Envelope;
  readonly data: unknown;
}

const structured = z.looseObject({ data: z.unknown() });

export const lineOf = ({ envelope, data }: Fixture): string => `${JSON.stringify(toStructured(envelope, data))}\n`;

/** A file, or a folder that holds one. Throws with file and line when a line is no event. */
export function readFixtures(path: string): Fixture[] {
  const file = statSync(path).isDirectory() ? join(path, EVENTS_FILE) : path;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `${file}, line ${index + 1}`)]));
}

function parseLine(line: string, place: string): Fixture {
  const { data, ...attributes } = structured.parse(contentOf(line, place));
  const pairs = Object.entries(attributes).map(([name, value]): [string, string] => [`ce-${name}`, String(value)]);
  const envelope = fromHeaders(pairs);
  if (envelope === undefined || data === undefined) throw new Error(`${place}: this is no CloudEvent of the bridge`);
  return { envelope, data };
}

function contentOf(line: string, place: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (cause) {
    throw new Error(`${place}: this is no JSON`, { cause });
  }
}
