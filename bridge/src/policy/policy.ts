/**
 * Policy: who may ask for what, and who may receive what. Cedar, deny by default. Facts are gathered by the caller;
 * judging is pure.
 */
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { Injectable } from '@nestjs/common';
import type { CommandContract, DataClass, Facts, QueryContract } from '@odoo-nats-bridge/contracts';
import type { Client } from '../identity/access.js';
import { DATA_CLASSES, isExternal } from '../subscription/subscription.js';
import { type Asked, type Attributes, type Circumstances, attributesOf, exceeded, plainCircumstances, toCedar } from './circumstances.js';
import { POLICY_CODES, type PolicyNotes } from './notes.js';
import { type PolicySet, loadPolicies } from './policy-files.js';
import { withinReach } from './reach.js';
import { type Verdict, refused } from './verdict.js';

export { type Circumstances, type Sent, type Window, NOTHING_SENT, volumeOf } from './circumstances.js';
export { type Approval, type ApprovalRequired, type Verdict, refusalOf, withApprovals } from './verdict.js';
export type { Approvers, PolicyCode } from './notes.js';
export type { PolicySet } from './policy-files.js';

/** What policy may know about an event: its contract, its data class, and whom it belongs to. */
export interface JudgedEvent {
  /** contract id, `procurement.purchase-order.approved.v1` */
  readonly type: string;
  readonly dataClass: DataClass;
  readonly scope: Readonly<Record<string, string>>;
}

export type Question = Pick<cedar.StatefulAuthorizationCall, 'principal' | 'action' | 'resource' | 'context' | 'entities'>;

/** Queries have no tables: they change nothing, and nobody counts them. */
const NO_TABLES = { thresholds: [], limits: [], ownership: {}, blackouts: [] };

@Injectable()
export class Policy {
  constructor(private inForce: PolicySet) {}

  /** Throws an Error naming file and mistake. */
  static load(directory: string): Policy {
    return new Policy(loadPolicies(directory));
  }

  get set(): PolicySet {
    return this.inForce;
  }

  /** From the next question on. There is no moment between the two sets. */
  replace(set: PolicySet): void {
    this.inForce = set;
  }

  /** May this client send this command about a target with these facts? */
  judgeCommand(
    client: Client,
    contract: Pick<CommandContract, 'id'>,
    aggregate: string,
    facts: Facts,
    circumstances: Circumstances = plainCircumstances(),
  ): Verdict {
    return judgeCommandBy(this.inForce, { client, contract: contract.id, facts, circumstances }, aggregate);
  }

  /** May this client have the answer to this query about a subject with these facts? */
  judgeQuery(client: Client, contract: Pick<QueryContract, 'id'>, subject: string, facts: Facts): Verdict {
    const asked = { client, contract: contract.id, facts, circumstances: plainCircumstances() };
    return judgeBy(this.inForce, questionAbout(asked, subject, attributesOf(NO_TABLES, asked)));
  }

  /** Of these contracts' ids those that the roles may ask for at all; whether they may in one case is judged then. */
  withinReach(roles: readonly string[], contracts: readonly string[]): string[] {
    return withinReach(this.inForce.parsed, roles, contracts);
  }

  /** May this client receive this event through this subscription? */
  judgeDelivery(client: Client, subscription: { readonly scope: Readonly<Record<string, string>> }, event: JudgedEvent): Verdict {
    const resource = { type: 'Event', id: event.type };
    return judgeBy(this.inForce, {
      principal: principalOf(client),
      action: { type: 'Action', id: 'receive' },
      resource,
      context: { subscribed: known(subscription.scope), scope: known(event.scope) },
      entities: [clientEntity(client), { uid: resource, attrs: eventAttributes(event), parents: [] }],
    });
  }

  /** Which data classes may this client see at all? What its subscriptions ask for beyond that is masked. */
  visibleClasses(client: Client): ReadonlySet<DataClass> {
    return new Set(DATA_CLASSES.filter((each) => this.maySee(client, each)));
  }

  private maySee(client: Client, dataClass: DataClass): boolean {
    const resource = { type: 'DataClass', id: dataClass };
    const entities = [clientEntity(client), { uid: resource, attrs: {}, parents: [] }];
    const action = { type: 'Action', id: 'see' };
    return judgeBy(this.inForce, { principal: principalOf(client), action, resource, context: {}, entities }).verdict === 'allowed';
  }
}

/** A command judged by a set that need not be the one in force (shadow, tests). Pure. */
export function judgeCommandBy(set: PolicySet, asked: Asked, aggregate: string): Verdict {
  const attributes = attributesOf(set.tables, asked);
  const verdict = judgeBy(set, questionAbout(asked, aggregate, attributes));
  if (verdict.verdict !== 'refused') return verdict;
  const detail = detailOf(verdict.code, set, asked, attributes);
  return detail === undefined ? verdict : { ...verdict, detail };
}

