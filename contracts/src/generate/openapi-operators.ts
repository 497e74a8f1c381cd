/** What operators do over HTTP: subscriptions, partners, deliveries, dead letters, replays, policies. Bodies are described on the pages of docs/. */
import { codeList, json, type Part, PROBLEM } from './openapi-parts.js';
import type { JsonSchema } from './schemas.js';

const OBJECT: JsonSchema = { type: 'object' };
const text: JsonSchema = { type: 'string' };
const time: JsonSchema = { type: 'string', format: 'date-time' };
const whole: JsonSchema = { type: 'integer', minimum: 1 };
const limit: JsonSchema = { type: 'integer', minimum: 1, maximum: 500, default: 100 };
const perSecond: JsonSchema = { type: 'number', minimum: 0.01, maximum: 2000 };
const words = (...names: readonly string[]): Part => Object.fromEntries(names.map((name) => [name, text]));

const LETTERS: Part = {
  state: { enum: ['open', 'retried', 'resolved', 'discarded'] },
  stage: { enum: ['translate', 'fanout', 'deliver'] },
  ...words('reason', 'subscription', 'contract', 'record', 'event'),
  ...{ since: time, until: time },
};
const DELIVERIES: Part = {
  ...words('record', 'event', 'subscription', 'contract', 'reason', 'trace', 'replay', 'after'),
  channel: { enum: ['nats', 'webhook'] },
  outcome: { enum: ['delivered', 'failed', 'dead-lettered', 'gone'] },
  ...{ letter: whole, since: time, until: time, limit },
};
const APPROVALS: Part = {
  ...{ all: { enum: ['true', 'false'] }, status: { enum: ['open', 'approved', 'denied', 'expired', 'withdrawn'] } },
  ...{ limit, before: text },
};
const INBOUND: Part = {
  ...words('source', 'reason', 'sourceKey', 'before'),
  ...{ state: { enum: ['received', 'handed-over', 'event', 'ignored', 'rejected'] }, since: time, until: time, limit },
};
const sequences: JsonSchema = { type: 'array', items: whole, maxItems: 1000 };
const contracts: JsonSchema = { type: 'array', items: text, minItems: 1, maxItems: 100 };
const EVENTS: Part = { contracts, record: text, since: time, until: time, fromSequence: whole, toSequence: whole };

const object = (properties: Part, required: readonly string[] = []): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...(required.length === 0 ? {} : { required }),
});
const why: Part = { why: { type: 'string', minLength: 1, maxLength: 500, description: 'Goes into the audit trail' } };
const letters = object({ ...why, filter: object({ ...LETTERS, sequences }), perSecond, expect: whole }, ['why', 'filter']);
const reason: Part = { reason: { type: 'string', minLength: 1, maxLength: 500, description: 'Goes into the audit trail' } };
const said = object(reason, ['reason']);
const onPage = (page: string): JsonSchema => ({ ...OBJECT, description: `See docs/${page}.md` });

const days: JsonSchema = { type: 'integer', minimum: 0, maximum: 3650 };
const owner = object({ name: { type: 'string', minLength: 1, maxLength: 200 }, email: { type: 'string', format: 'email' } }, ['name']);
const ownership = object({ owner, reviewBy: { type: 'string', format: 'date' } }, ['owner']);

interface Route {
  readonly id: string;
  readonly does: string;
  /** who may: any of these roles */
  readonly roles: readonly string[];
  readonly query?: Part;
  readonly body?: JsonSchema;
  /** 200 unless said */
  readonly status?: number;
  /** `?dryRun=true` changes nothing */
  readonly dryRun?: boolean;
}

