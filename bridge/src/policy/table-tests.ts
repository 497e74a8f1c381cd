/**
 * Tests of policies in tables that people can read: each row of a `*.tests.md` beside the policies is one question and the verdict
 * it must get. docs/policies.md describes the format. Pure but for reading the files.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataClass, Facts } from '@odoo-nats-bridge/contracts';
import { clientOf } from '../subscription/subscription.js';
import { type Circumstances, NOTHING_SENT, type Requester, plainCircumstances } from './circumstances.js';
import { judgeBy, judgeCommandBy } from './judging.js';
import type { PolicySet } from './policy-files.js';
import { deliveryQuestion, queryQuestion, sightQuestion } from './questions.js';
import { withRow } from './tables.js';
import type { Verdict } from './verdict.js';

const ENDING = '.tests.md';
const COLUMNS = ['who', 'asks for', 'with', 'verdict', 'policies'] as const;
type Column = (typeof COLUMNS)[number];
type Cells = Readonly<Record<Column, string>>;
/** `a=b` pairs of a cell */
type Pairs = ReadonlyMap<string, string>;

export interface TestRow {
  readonly file: string;
  readonly line: number;
  readonly cells: Cells;
  /** `given` lines above the table: facts that a contract has when its row does not say otherwise */
  readonly defaults: ReadonlyMap<string, Pairs>;
  /** rows of tables that stand in this file only */
  readonly rows: readonly (readonly [GivenTable, string])[];
}
type GivenTable = 'limits.json' | 'blackouts.json';

export interface TestResult {
  readonly row: TestRow;
  readonly wanted: string;
  readonly got: string;
  readonly passed: boolean;
  readonly decided: readonly string[];
}

