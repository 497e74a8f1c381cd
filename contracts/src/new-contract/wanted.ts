/** The command line of scripts/new-contract. */
import { parseArgs } from 'node:util';
import type { DataClass } from '../envelope.js';
import { NewContractRefusal } from './refusal.js';
import { camel, KEBAB, KEPT } from './words.js';

const DATA_CLASSES = ['public', 'internal', 'commercial', 'personal', 'sensitive'] as const satisfies readonly DataClass[];

export interface Wanted {
  readonly domain: string;
  readonly entity: string;
  readonly event: string;
  /** `fleet.vehicle.registered.v1` */
  readonly contract: string;
  readonly model: string;
  /** Odoo's field names; undefined: its name and what Odoo demands */
  readonly fields: readonly string[] | undefined;
  /** the field that tells the moment; undefined: the record is created */
  readonly when: string | undefined;
  /** the value that it gets at that moment, in Odoo's word */
  readonly becomes: string | undefined;
  readonly role: string | undefined;
  readonly owner: string;
  readonly meaning: string | undefined;
  readonly dataClass: DataClass;
  /** values of the example record */
  readonly set: Readonly<Record<string, string>>;
  readonly instance: string | undefined;
  readonly dryRun: boolean;
}

export const USAGE = `usage: scripts/new-contract DOMAIN ENTITY EVENT --model ODOO.MODEL [options]

Makes an event contract over a model of Odoo: entity, event, policy, scenario, recorded example, journey test; and generates anew.
Asks the running stack for the fields, and records the example on a throw-away copy of the template database. Odoo's code is not touched.

  --model MODEL        e.g. fleet.vehicle; its module must be installed: scripts/stack add-module fleet && scripts/stack up
  --fields NAME,...    stored fields of the model (default: its name, and what Odoo demands)
  --when FIELD         the event is that the field gets a value or another value (a yes/no field: that it becomes yes)
  --when FIELD=VALUE   ... that a selection becomes VALUE (default without --when: the record is created)
  --role ROLE          a client's role that may receive the event (default: nobody may, until you write the permit)
  --class CLASS        data class of all fields but the id: ${DATA_CLASSES.join(', ')} (default: sensitive, the strictest)
  --owner TEAM         who answers for it (default: the domain's name)
  --meaning TEXT       what happened, for people who do not know Odoo
  --set FIELD=VALUE    a value of the example record, where Odoo does not take the one made up; of another record: its name
  --name INSTANCE      the stack's instance to ask (default: as scripts/stack)
  --dry-run            print what would be written
An entity that is there gets a further event: leave --fields out.`;

const options = {
  model: { type: 'string' },
  fields: { type: 'string' },
  when: { type: 'string' },
  role: { type: 'string' },
  class: { type: 'string', default: 'sensitive' },
  owner: { type: 'string' },
  meaning: { type: 'string' },
  set: { type: 'string', multiple: true },
  name: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

/** Throws NewContractRefusal. */
export function wantedOf(args: readonly string[]): Wanted {
  const { values, positionals } = parsed(args);
  const [domain, entity, event, ...rest] = positionals;
  if (domain === undefined || entity === undefined || event === undefined || rest.length > 0 || values.model === undefined)
    throw new NewContractRefusal('bad-arguments', 'give DOMAIN ENTITY EVENT and --model', 'scripts/new-contract --help');
  checkNames(domain, entity, event);
  const { model } = values;
  if (!/^[a-z0-9_]+(\.[a-z0-9_]+)*$/.test(model)) throw new NewContractRefusal('bad-name', `${model} is not the name of an Odoo model`);
  const [when, becomes] = values.when === undefined ? [undefined, undefined] : pair(values.when);
  const fields = values.fields?.split(',').filter((name) => name !== '');
  for (const name of [...(fields ?? []), ...(when === undefined ? [] : [when])])
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new NewContractRefusal('bad-name', `${name} is not the name of an Odoo field`);
  return {
    ...{ domain, entity, event, model, when, becomes, contract: `${domain}.${entity}.${event}.v1` },
    fields: fields === undefined ? undefined : [...new Set(fields)],
    role: values.role === undefined ? undefined : checkedRole(values.role),
    owner: values.owner ?? domain,
    meaning: values.meaning,
    dataClass: checkedClass(values.class),
    set: Object.fromEntries((values.set ?? []).map((text) => [pair(text)[0], pair(text)[1] ?? ''])),
    instance: values.name,
    dryRun: values['dry-run'],
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    throw new NewContractRefusal('bad-arguments', (cause as Error).message, 'scripts/new-contract --help', { cause });
  }
}

function pair(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function checkNames(domain: string, entity: string, event: string): void {
  for (const name of [domain, entity, event])
    if (!KEBAB.test(name) || name.length > 40)
      throw new NewContractRefusal('bad-name', `${name} is not lower case with single dashes, such as work-order`);
  for (const name of [domain, entity])
    if (KEPT.has(camel(name))) throw new NewContractRefusal('bad-name', `${name} is a word of TypeScript or of the files made`);
  // both would be <domain>/<domain>.ts
  if (entity === domain) throw new NewContractRefusal('bad-name', 'the entity is called like its domain', 'name the record: fleet vehicle');
}

function checkedClass(name: string): DataClass {
  const found = DATA_CLASSES.find((known) => known === name);
  if (found) return found;
  throw new NewContractRefusal('bad-arguments', `there is no data class ${name}`, `choose from ${DATA_CLASSES.join(', ')}`);
}

function checkedRole(role: string): string {
  if (!KEBAB.test(role)) throw new NewContractRefusal('bad-role', `${role} is not lower case with single dashes, such as fleet-app`);
  if (role === 'supplier')
    throw new NewContractRefusal(
      'bad-role',
      'a partner may only see records of his own',
      'leave --role out, give the entity a scope of his and write the permit as in bridge/policies/procurement.cedar',
    );
  return role;
}
