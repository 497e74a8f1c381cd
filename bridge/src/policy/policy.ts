/**
 * Policy: who may ask for what, and who may receive what. Cedar, deny by default. Facts are gathered by the caller;
 * judging is pure and takes about 0.15 ms.
 */
import './engine-flags.js';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { Injectable } from '@nestjs/common';
import { type CommandContract, type DataClass, type Facts, type QueryContract, type Refusal, refuse } from '@odoo-nats-bridge/contracts';
import type { Client } from '../identity/access.js';
import { DATA_CLASSES, isExternal } from '../subscription/subscription.js';
import { type PolicySet, loadPolicies } from './policy-files.js';
import { withinReach } from './reach.js';

/** `policies`: the ids of those that decided; empty when none permits. */
export type Verdict =
  | { readonly verdict: 'allowed'; readonly policies: string[] }
  | { readonly verdict: 'approval-required' | 'refused'; readonly policies: string[]; readonly reason: string };

/** What the sender hears; undefined when it may go ahead. */
export function refusalOf(verdict: Verdict): Refusal | undefined {
  if (verdict.verdict === 'allowed') return undefined;
  const { reason, policies } = verdict;
  return refuse(verdict.verdict === 'refused' ? 'policy-denied' : 'approval-required', { reason, policies });
}

/** What policy may know about an event: its contract, its data class, and whom it belongs to. */
export interface JudgedEvent {
  /** contract id, `procurement.purchase-order.approved.v1` */
  readonly type: string;
  readonly dataClass: DataClass;
  readonly scope: Readonly<Record<string, string>>;
}

type Question = Pick<cedar.StatefulAuthorizationCall, 'principal' | 'action' | 'resource' | 'context' | 'entities'>;

@Injectable()
export class Policy {
  constructor(private readonly set: PolicySet) {}

  /** Throws an Error naming file and mistake. */
  static load(directory: string): Policy {
    return new Policy(loadPolicies(directory));
  }

  /** May this client send this command about a target with these facts? */
  judgeCommand(client: Client, contract: Pick<CommandContract, 'id'>, aggregate: string, facts: Facts): Verdict {
    return this.judgeAbout(client, contract.id, aggregate, facts);
  }

  /** May this client have the answer to this query about a subject with these facts? */
  judgeQuery(client: Client, contract: Pick<QueryContract, 'id'>, subject: string, facts: Facts): Verdict {
    return this.judgeAbout(client, contract.id, subject, facts);
  }

  /** Of these contracts' ids those that the roles may ask for at all; whether they may in one case is judged then. */
  withinReach(roles: readonly string[], contracts: readonly string[]): string[] {
    return withinReach(this.set.parsed, roles, contracts);
  }

  private judgeAbout(client: Client, action: string, record: string, facts: Facts): Verdict {
    const resource = { type: 'Record', id: record };
    return this.judge({
      principal: principalOf(client),
      action: { type: 'Action', id: action },
      resource,
      context: { ...facts },
      entities: [clientEntity(client), { uid: resource, attrs: {}, parents: [] }],
    });
  }

  /** May this client receive this event through this subscription? */
  judgeDelivery(client: Client, subscription: { readonly scope: Readonly<Record<string, string>> }, event: JudgedEvent): Verdict {
    const resource = { type: 'Event', id: event.type };
    return this.judge({
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
    return this.judge({ principal: principalOf(client), action, resource, context: {}, entities }).verdict === 'allowed';
  }

  private judge(question: Question): Verdict {
    const answer = cedar.statefulIsAuthorized({
      ...question,
      preparsedPolicySetId: this.set.name,
      preparsedSchemaName: this.set.name,
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
    return decision === 'allow' ? this.permitted(diagnostics.reason) : this.denied(diagnostics.reason);
  }

  private permitted(ids: readonly string[]): Verdict {
    const notes = ids.map((id) => this.set.notes.get(id) ?? { id, needsApproval: true, reason: undefined });
    const free = notes.filter((note) => !note.needsApproval);
    if (free.length > 0) return { verdict: 'allowed', policies: free.map((note) => note.id).sort() };
    const reason = notes.find((note) => note.reason !== undefined)?.reason ?? 'a person has to approve it';
    return { verdict: 'approval-required', policies: [...ids].sort(), reason };
  }

  private denied(forbids: readonly string[]): Verdict {
    return refused([...forbids].sort(), forbids.length > 0 ? `forbidden by ${[...forbids].sort().join(', ')}` : 'no policy permits it');
  }
}

const refused = (policies: string[], reason: string): Verdict => ({ verdict: 'refused', policies, reason });

const principalOf = (client: Client): cedar.EntityUidJson => ({ type: 'Client', id: client.id });

const clientEntity = (client: Client): cedar.EntityJson => ({
  uid: principalOf(client),
  attrs: {
    roles: client.roles,
    external: isExternal(client),
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
