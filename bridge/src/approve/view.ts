/**
 * One approval as its approver sees it: what is asked, the record as policy saw it, the record as it is now, and what would be done to
 * it. Fields are masked by data class: those of the command by its contract; facts of a record are commercial; a field of Odoo that no
 * contract describes is shown to who may see everything.
 */
import {
  type CommandContract,
  type DataClass,
  type OdooOperation,
  type SnapshotNode,
  catalog,
  databaseOf,
  serviceUserOf,
} from '@odoo-nats-bridge/contracts';
import { Refused, Retry } from '../failure.js';
import { maskOf } from '../fanout/fanout.js';
import type { Odoo } from '../odoo/odoo.js';
import type { Policy } from '../policy/policy.js';
import type { Command } from '../store/store.js';
import { type Approval, type Caller, hasRole, objection } from './approval.js';
import { versionOf } from './binding.js';

export type Summary = Omit<Approval, 'facts' | 'digest' | 'recordVersion' | 'policies' | 'command' | 'aggregate' | 'requester'> & {
  readonly commandId: string;
  readonly recordId: string;
  readonly requester: string;
  /** may the one who looks decide it now? */
  readonly mine: boolean;
  /** handed to the one who looks */
  readonly delegatedToMe: boolean;
};

export interface Seen extends Summary {
  readonly command: { readonly meaning: string; readonly input: unknown; readonly status: string; readonly deadline: Date | null };
  readonly record: {
    /** what policy knew when it asked for the approval */
    readonly then: unknown;
    /** the same as it is now; null when Odoo cannot be asked */
    readonly now: unknown;
    /** since then: an approval of a record that changed is refused before it is applied; null: not known */
    readonly changed: boolean | null;
    /** why it is not known */
    readonly unknown?: string;
  };
  readonly changes: readonly Change[];
  readonly hidden: readonly DataClass[];
}

/** One thing that the command would do in Odoo. */
export interface Change {
  readonly does: 'write' | 'create' | 'call';
  readonly model: string;
  /** of a write: before (null when it is another record than the command's own, or not known) and after */
  readonly fields?: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  readonly method?: string;
}

/** Without what binds it, and without what shows a record. */
export function summaryOf(approval: Approval, caller: Caller): Summary {
  const { id, type, correlationId, reason, roles, needed, status, voices, delegations } = approval;
  const { requestedAt, escalatesAt, escalatedAt, expiresAt, endedAt } = approval;
  const open = status === 'open' && expiresAt.getTime() > Date.now();
  return {
    ...{ id, commandId: approval.command, type, recordId: approval.aggregate, correlationId, requester: approval.requester.id },
    ...{ reason, roles, needed, status, requestedAt, escalatesAt, escalatedAt, expiresAt, endedAt, voices, delegations },
    mine: open && objection(caller, approval) === undefined,
    delegatedToMe: delegations.some(({ to }) => to === caller.id),
  };
}

export interface Looking {
  readonly caller: Caller;
  readonly approval: Approval;
  readonly command: Command;
  readonly policy: Policy;
  readonly odoo: Odoo;
}

const MINDERS_SEE: ReadonlySet<DataClass> = new Set(['public', 'internal']);
const HIDDEN = '***';

export async function seenBy(looking: Looking): Promise<Seen> {
  const { caller, approval, command, policy } = looking;
  const sees = hasRole(caller.roles, approval) ? policy.visibleClasses(caller) : MINDERS_SEE;
  const contract = catalog.commands.get(command.type);
  const mask = contract && maskOf({ id: contract.id, meaning: contract.meaning, data: contract.input }, sees);
  const live = contract === undefined ? NOTHING : await liveOf(looking, contract);
  const facts = (given: unknown): unknown => (given === null || sees.has('commercial') ? given : HIDDEN);
  return {
    ...summaryOf(approval, caller),
    command: {
      meaning: contract?.meaning ?? '',
      input: mask?.apply(command.input) ?? HIDDEN,
      status: command.status,
      deadline: command.deadline,
    },
    record: { ...live.record, then: facts(approval.facts), now: facts(live.record.now) },
    changes: live.changes.map((change) => (sees.has('sensitive') ? change : namesOnly(change))),
    hidden: [...new Set([...(mask?.hides ?? []), ...(sees.has('commercial') ? [] : (['commercial'] as const))])],
  };
}

