/**
 * The record that a command names by its sender's key, where it exists already. It is looked up once, as the domain's service user sees it:
 * policy judges a record and no key, and the verdict keeps which one it was. The apply is about the same one or is refused.
 */
import {
  type CommandContract,
  type OdooOperation,
  type Origin,
  canonicalId,
  externalKeyIn,
  refuse,
  rowId,
  serviceUserOf,
} from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Defect, Refused } from '../failure.js';
import type { Odoo } from '../odoo/odoo.js';
import { Command } from '../store/store.js';

const RECORD = 'named_record';
const GONE = 'record-not-found';

const replied = z.object({
  answer: z.object({ [RECORD]: z.object({ id: z.number() }) }).nullable(),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
});

interface Key {
  readonly system: string;
  readonly model: string;
  readonly key: string;
}

function keyOf(contract: CommandContract, { system, input }: Pick<Command, 'system' | 'input'>): Key | undefined {
  const key = externalKeyIn(contract, input);
  if (key === undefined || system === null || contract.external?.record !== 'existing') return undefined;
  return { system, model: contract.external.model, key };
}

/** With the record in place of its key as the aggregate. Throws Refused when there is none that the service user sees, Retry while Odoo is away. */
export async function withRecord(odoo: Odoo, contract: CommandContract, command: Command, origin: Origin): Promise<Command> {
  const named = keyOf(contract, command);
  if (named === undefined) return command;
  const kept = command.verdict?.record;
  const aggregate = typeof kept === 'string' ? kept : canonicalId(origin, named.model, await lookUp(odoo, contract, command, named));
  return Object.assign(new Command(), command, { aggregate });
}

/** What a verdict keeps of it; of a command that names none by key, nothing. */
export const recordOf = (contract: CommandContract, command: Command): { readonly record?: string } =>
  keyOf(contract, command) === undefined ? {} : { record: command.aggregate };

/** In Odoo's transaction, before anything is done: the key still means the record that was judged. */
export function stillNamed(contract: CommandContract, command: Command): OdooOperation[] {
  const named = keyOf(contract, command);
  return named === undefined ? [] : [find(named, [['id', '=', rowId(command.aggregate)]])];
}

async function lookUp(odoo: Odoo, contract: CommandContract, command: Command, named: Key): Promise<number> {
  const operations: OdooOperation[] = [find(named, []), { op: 'read', on: RECORD, as: RECORD, spec: {} }];
  const asked = { type: contract.id, actor: command.client, correlation_id: command.correlationId, system: named.system };
  const body = { query: { ...asked, operations } };
  const { answer, refusal } = await odoo.call(
    { user: serviceUserOf(contract.domain), model: 'bridge.query', method: 'answer', body },
    replied,
  );
  if (refusal?.code === GONE) throw new Refused(refuse(GONE, `No ${named.model} has this externalId in the system ${named.system}.`));
  if (refusal !== null) throw new Refused({ code: refusal.code, message: refusal.message });
  if (answer === null) throw new Defect('Odoo answered a look-up by key with nothing');
  return answer[RECORD].id;
}

const find = ({ model, key }: Key, domain: readonly unknown[]): OdooOperation => ({
  op: 'find',
  as: RECORD,
  model,
  domain,
  expect: 'one',
  refusal: GONE,
  external: key,
});
