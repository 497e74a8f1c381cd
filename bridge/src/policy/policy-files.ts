/**
 * Reads the policy files, checks them and hands them to Cedar once. Anything wrong stops the start with the file's name:
 * a bridge without its policies, or with half of them, must not run.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import './engine-flags.js';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { type PolicyNotes, notesOf } from './notes.js';
import { type Tables, readTables } from './tables.js';

export type { PolicyNotes } from './notes.js';

/** The words that all domains share; `<domain>.cedarschema` beside it adds the domain's facts and actions. */
export const SCHEMA_FILE = 'bridge.cedarschema';

export interface PolicyText {
  /** name of the file, without its directory */
  readonly file: string;
  readonly text: string;
}

export interface PolicySet {
  /** name under which Cedar keeps the parsed schema and policies, in this thread */
  readonly name: string;
  readonly notes: ReadonlyMap<string, PolicyNotes>;
  readonly parsed: readonly cedar.PolicyJson[];
  readonly texts: ReadonlyMap<string, PolicyText>;
  readonly schema: string;
  readonly tables: Tables;
  /** sha256 (hex) over policies, schema and tables, in whichever files and order they stand */
  readonly digest: string;
}

interface ReadPolicy extends PolicyNotes {
  readonly file: string;
  readonly text: string;
  readonly parsed: cedar.PolicyJson;
}

let loaded = 0;

/** Throws an Error naming the file and what is wrong. */
export function loadPolicies(directory: string): PolicySet {
  const schema = readSchema(directory);
  const policies = cedarFiles(directory).flatMap(readPolicies);
  if (policies.length === 0) throw new Error(`there is no policy in ${directory}`);
  refuseTwins(policies);
  const tables = readTables(directory);
  const set = { staticPolicies: Object.fromEntries(policies.map(({ id, text }) => [id, text])) };
  refuseMistakes(schema, set, policies);
  // Cedar keeps what it parsed by name: one name per load, so that two sets never mix
  const name = `bridge-${String((loaded += 1))}`;
  mustParse(cedar.preparseSchema(name, schema), SCHEMA_FILE);
  mustParse(cedar.preparsePolicySet(name, set), directory);
  const texts = new Map(policies.map(({ id, file, text }) => [id, { file: basename(file), text }]));
  const notes = new Map(policies.map(({ id, approvers, reason, code }) => [id, { id, approvers, reason, code }]));
  return { name, notes, texts, schema, tables, digest: digestOf(texts, schema, tables), parsed: policies.map(({ parsed }) => parsed) };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function digestOf(texts: ReadonlyMap<string, PolicyText>, schema: string, tables: Tables): string {
  const policies = [...texts].map(([id, { text }]) => [id, text]).sort(([left = ''], [right = '']) => (left < right ? -1 : 1));
  return sha256(JSON.stringify([policies, schema, tables]));
}

const filesOf = (directory: string, ending: string): string[] =>
  readdirSync(directory)
    .filter((file) => file.endsWith(ending))
    .sort();

const cedarFiles = (directory: string): string[] => filesOf(directory, '.cedar').map((file) => join(directory, file));

/** All schema files as one schema. Each is tried with the shared words alone, so that a mistake is named by its file. */
export function readSchema(directory: string): string {
  const shared = readFileSync(join(directory, SCHEMA_FILE), 'utf8');
  mustParse(cedar.checkParseSchema(shared), SCHEMA_FILE);
  const domains = filesOf(directory, '.cedarschema').filter((file) => file !== SCHEMA_FILE);
  const texts = domains.map((file) => {
    const text = readFileSync(join(directory, file), 'utf8');
    mustParse(cedar.checkParseSchema(`${shared}\n${text}`), file);
    return text;
  });
  const schema = [shared, ...texts].join('\n');
  mustParse(cedar.checkParseSchema(schema), `the schemas ${[SCHEMA_FILE, ...domains].join(', ')} together`);
  return schema;
}

function readPolicies(file: string): ReadPolicy[] {
  const parts = cedar.policySetTextToParts(readFileSync(file, 'utf8'));
  if (parts.type === 'failure') throw mistake(file, parts.errors);
  if (parts.policy_templates.length > 0) throw new Error(`${file}: templates are not supported`);
  return parts.policies.map((text) => readPolicy(file, text));
}

function readPolicy(file: string, text: string): ReadPolicy {
  const parsed = parsedText(file, text);
  try {
    return { file, text, parsed, ...notesOf(parsed, text) };
  } catch (thrown) {
    throw new Error(`${file}: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown });
  }
}

/** Throws an Error naming where the text is from. */
export function parsedText(from: string, text: string): cedar.PolicyJson {
  const parsed = cedar.policyToJson(text);
  if (parsed.type === 'failure') throw mistake(from, parsed.errors);
  return parsed.json;
}

function refuseTwins(policies: readonly ReadPolicy[]): void {
  const seen = new Map<string, string>();
  for (const { id, file } of policies) {
    const other = seen.get(id);
    if (other !== undefined) throw new Error(`${file}: @id("${id}") is also in ${other}`);
    seen.set(id, file);
  }
}

/** Strict validation: names, types and optional attributes of every policy against the schema. */
function refuseMistakes(schema: string, set: cedar.PolicySet, policies: readonly ReadPolicy[]): void {
  const answer = cedar.validate({ schema, policies: set });
  if (answer.type === 'failure') throw mistake(SCHEMA_FILE, answer.errors);
  const lines = answer.validationErrors.map(({ policyId, error }) => {
    const file = policies.find(({ id }) => id === policyId)?.file ?? SCHEMA_FILE;
    return `${file}: ${policyId}: ${textOf(error)}`;
  });
  if (lines.length > 0) throw new Error(`the policies do not fit the schema:\n  ${lines.join('\n  ')}`);
}

function mustParse(answer: cedar.CheckParseAnswer, file: string): void {
  if (answer.type === 'failure') throw mistake(file, answer.errors);
}

const mistake = (file: string, errors: readonly cedar.DetailedError[]): Error => new Error(`${file}: ${errors.map(textOf).join('; ')}`);

const textOf = ({ message, help }: cedar.DetailedError): string => (help === null ? message : `${message} (${help})`);
