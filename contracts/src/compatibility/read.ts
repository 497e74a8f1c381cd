/** From texts to contracts as they are today and as they were released. What cannot be read is a finding. */
import { z } from 'zod';
import type { Finding } from './finding.js';
import { type Part, partsOf } from './judge.js';
import { faultsOf, isSchema, type Schema } from './keywords.js';
import { type Promises, promises } from './promises.js';
import { parseReleased, type Released, type Schemas } from './released.js';
import type { RuleId } from './rules.js';

/** Files by name without `.json`, as text. */
export type Texts = ReadonlyMap<string, string>;

export interface Files {
  /** contracts/generated/contracts.json */
  readonly catalogue: string | undefined;
  /** contracts/generated/schemas */
  readonly schemas: Texts;
  /** contracts/released */
  readonly released: Texts;
  /** contracts/waivers.json */
  readonly waivers: string;
}

/** A contract as it is generated today. */
export interface Current {
  readonly promises: Promises;
  readonly schemas: Schemas;
}

export interface Read<Value> {
  readonly value: Value;
  readonly findings: readonly Finding[];
}

const blind = (contract: string, rule: RuleId, path: string, what: string): Finding => ({
  contract,
  rule,
  path,
  what,
  against: null,
  breaks: 'nobody can say',
});

const catalogue = z.object({ contracts: z.array(promises) });

export function readContracts(files: Files): Read<ReadonlyMap<string, Current>> {
  const parsed = catalogue.safeParse(jsonIn(files.catalogue ?? ''));
  if (!parsed.success) {
    const what = z.prettifyError(parsed.error).replaceAll('\n', ' ');
    return { value: new Map(), findings: [blind('contracts.json', 'catalogue-unreadable', '', what)] };
  }
  const read = parsed.data.contracts.map((contract) => readContract(contract, files.schemas));
  return { value: new Map(read.map(({ value }) => [value.promises.id, value])), findings: read.flatMap(({ findings }) => findings) };
}

/** The generated file of a part: an answer has one of its own. */
export const schemaName = (contract: string, part: Part): string => (part === 'answer' ? `${contract}.answer` : contract);

function readContract(promised: Promises, texts: Texts): Read<Current> {
  const read = partsOf(promised.kind).map((part) => [part, readSchema(promised.id, part, texts)] as const);
  const schemas = Object.fromEntries(read.flatMap(([part, { value }]) => (value === undefined ? [] : [[part, value]]))) as Schemas;
  return { value: { promises: promised, schemas }, findings: read.flatMap(([, { findings }]) => findings) };
}

function readSchema(contract: string, part: Part, texts: Texts): Read<Schema | undefined> {
  const name = schemaName(contract, part);
  const text = texts.get(name);
  if (text === undefined) return { value: undefined, findings: [blind(contract, 'schema-missing', part, name)] };
  const schema = jsonIn(text);
  if (!isSchema(schema)) return { value: undefined, findings: [blind(contract, 'schema-unreadable', part, name)] };
  const findings = faultsOf(schema, part).map(({ rule, path, what }) => blind(contract, rule, path, what));
  // a malformed keyword must not be compared: the comparison trusts what keywords hold
  return { value: findings.length === 0 ? schema : undefined, findings };
}

export function readReleased(texts: Texts): Read<ReadonlyMap<string, Released>> {
  const parsed = [...texts].map(([name, text]) => [name, parseReleased(name, text)] as const);
  return {
    value: new Map(parsed.flatMap(([name, one]) => ('released' in one ? [[name, one.released] as const] : []))),
    findings: parsed.flatMap(([name, one]) => ('released' in one ? [] : [blind(name, one.rule, '', one.what)])),
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
