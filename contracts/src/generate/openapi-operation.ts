/** What operators and their tools ask: health, readiness, the audit trail. */
import { codeList, json, type Part, PROBLEM, ref } from './openapi-parts.js';
import type { JsonSchema } from './schemas.js';

export const auditPath: Part = {
  get: {
    operationId: 'audit-story',
    summary: 'The audit trail of one id, for the role operator.',
    tags: ['operation'],
    parameters: ['correlationId', 'commandId'].map((name) => ({
      name,
      in: 'query',
      description: name === 'commandId' ? "A command's, an event's, a record's or a delivery's id" : 'The id of the whole story',
      schema: { type: 'string', minLength: 1, maxLength: 256 },
    })),
    responses: {
      200: { description: 'The entries, oldest first.', content: json(ref('schemas/Story')) },
      400: { description: 'Neither id is named, or one is malformed.', content: PROBLEM },
      401: { description: `Refused: ${codeList(['unauthenticated'])}.`, content: PROBLEM },
      403: { description: `Refused: ${codeList(['policy-denied'])}.`, content: PROBLEM },
    },
  },
};

const health = (operationId: string, summary: string, responses: Part): Part => ({
  get: { operationId, summary, tags: ['operation'], security: [], responses },
});

const readiness = (description: string): Part => ({ description, content: json(ref('schemas/Readiness')) });

export const HEALTH: Part = {
  '/healthz': health('alive', 'The process lives.', {
    200: {
      description: 'Its event loop answers.',
      content: json({ type: 'object', required: ['alive'], properties: { alive: { const: true } } }),
    },
  }),
  '/readyz': health('ready', 'Work flows.', {
    200: readiness('Every part answers.'),
    503: readiness('Some part does not; the body names it.'),
  }),
};

export const component: JsonSchema = {
  type: 'object',
  required: ['state', 'detail'],
  properties: {
    state: { enum: ['ok', 'failing', 'starting'] },
    detail: { type: 'string' },
    since: { type: 'string', format: 'date-time' },
  },
};

export const auditEntry: JsonSchema = {
  type: 'object',
  required: ['seq', 'at', 'kind', 'actor', 'correlationId', 'subject', 'data', 'previousHash', 'hash'],
  properties: {
    seq: { type: 'integer', minimum: 1 },
    at: { type: 'string', format: 'date-time' },
    kind: { type: 'string', description: '`command.accepted`, `event.delivered`: the thing, and what happened to it' },
    actor: { type: 'string' },
    correlationId: { type: 'string' },
    subject: {
      type: 'object',
      description: 'ids by their kind; lists when the entry is about several things: the n-th of each belong together',
      additionalProperties: { type: ['string', 'number', 'array', 'null'], items: { type: 'string' } },
    },
    data: { type: 'object' },
    previousHash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  },
};