export const commandQuestion = (set: PolicySet, asked: Asked, aggregate: string): Question =>
  questionAbout(asked, aggregate, attributesOf(set.tables, asked));

function questionAbout({ client, contract, facts }: Asked, record: string, attributes: Attributes): Question {
  const resource = { type: 'Record', id: record };
  return {
    principal: principalOf(client),
    action: { type: 'Action', id: contract },
    resource,
    context: { ...facts },
    entities: [clientEntity(client), { uid: resource, attrs: toCedar(attributes), parents: [] }],
  };
}

function judgeBy(set: PolicySet, question: Question): Verdict {
  const answer = cedar.statefulIsAuthorized({
    ...question,
    preparsedPolicySetId: set.name,
    preparsedSchemaName: set.name,
    validateRequest: true,
  });
  // the question does not fit the schema: an undeclared contract, a missing fact
  if (answer.type === 'failure') return refused([], answer.errors.map((error) => error.message).join('; '));
  const { decision, diagnostics } = answer.response;
  // a policy that failed is skipped by Cedar; a skipped forbid must not become a permission
  if (diagnostics.errors.length > 0)
    return refused(
      diagnostics.errors.map((error) => error.policyId),
      'a policy could not be evaluated',
    );
  const notes = [...diagnostics.reason].sort().flatMap((id) => set.notes.get(id) ?? []);
  return decision === 'allow' ? permitted(notes) : denied(notes);
}

/** A permit without condition of approval allows; of several with one the strictest holds. */
function permitted(notes: readonly PolicyNotes[]): Verdict {
  const free = notes.filter(({ approvers }) => approvers === undefined);
  if (free.length > 0) return { verdict: 'allowed', policies: free.map(({ id }) => id) };
  const count = notes.some(({ approvers }) => approvers?.count === 2) ? 2 : 1;
  const strictest = notes.filter(({ approvers }) => approvers?.count === count);
  return {
    verdict: 'approval-required',
    policies: notes.map(({ id }) => id),
    reason: strictest.find(({ reason }) => reason !== undefined)?.reason ?? 'a person has to approve it',
    approvers: { roles: [...new Set(strictest.flatMap(({ approvers }) => approvers?.roles ?? []))], count },
  };
}

function denied(forbids: readonly PolicyNotes[]): Verdict {
  if (forbids.length === 0) return refused([], 'no policy permits it');
  const ids = forbids.map(({ id }) => id);
  const code = POLICY_CODES.find((each) => forbids.some((forbid) => forbid.code === each)) ?? 'policy-denied';
  const told = forbids.find((forbid) => forbid.code === code && forbid.reason !== undefined)?.reason;
  return refused(ids, told ?? `forbidden by ${ids.join(', ')}`, code);
}

/** What the sender needs to do better. */
function detailOf(
  code: string,
  { tables }: PolicySet,
  asked: Asked,
  { foreignFields, blackouts }: Attributes,
): Readonly<Record<string, unknown>> | undefined {
  const { contract, facts } = asked;
  switch (code) {
    case 'not-the-owner-system':
      return {
        fields: foreignFields,
        owners: Object.fromEntries(foreignFields.map((field) => [field, tables.ownership[contract]?.[field]])),
      };
    case 'rate-limited': {
      const broken = exceeded(tables, asked);
      return {
        limits: broken.map(({ limit }) => limit.name),
        retryAfterSeconds: Math.max(1, ...broken.map((each) => each.freesInSeconds)),
      };
    }
    case 'period-closed':
      return { postsOn: facts.postsOn, closedUntil: facts.closedUntil };
    case 'blackout':
      return { blackouts };
    default:
      return undefined;
  }
}

const principalOf = (client: Client): cedar.EntityUidJson => ({ type: 'Client', id: client.id });

/** What identities may tell of a client beside its roles. */
type Requester = Client & { readonly kind?: 'person' | 'service' | undefined; readonly owner?: string | undefined };

const clientEntity = (client: Requester): cedar.EntityJson => ({
  uid: principalOf(client),
  attrs: {
    roles: client.roles,
    external: isExternal(client),
    kind: client.kind ?? 'service',
    ...(client.owner === undefined ? {} : { owner: client.owner }),
    ...(client.supplier === undefined ? {} : { supplier: client.supplier }),
  },
  parents: [],
});

/** The schema's Scope; other scopes are compared by fan-out and are no business of policy. */
function known(scope: Readonly<Record<string, string>>): Record<string, string> {
  const { supplier, company } = scope;
  return { ...(supplier === undefined ? {} : { supplier }), ...(company === undefined ? {} : { company }) };
}

/** `procurement.purchase-order.approved.v1` in its parts. */
function eventAttributes(event: JudgedEvent): Record<string, cedar.CedarValueJson> {
  const [domain = '', entity = '', name = '', version = ''] = event.type.split('.');
  return { domain, entity, name, version: Number(version.slice(1)) || 0, dataClass: event.dataClass };
}
