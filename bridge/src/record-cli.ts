/** scripts/record: see its --help. Exit code 1: nothing was recorded, or something had to be left out; 2: wrong use, or no broker. */
import 'reflect-metadata';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalog } from '@odoo-nats-bridge/contracts';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { explain } from './failure.js';
import { Nats } from './nats/nats.js';
import { CHANGES_FILE, EVENTS_FILE, type Recording, type Wanted, record } from './record/record.js';

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `60s`, `5m`; a bare number is seconds. */
const duration = z
  .string()
  .regex(/^\d+(ms|s|m|h)?$/)
  .transform((text) => Number.parseInt(text, 10) * UNIT_MS[(/[a-z]+$/.exec(text)?.[0] ?? 's') as keyof typeof UNIT_MS]);

const given = z.object({
  out: z.string().min(1).optional(),
  contracts: z.array(z.string()).default([]),
  for: duration.default(60_000),
  count: z.coerce.number().int().positive().default(1_000),
  from: z.enum(['now', 'start']).default('now'),
  raw: z.boolean().default(false),
  'mask-commercial': z.boolean().default(false),
  'dry-run': z.boolean().default(false),
  json: z.boolean().default(false),
});

const environment = z.object({
  BRIDGE_NATS_URL: z.string().min(1),
  BRIDGE_NATS_USER: z.string().min(1).default('bridge'),
  BRIDGE_NATS_PASSWORD: z.string().min(1),
});

const OPTIONS = {
  out: { type: 'string' },
  contracts: { type: 'string', multiple: true },
  for: { type: 'string' },
  count: { type: 'string' },
  from: { type: 'string' },
  raw: { type: 'boolean' },
  'mask-commercial': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** `procurement.*` and ids, separated by commas. Throws when none is called like that. */
function contractsNamed(words: readonly string[]): string[] {
  const ids = [...catalog.events.keys()];
  return words
    .flatMap((word) => word.split(','))
    .flatMap((word) => {
      const found = ids.filter((id) => id === word || (word.endsWith('*') && id.startsWith(word.slice(0, -1))));
      if (found.length === 0) throw new Error(`no event is called ${word}; see contracts/generated/catalog.md`);
      return found;
    });
}

const filesIn = (folder: string) => ({ events: join(folder, EVENTS_FILE), changes: join(folder, CHANGES_FILE) });

/** Asked before anything is recorded. An earlier recording has another key: mixed with this one its relations would break. */
function mustBeFree(folder: string): void {
  const existing = Object.values(filesIn(folder)).find((path) => existsSync(path));
  if (existing !== undefined) throw new Error(`${existing} exists already`);
}

function write(folder: string, { events, changes }: Recording): string[] {
  const paths = filesIn(folder);
  const files = [
    { path: paths.events, lines: events },
    { path: paths.changes, lines: changes },
  ].filter(({ lines }) => lines.length > 0);
  if (files.length > 0) mkdirSync(folder, { recursive: true });
  for (const { path, lines } of files) writeFileSync(path, lines.join(''), { flag: 'wx' });
  return files.map(({ path }) => path);
}

function tell({ events, changes, byContract, masked, leftOut }: Recording, files: readonly string[], json: boolean): void {
  const summary = { events: events.length, changes: changes.length, byContract, masked, leftOut, files };
  if (json) return void process.stdout.write(`${JSON.stringify(summary)}\n`);
  for (const [contract, count] of Object.entries(byContract).sort()) process.stdout.write(`${String(count).padStart(6)}  ${contract}\n`);
  for (const reason of leftOut) process.stdout.write(`left out: ${reason}\n`);
  const classes = Object.entries(masked).map(([name, count]) => `${count} ${name === 'none' ? 'without a class' : name}`);
  process.stdout.write(`${events.length} events, ${changes.length} raw changes; masked: ${classes.join(', ') || 'nothing'}\n`);
  process.stdout.write(files.length > 0 ? `written: ${files.join(', ')}\n` : 'nothing was written\n');
}

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const options = given.parse(values);
  const { BRIDGE_NATS_URL: url, BRIDGE_NATS_USER: user, BRIDGE_NATS_PASSWORD: password } = environment.parse(process.env);
  if (options.out === undefined && !options['dry-run']) throw new Error('say where to: --out FOLDER');
  const folder = options['dry-run'] ? undefined : options.out;
  if (folder !== undefined) mustBeFree(folder);
  const wanted: Wanted = {
    contracts: contractsNamed(options.contracts),
    forMs: options.for,
    count: options.count,
    from: options.from,
    raw: options.raw,
    mask: { commercial: options['mask-commercial'] },
  };
  // what the connection tells belongs to a server's log; the recording is told here
  Logger.overrideLogger(['error']);
  const stop = new AbortController();
  // Ctrl-C ends the recording, it does not throw it away
  process.once('SIGINT', () => {
    stop.abort();
  });
  const nats = await Nats.connect({ url, user, password }, 'record');
  try {
    const recording = await record(nats, wanted, catalog, stop.signal);
    const files = folder === undefined ? [] : write(folder, recording);
    tell(recording, files, options.json);
    return recording.events.length > 0 && recording.leftOut.length === 0 ? 0 : 1;
  } finally {
    await nats.onApplicationShutdown();
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`record: ${error instanceof z.ZodError ? z.prettifyError(error) : explain(error)}\n`);
  process.exitCode = 2;
}
