/**
 * The tables beside the policies: numbers, windows and owners that change more often than rules. They permit and forbid nothing;
 * they become facts (`circumstances.ts`) that policies speak about. A file that is absent is an empty table.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'use 1 to 64 of a-z, 0-9 and -');
const role = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const contract = z.string().regex(/^[a-z0-9.-]+\.v[1-9][0-9]*$/, 'a contract with its version, procurement.receive-goods.v1');
const contracts = z.array(z.union([contract, z.literal('*')])).min(1);
const minor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const company = z.union([z.literal('*'), z.string().regex(/^odoo:[A-Za-z0-9_.-]+:res\.company:[1-9][0-9]{0,9}$/)]);
const count = z.number().int().min(1).max(1_000_000);

const threshold = z
  .strictObject({
    role,
    contracts: z.array(contract).min(1),
    /** a row of one company stands before a row of all */
    company: company.default('*'),
    freeUpToMinor: minor,
    /** what is above needs two persons */
    oneApproverUpToMinor: minor,
  })
  .refine((row) => row.freeUpToMinor <= row.oneApproverUpToMinor, 'freeUpToMinor is above oneApproverUpToMinor');

const limit = z
  .strictObject({
    name,
    /** it binds each of them for itself; `*`: everybody */
    roles: z.array(z.union([role, z.literal('*')])).min(1),
    contracts,
    perMinute: count.optional(),
    perHour: count.optional(),
    perDay: count.optional(),
    volumePerDayMinor: minor.optional(),
  })
  .refine(
    ({ perMinute, perHour, perDay, volumePerDayMinor }) =>
      [perMinute, perHour, perDay, volumePerDayMinor].some((each) => each !== undefined),
    'it limits nothing',
  );

/** contract -> field (`cost.amount`, `lines.price`) -> roles that may give it */
const ownership = z.record(contract, z.record(z.string().regex(/^[A-Za-z0-9]+(\.[A-Za-z0-9]+)*$/), z.array(role).min(1)));

const clock = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'a time of day, 22:00');
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const timeZone = z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', 'an IANA time zone');
const blackout = z
  .strictObject({
    name,
    contracts,
    company: company.default('*'),
    once: z.strictObject({ from: z.iso.datetime(), until: z.iso.datetime() }).optional(),
    /** `until` earlier than `from`: into the next day */
    weekly: z.strictObject({ days: z.array(z.enum(WEEKDAYS)).min(1), from: clock, until: clock, timeZone }).optional(),
  })
  .refine(({ once, weekly }) => (once === undefined) !== (weekly === undefined), 'give once or weekly');

export interface Tables {
  readonly thresholds: readonly z.infer<typeof threshold>[];
  readonly limits: readonly z.infer<typeof limit>[];
  readonly ownership: z.infer<typeof ownership>;
  readonly blackouts: readonly z.infer<typeof blackout>[];
}
export type Limit = Tables['limits'][number];
export type Blackout = Tables['blackouts'][number];

const distinct = (rows: readonly { readonly name: string }[]): boolean => new Set(rows.map((row) => row.name)).size === rows.length;

/** Throws an Error naming the file and what is wrong in it. */
export function readTables(directory: string): Tables {
  return {
    thresholds: readTable(directory, 'thresholds.json', z.array(threshold), []),
    limits: readTable(directory, 'limits.json', z.array(limit).refine(distinct, 'two limits have one name'), []),
    ownership: readTable(directory, 'ownership.json', ownership, {}),
    blackouts: readTable(directory, 'blackouts.json', z.array(blackout).refine(distinct, 'two blackouts have one name'), []),
  };
}

function readTable<Shape extends z.ZodType>(directory: string, file: string, shape: Shape, absent: z.infer<Shape>): z.infer<Shape> {
  const path = join(directory, file);
  if (!existsSync(path)) return absent;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path}: it is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  const parsed = shape.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(`${path}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
}

/** One more row of a table, as a table test gives it. Throws an Error that says what is wrong. */
export function withRow(tables: Tables, file: 'limits.json' | 'blackouts.json', json: string): Tables {
  const row: unknown = JSON.parse(json);
  if (file === 'limits.json') return { ...tables, limits: [...tables.limits, limit.parse(row)] };
  return { ...tables, blackouts: [...tables.blackouts, blackout.parse(row)] };
}
