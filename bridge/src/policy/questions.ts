/** What may be asked of policy, in Cedar's words: bridge.cedarschema says which. Pure. */
import type * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { DataClass } from '@odoo-nats-bridge/contracts';
import { isExternal } from '../subscription/subscription.js';
import { type Asked, type Attributes, type Requester, attributesOf, toCedar } from './circumstances.js';
import type { Tables } from './tables.js';

export type Question = Pick<cedar.StatefulAuthorizationCall, 'principal' | 'action' | 'resource' | 'context' | 'entities'>;

/** What policy may know about an event: its contract, its data class, and whom it belongs to. */
export interface JudgedEvent {
  /** contract id, `procurement.purchase-order.approved.v1` */
  readonly type: string;
  readonly dataClass: DataClass;
  readonly scope: Readonly<Record<string, string>>;
}

/** Queries have no tables: they change nothing, and nobody counts them. */
const NO_TABLES: Tables = { thresholds: [], limits: [], ownership: {}, blackouts: [] };

export const commandQuestion = (tables: Tables, asked: Asked, aggregate: string): Question =>
  questionAbout(asked, aggregate, attributesOf(tables, asked));

export const queryQuestion = (asked: Asked, subject: string): Question => questionAbout(asked, subject, attributesOf(NO_TABLES, asked));

export function deliveryQuestion(client: Requester, subscribed: Readonly<Record<string, string>>, event: JudgedEvent): Question {
  const resource = { type: 'Event', id: event.type };
  return {
    principal: principalOf(client),
    action: { type: 'Action', id: 'receive' },
    resource,
    context: { subscribed: known(subscribed), scope: known(event.scope) },
    entities: [clientEntity(client), { uid: resource, attrs: eventAttributes(event), parents: [] }],
  };
}

export function sightQuestion(client: Requester, dataClass: DataClass): Question {
  const resource = { type: 'DataClass', id: dataClass };
  const entities = [clientEntity(client), { uid: resource, attrs: {}, parents: [] }];
  return { principal: principalOf(client), action: { type: 'Action', id: 'see' }, resource, context: {}, entities };
}

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

const principalOf = (client: Requester): cedar.EntityUidJson => ({ type: 'Client', id: client.id });

const clientEntity = (client: Requester): cedar.EntityJson => ({
  uid: principalOf(client),
  attrs: {
    roles: client.roles,
    external: isExternal(client),
    kind: client.kind ?? 'service',
    ...(client.owner === undefined ? {} : { owner: client.owner.name }),
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
