/** Asks the stack's Odoo what a model's fields are and whether it takes the example record (scripts/describe_model.py). */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isRefusalCode, NewContractRefusal } from './refusal.js';
import { ROOT } from './root.js';
import type { Wanted } from './wanted.js';

const relation = z.object({ model: z.string(), name: z.string().nullable(), secret: z.boolean() });
const odooField = z.object({
  type: z.string(),
  label: z.string(),
  help: z.string(),
  stored: z.boolean(),
  /** it has a column in the table of the model */
  column: z.boolean(),
  required: z.boolean(),
  /** Odoo lets nobody read it */
  forbidden: z.boolean(),
  /** Odoo's groups that may read it, '' for everybody */
  groups: z.string(),
  perCompany: z.boolean(),
  translated: z.boolean(),
  /** value and English label */
  selection: z.array(z.tuple([z.string(), z.string()])),
  /** of a monetary field: the field with its currency */
  currency: z.string().nullable(),
  relation: relation.nullable(),
});
const exampleValue = z.union([
  z.object({ value: z.union([z.string(), z.number(), z.boolean()]) }),
  z.object({ of: z.string(), at: z.number() }),
  z.object({ of: z.string(), by: z.string(), named: z.string() }),
]);
const exampleValues = z.record(z.string(), exampleValue);
const refusedByOdoo = z.object({ refused: z.string().refine(isRefusalCode), message: z.string() });
const example = z.object({ create: exampleValues, edit: exampleValues });
const description = z.object({
  model: z.string(),
  title: z.string(),
  module: z.string(),
  names: z.array(z.string()),
  fields: z.record(z.string(), odooField),
  example: z.union([example, refusedByOdoo]),
});

export type OdooField = z.infer<typeof odooField>;
export type ExampleValue = z.infer<typeof exampleValue>;
export type ExampleValues = z.infer<typeof exampleValues>;
export type Example = z.infer<typeof example>;
export type OdooModel = z.infer<typeof description>;

const MARK = 'DESCRIBED ';
const REMEDIES = {
  'unknown-model': 'install its module: scripts/stack add-module MODULE && scripts/stack up',
  'no-example': 'give what it needs: --set FIELD=VALUE',
} as const;

/** Throws NewContractRefusal. */
export function describeModel(wanted: Wanted): OdooModel {
  const { model, fields, when, becomes, set } = wanted;
  const request = JSON.stringify({ model, fields: fields ?? null, when: when ?? null, becomes: becomes ?? null, set });
  // Python reads a JSON text out of a JSON string: every quote and line end is escaped
  const program = `import json; request = json.loads(${JSON.stringify(request)})\n${readFileSync(join(ROOT, 'scripts/describe_model.py'), 'utf8')}`;
  const output = inOdooShell(program, wanted.instance);
  const line = output.split('\n').find((each) => each.startsWith(MARK));
  if (line === undefined) throw new NewContractRefusal('no-odoo', `Odoo said nothing of ${model}: ${output.slice(-400)}`);
  const answer = z.union([description, refusedByOdoo]).parse(JSON.parse(line.slice(MARK.length)));
  if (!('refused' in answer)) return answer;
  throw refusalOf(answer);
}

/** The record that Odoo took. Throws NewContractRefusal when it took none. */
export function exampleOf({ example }: OdooModel): Example {
  if ('refused' in example) throw refusalOf(example);
  return example;
}

function refusalOf({ refused, message }: z.infer<typeof refusedByOdoo>): NewContractRefusal {
  const remedies: Readonly<Record<string, string>> = REMEDIES;
  return new NewContractRefusal(refused, message, remedies[refused]);
}

function inOdooShell(program: string, instance: string | undefined): string {
  const named = instance === undefined ? [] : ['--name', instance];
  const arguments_ = ['odoo', ...named, '--', 'shell', '-d', databaseOf(instance), '--no-http', '--log-level=critical'];
  const done = spawnSync(join(ROOT, 'scripts/stack'), arguments_, { input: program, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (done.status === 0) return done.stdout;
  const why = done.stderr.trim().split('\n').slice(-3).join('\n');
  throw new NewContractRefusal('no-odoo', why, 'bring the stack up: scripts/stack up');
}

/** An instance's database has its name. */
function databaseOf(instance: string | undefined): string {
  if (instance !== undefined) return instance;
  const done = spawnSync(join(ROOT, 'scripts/stack'), ['status', '--json'], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  if (done.status !== 0) throw new NewContractRefusal('no-odoo', done.stderr.trim(), 'bring the stack up: scripts/stack up');
  return z.looseObject({ name: z.string() }).parse(JSON.parse(done.stdout)).name;
}