interface Live {
  readonly record: Pick<Seen['record'], 'now' | 'changed' | 'unknown'>;
  readonly changes: readonly Change[];
}
const NOTHING: Live = { record: { now: null, changed: null }, changes: [] };

/** Odoo away, or a record that is gone, leaves the approval to be looked at all the same. */
async function liveOf({ approval, command, odoo }: Looking, contract: CommandContract): Promise<Live> {
  const operations = contract.toOdoo(command.input);
  try {
    const record = await recordNow(odoo, contract, command.input, operations);
    const origin = { database: databaseOf(approval.aggregate) ?? '' };
    const now = contract.facts === undefined ? null : contract.facts.toFacts(record as SnapshotNode, origin, command.input);
    const changed = (await versionOf(odoo, contract, command.input)) !== approval.recordVersion;
    return { record: { now, changed }, changes: changesOf(contract, command.input, operations, record) };
  } catch (thrown) {
    if (!(thrown instanceof Retry || thrown instanceof Refused)) throw thrown;
    const unknown = thrown instanceof Refused ? thrown.refusal.code : 'odoo-away';
    return { record: { now: null, changed: null, unknown }, changes: changesOf(contract, command.input, operations, {}) };
  }
}

type Values = Readonly<Record<string, unknown>>;

async function recordNow(odoo: Odoo, contract: CommandContract, input: unknown, operations: readonly OdooOperation[]): Promise<Values> {
  const { facts: source } = contract;
  if (source === undefined) return {};
  const own = bindingsOfRecord(source.model, source.id(input), operations);
  const written = operations.flatMap((each) => (each.op === 'write' && own.has(each.on) ? Object.keys(each.values) : []));
  const spec = { ...Object.fromEntries(written.map((name) => [name, {}])), ...source.spec };
  return odoo.read(serviceUserOf(contract.domain), source.model, source.id(input), spec);
}

/** The names under which the operations know the record that the facts are of. */
function bindingsOfRecord(model: string, id: number, operations: readonly OdooOperation[]): ReadonlySet<string> {
  const isIt = (condition: unknown): boolean => JSON.stringify(condition) === JSON.stringify(['id', '=', id]);
  return new Set(operations.flatMap((each) => (each.op === 'find' && each.model === model && each.domain.some(isIt) ? [each.as] : [])));
}

function changesOf(contract: CommandContract, input: unknown, operations: readonly OdooOperation[], record: Values): Change[] {
  const { facts: source } = contract;
  const own = source === undefined ? new Set<string>() : bindingsOfRecord(source.model, source.id(input), operations);
  const models = new Map(operations.flatMap((each) => ('as' in each && 'model' in each ? [[each.as, each.model] as const] : [])));
  return operations.flatMap((each): Change[] => {
    if (each.op === 'create') return [{ does: 'create', model: each.model, fields: beforeAfter({}, each.values) }];
    if (each.op === 'write')
      return [{ does: 'write', model: models.get(each.on) ?? '', fields: beforeAfter(own.has(each.on) ? record : {}, each.values) }];
    return each.op === 'call' ? [{ does: 'call', model: models.get(each.on) ?? '', method: each.method }] : [];
  });
}

const beforeAfter = (before: Values, after: Values): NonNullable<Change['fields']> =>
  Object.fromEntries(Object.entries(after).map(([name, value]) => [name, { before: before[name] ?? null, after: value }]));

const namesOnly = ({ fields, ...change }: Change): Change =>
  fields === undefined
    ? change
    : { ...change, fields: Object.fromEntries(Object.keys(fields).map((name) => [name, { before: HIDDEN, after: HIDDEN }])) };