const APPROVE = ['that the approval names'];
const ANY = ['that the approval names', 'support', 'operator'];
const COUNT = ['viewer', 'support', 'operator'];
const READ = ['support', 'operator'];
const ACT = ['operator'];

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
const ROUTES: Readonly<Record<string, Partial<Readonly<Record<Method, Route>>>>> = {
  '/v1/subscriptions': {
    get: { id: 'list-subscriptions', does: 'Who receives what.', roles: ACT, query: words('client') },
    post: { id: 'create-subscription', does: 'A new one.', roles: ACT, body: onPage('subscribe'), status: 201, dryRun: true },
  },
  '/v1/subscriptions/{name}': {
    get: { id: 'show-subscription', does: 'One subscription, without its secrets.', roles: ACT },
    patch: { id: 'change-subscription', does: 'Changes what the body names.', roles: ACT, body: onPage('subscribe'), dryRun: true },
    delete: { id: 'delete-subscription', does: 'Ends it.', roles: ACT, status: 204, dryRun: true },
  },
  '/v1/subscriptions/{name}/pause': {
    post: { id: 'pause-subscription', does: 'Its events wait in the stream.', roles: ACT, body: object(words('reason')), dryRun: true },
  },
  '/v1/subscriptions/{name}/resume': {
    post: { id: 'resume-subscription', does: 'It goes on where it was.', roles: ACT, dryRun: true },
  },
  '/v1/subscriptions/{name}/challenge': {
    post: { id: 'challenge-endpoint', does: 'Asks the endpoint whether it wants this subscription.', roles: ACT },
  },
  '/v1/subscriptions/{name}/try': {
    post: { id: 'try-endpoint', does: 'Attempts the endpoint now and answers with what came of it.', roles: ACT },
  },
  '/v1/subscriptions/{name}/secret': {
    post: { id: 'rotate-secret', does: 'A new signing secret; the old one signs, too, for a while.', roles: ACT, dryRun: true },
  },
  '/v1/partners': {
    post: {
      id: 'add-partner',
      does: 'Client, subscriptions and login in one; a repeat goes on.',
      roles: ACT,
      body: onPage('partners'),
      dryRun: true,
    },
  },
  '/v1/partners/{name}': {
    get: { id: 'show-partner', does: 'What it has and may.', roles: ACT },
    delete: { id: 'remove-partner', does: 'Its access ends at once; says what it did not get.', roles: ACT, dryRun: true },
  },
  '/v1/partners/{name}/rotate': {
    post: {
      id: 'rotate-partner',
      does: 'A new secret; the old one holds for a while.',
      roles: ACT,
      body: onPage('partners'),
      dryRun: true,
    },
  },
  '/v1/clients': {
    get: {
      id: 'list-clients',
      does: 'Who answers for each, what lets it in, when it was here last.',
      roles: ACT,
      query: { withoutOwner: { type: 'boolean' }, unusedDays: days, expiringDays: days },
    },
  },
  '/v1/clients/{id}/owner': {
    put: { id: 'own-client', does: 'Who answers for it, and until when.', roles: ACT, body: ownership, dryRun: true },
  },
  '/v1/clients/{id}/credentials': {
    get: { id: 'list-credentials', does: 'All that were issued to it.', roles: ACT },
  },
  '/v1/clients/{id}/credentials/{credential}': {
    delete: { id: 'revoke-credential', does: 'It opens nothing any more.', roles: ACT, status: 204, dryRun: true },
  },
  '/v1/clients/{id}/keys': {
    post: {
      id: 'issue-key',
      does: 'A further API key, shown in this answer only.',
      roles: ACT,
      body: object({ expiresAt: time }),
      status: 201,
      dryRun: true,
    },
  },
  '/v1/clients/{id}/keys/rotate': {
    post: {
      id: 'rotate-key',
      does: 'A new API key; the others hold for a while.',
      roles: ACT,
      body: object({ expiresAt: time, overlapHours: { type: 'number', minimum: 0, maximum: 720, default: 24 } }),
      dryRun: true,
    },
  },
  '/v1/access-report': {
    get: { id: 'access-report', does: 'Who may do what.', roles: ACT, query: words('client') },
  },
  '/v1/deliveries': {
    get: { id: 'find-deliveries', does: 'Attempts to deliver, newest first.', roles: READ, query: DELIVERIES },
  },
  '/v1/policy': { get: { id: 'show-policy', does: 'Which policies are in force.', roles: COUNT } },
  '/v1/policy/shadow': {
    get: { id: 'report-shadow-policy', does: 'What the shadow policies would change.', roles: READ, query: { days: whole } },
  },
  '/v1/policy/explanations/{commandId}': { get: { id: 'explain-verdict', does: 'Why a command was judged as it was.', roles: READ } },
  '/v1/policy/reload': { post: { id: 'reload-policy', does: 'Reads the policy files again.', roles: ACT } },
  '/v1/dead-letters': {
    get: { id: 'list-dead-letters', does: 'A page of letters.', roles: READ, query: { ...LETTERS, limit, before: whole } },
  },
  '/v1/dead-letters/facets': {
    get: { id: 'count-dead-letters', does: 'How many of what.', roles: COUNT, query: LETTERS },
  },
  '/v1/dead-letters/{sequence}': {
    get: { id: 'read-dead-letter', does: 'One letter, its payload masked by data class.', roles: READ },
  },
  '/v1/dead-letters/retries': {
    post: { id: 'retry-dead-letters', does: 'Does once more what failed.', roles: ACT, body: letters, status: 202, dryRun: true },
  },
  '/v1/dead-letters/discards': {
    post: { id: 'discard-dead-letters', does: 'Puts them aside.', roles: ACT, body: letters, dryRun: true },
  },
  '/v1/dead-letters/reopenings': {
    post: { id: 'reopen-dead-letters', does: 'Takes a discard back.', roles: ACT, body: letters, dryRun: true },
  },
  '/v1/dead-letters/rebuild': {
    post: { id: 'rebuild-dead-letters', does: 'Makes the index again from the stream.', roles: ACT, body: object(why, ['why']) },
  },
  '/v1/replays': {
    get: { id: 'list-replays', does: 'Newest first.', roles: READ, query: { limit, before: text } },
    post: {
      ...{ id: 'begin-replay', does: 'Sends a stretch of events to one subscription again.', roles: ACT, status: 202, dryRun: true },
      body: object({ ...why, subscription: text, filter: object(EVENTS), perSecond }, ['why', 'subscription']),
    },
  },
  '/v1/approvals': {
    get: { id: 'list-approvals', does: 'What you may decide now; `all=true`: what your roles are for.', roles: ANY, query: APPROVALS },
  },
  '/v1/approvals/{id}': {
    get: { id: 'show-approval', does: 'What is asked, and the record then and now, masked by data class.', roles: ANY },
  },
  '/v1/approvals/{id}/approve': { post: { id: 'approve', does: 'Your yes.', roles: APPROVE, body: said } },
  '/v1/approvals/{id}/deny': { post: { id: 'deny', does: 'Your no: the command is refused.', roles: APPROVE, body: said } },
  '/v1/approvals/{id}/delegate': {
    post: {
      ...{ id: 'delegate-approval', does: 'Lets somebody else decide in your place.', roles: APPROVE },
      body: object({ ...reason, to: text }, ['reason', 'to']),
    },
  },
  '/v1/inbound': {
    get: { id: 'list-inbound', does: 'Inbound webhooks, newest first, without their bodies.', roles: READ, query: INBOUND },
  },
  '/v1/inbound/sources': { get: { id: 'list-sources', does: 'The sources, with their mistakes.', roles: READ } },
  '/v1/inbound/sources/{source}/try': {
    post: {
      ...{ id: 'try-mapping', does: 'What the mapping would make of a body; nothing is stored.', roles: READ },
      body: object({ headers: OBJECT, body: OBJECT }, ['body']),
    },
  },
  '/v1/inbound/{id}': { get: { id: 'read-inbound', does: 'One message with its body.', roles: ACT } },
  '/v1/inbound/{id}/rerun': {
    post: { id: 'rerun-inbound', does: 'Decides it anew, by the mapping as it is now.', roles: ACT, body: object(why, ['why']) },
  },
  '/v1/replays/{id}': { get: { id: 'show-replay', does: 'How far it is.', roles: COUNT } },
  '/v1/replays/{id}/cancel': { post: { id: 'cancel-replay', does: 'Ends it after the portion under way.', roles: ACT, status: 202 } },
};

