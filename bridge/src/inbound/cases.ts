/** The tests beside a mapping (`<source>.tests.json`): what goes in, what has to come out. Run by `scripts/inbound check` and by jest. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { catalog, refuse } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { readJson } from '../config/config.js';
import { Refused, explain } from '../failure.js';
import { parseInput } from '../intake/intake.js';
import { type Mapped, type MappedAll, MappingFailed } from './mapping.js';
import { read } from './reading.js';
import { namesIn, readDeclared } from './sources.js';

/** The database that tests speak of. */
const DATABASE = 'demo';

const word = z.string().min(1);
const cases = z.array(
  z
    .strictObject({
      name: word,
      headers: z.record(z.string().regex(/^[a-z0-9-]+$/), z.string()).default({}),
      body: z.unknown(),
      receivedAt: z.iso.datetime().default('2026-01-01T00:00:00Z'),
      /** the mapping's result, whole */
      expect: z.union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))]).optional(),
      /** or the reason why there is none */
      rejected: word.optional(),
    })
    .refine(({ expect, rejected }) => (expect === undefined) !== (rejected === undefined), 'say one of expect and rejected'),
);

export interface Verdict {
  readonly source: string;
  readonly name: string;
  /** undefined: it holds */
  readonly failure?: string;
}

/** Reads all sources of a folder and runs their tests. Throws an Error naming file and line when a file itself is wrong. */
export async function check(directory: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const source of namesIn(directory)) {
    const { declaration, mapping } = readDeclared(directory, source);
    const file = join(directory, `${source}.tests.json`);
    if (!existsSync(file)) {
      verdicts.push({ source, name: 'has tests', failure: `${file} is missing` });
      continue;
    }
    for (const each of readJson(file, cases, 'the tests')) {
      const message = { headers: each.headers, body: Buffer.from(JSON.stringify(each.body)), receivedAt: new Date(each.receivedAt) };
      const found = await resultOf(() => read({ name: source, mapping, tables: declaration.tables }, message, DATABASE));
      const failure = holds(found, each) ? {} : { failure: `gave ${JSON.stringify(found)}` };
      verdicts.push({ source, name: each.name, ...failure });
    }
  }
  return verdicts;
}

const holds = (found: Tried, { expect, rejected }: z.output<typeof cases>[number]): boolean =>
  rejected === undefined ? isDeepStrictEqual(found, expect) : 'rejected' in found && found.rejected === rejected;

/** `rejected`: the code or reason why nothing would follow. */
export type Tried = TriedItem | readonly TriedItem[];
type TriedItem = Mapped | { readonly rejected: string; readonly detail?: unknown };

/** As the bridge would decide it before anything is recorded: a command's input is held against its contract. */
export async function resultOf(reading: () => Promise<MappedAll>, database = DATABASE): Promise<Tried> {
  const mapped = await orRejected(reading);
  return isList(mapped) ? Promise.all(mapped.map((each) => tried(each, database))) : tried(mapped, database);
}

const isList = (found: Tried): found is readonly Mapped[] => Array.isArray(found);

const tried = (mapped: TriedItem, database: string): Promise<TriedItem> =>
  orRejected(() => {
    if ('command' in mapped) mustBeAccepted(mapped, database);
    return Promise.resolve(mapped);
  });

function mustBeAccepted({ command, input }: Extract<Mapped, { command: string }>, database: string): void {
  const contract = catalog.commands.get(command);
  if (contract === undefined) throw new Refused(refuse('unknown-contract', { type: command }));
  parseInput(contract, input, database);
}

async function orRejected<Found>(reading: () => Promise<Found>): Promise<Found | { readonly rejected: string; readonly detail?: unknown }> {
  try {
    return await reading();
  } catch (thrown) {
    if (thrown instanceof Refused) return { rejected: thrown.refusal.code, detail: thrown.refusal.detail };
    if (thrown instanceof MappingFailed) return { rejected: 'mapping-failed', detail: explain(thrown) };
    throw thrown;
  }
}