/** Throws an Error naming file and line of a row that cannot be read. */
export function runTables(set: PolicySet, directory: string, isQuery: (contract: string) => boolean): TestResult[] {
  return readTables(directory).map((row) => {
    try {
      return resultOf(row, verdictOf(set, row, isQuery));
    } catch (thrown) {
      throw new Error(`${row.file}:${String(row.line)}: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown });
    }
  });
}

/** Ids of policies that no row has as its deciding one. */
export const untested = (set: PolicySet, results: readonly TestResult[]): string[] =>
  [...set.notes.keys()].filter((id) => !results.some(({ decided, passed }) => passed && decided.includes(id))).sort();

export const readTables = (directory: string): TestRow[] =>
  readdirSync(directory)
    .filter((file) => file.endsWith(ENDING))
    .sort()
    .flatMap((file) => rowsIn(file, readFileSync(join(directory, file), 'utf8')));

const GIVEN = /^given `([^`]+)`: (.+)$/;

function rowsIn(file: string, text: string): TestRow[] {
  const defaults = new Map<string, Pairs>();
  const rows: TestRow[] = [];
  const given: [GivenTable, string][] = [];
  let header: readonly string[] | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, name, value = ''] = GIVEN.exec(line) ?? [];
    if (name === 'limits.json' || name === 'blackouts.json') given.push([name, plain(value)]);
    else if (name !== undefined) defaults.set(name, pairsIn(plain(value)));
    if (!line.startsWith('|')) {
      header = undefined;
      continue;
    }
    const cells = cellsOf(line);
    if (header === undefined) {
      if (cells.join() !== COLUMNS.join()) throw new Error(`${file}:${String(index + 1)}: the columns are ${COLUMNS.join(' | ')}`);
      header = cells;
    } else if (!cells.every((cell) => /^:?-+:?$/.test(cell))) {
      if (cells.length !== COLUMNS.length) throw new Error(`${file}:${String(index + 1)}: a row has ${String(COLUMNS.length)} cells`);
      const [who = '', asks = '', more = '', verdict = '', policies = ''] = cells;
      rows.push({ file, line: index + 1, cells: { who, 'asks for': asks, with: more, verdict, policies }, defaults, rows: given });
    }
  }
  return rows;
}

const plain = (text: string): string => text.replaceAll('`', '').trim();
const cellsOf = (line: string): string[] => line.split('|').slice(1, -1).map(plain);

/** `a=b c=d`; a word without `=` is true. */
function pairsIn(text: string): Pairs {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return new Map(
    words.map((word) => {
      const [, name = word, value = 'true'] = /^([^=]+)=(.*)$/.exec(word) ?? [];
      return [name, value];
    }),
  );
}

function verdictOf(set: PolicySet, row: TestRow, isQuery: (contract: string) => boolean): Verdict {
  const client = clientIn(row.cells.who);
  const [first = '', second] = row.cells['asks for'].split(/\s+/);
  if (first === 'see') return judgeBy(set, sightQuestion(client, (second ?? '') as DataClass));
  const pairs = new Map([...(row.defaults.get(second ?? first) ?? []), ...pairsIn(row.cells.with)]);
  if (first === 'receive') return judgeBy(set, deliveryQuestion(client, scopeIn(pairs, 'subscribed.'), eventIn(second ?? '', pairs)));
  const asked = { client, contract: first, facts: factsIn(pairs), circumstances: circumstancesIn(pairs) };
  if (isQuery(first)) return judgeBy(set, queryQuestion(asked, 'record'));
  const tables = row.rows.reduce((known, [file, json]) => withRow(known, file, json), set.tables);
  return judgeCommandBy({ ...set, tables }, asked, 'record');
}

/** `buyer,approver supplier=odoo:demo:res.partner:12 external id=me`; the first word are the roles, `-` for none that matter. */
function clientIn(text: string): Requester {
  const [roles = '', ...rest] = text.split(/\s+/);
  const {
    id = 'me',
    supplier,
    external,
    kind,
  } = Object.fromEntries(pairsIn(rest.join(' '))) as Readonly<Record<string, string | undefined>>;
  const client = clientOf({ id, roles: roles.split(','), supplier, external: external === 'true' });
  return kind === 'person' || kind === 'service' ? { ...client, kind } : client;
}

const eventIn = (type: string, pairs: Pairs) => ({
  type,
  dataClass: (pairs.get('dataClass') ?? 'commercial') as DataClass,
  scope: scopeIn(pairs, 'scope.'),
});

const scopeIn = (pairs: Pairs, prefix: string): Record<string, string> =>
  Object.fromEntries([...pairs].flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])));

/** Words about the command; everything else is a fact of the contract. */
const AROUND = ['at', 'via', 'source', 'fields', 'makers', 'sent.lastMinute', 'sent.lastHour', 'sent.lastDay', 'sent.lastDayMinor'];

function factsIn(pairs: Pairs): Facts {
  const facts = [...pairs].filter(([name]) => !AROUND.includes(name));
  return Object.fromEntries(facts.map(([name, value]) => [name, valueOf(value)]));
}

function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?[0-9]+$/.test(text) ? Number(text) : text === '""' ? '' : text;
}

function circumstancesIn(pairs: Pairs): Circumstances {
  const list = (name: string): string[] => pairs.get(name)?.split(',') ?? [];
  const number = (name: string): number => Number(pairs.get(`sent.${name}`) ?? 0);
  const { minute, hour, day } = NOTHING_SENT;
  return {
    ...plainCircumstances(new Date(pairs.get('at') ?? '2026-11-18T10:00:00Z')),
    via: pairs.get('via') ?? 'http',
    source: pairs.get('source'),
    fields: list('fields'),
    makers: list('makers'),
    sent: {
      minute: { ...minute, commands: number('lastMinute') },
      hour: { ...hour, commands: number('lastHour') },
      day: { ...day, commands: number('lastDay'), volumeMinor: number('lastDayMinor') },
    },
  };
}

/** `allowed`, `approval-required finance-manager 2`, `refused period-closed`; `refused` alone is `refused policy-denied`. */
function told(verdict: Verdict): string {
  if (verdict.verdict === 'refused') return `refused ${verdict.code}`;
  if (verdict.verdict === 'allowed') return 'allowed';
  return `approval-required ${verdict.approvers.roles.join(',')} ${String(verdict.approvers.count)}`;
}

function resultOf(row: TestRow, verdict: Verdict): TestResult {
  const policies = row.cells.policies.split(/[\s,]+/).filter((id) => id !== '' && id !== '-');
  const word = row.cells.verdict === 'refused' ? 'refused policy-denied' : row.cells.verdict;
  const wanted = `${word} by ${policies.sort().join(' ') || 'nobody'}`;
  const got = `${told(verdict)} by ${[...verdict.policies].sort().join(' ') || 'nobody'}`;
  return { row, wanted, got, passed: wanted === got, decided: verdict.policies };
}