const dryRun: Part = { name: 'dryRun', in: 'query', description: '`true`: checks or counts, and changes nothing.', schema: text };

function parametersOf(path: string, { query = {}, ...route }: Route): readonly Part[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ name, in: 'path', required: true, schema: text }));
  const inQuery = Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema }));
  return [...inPath, ...inQuery, ...(route.dryRun === true ? [dryRun] : [])];
}

function operationOf(path: string, route: Route): Part {
  const { id, does, roles, body, status = 200 } = route;
  const parameters = parametersOf(path, route);
  return {
    operationId: id,
    summary: `${does} For the ${roles.length === 1 ? 'role' : 'roles'} ${roles.join(', ')}.`,
    tags: ['operation'],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { content: json(body) } }),
    responses: {
      [status]: status === 204 ? { description: 'Done.' } : { description: 'What was asked for, or what was done.', content: json(OBJECT) },
      400: { description: 'Something in the request is malformed; the detail names it.', content: PROBLEM },
      401: { description: `Refused: ${codeList(['unauthenticated'])}.`, content: PROBLEM },
      403: { description: `Refused: ${codeList(['policy-denied'])}.`, content: PROBLEM },
      default: { description: 'Refused with a code, which `code` holds.', content: PROBLEM },
    },
  };
}

export const OPERATORS: Part = Object.fromEntries(
  Object.entries(ROUTES).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, route]) => [method, operationOf(path, route)])),
  ]),
);
