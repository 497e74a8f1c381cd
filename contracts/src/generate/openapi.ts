/** OpenAPI 3.1 of the bridge's HTTP doors. A bridge test holds it against the controllers. */
import type { Catalog } from '../catalog.js';
import type { Examples } from './examples.js';
import { refusalCodes, refusalSchema, statusSchema } from './messages.js';
import { cancelPath, commandPath, commandStatus, listPath, statusName, statusPath } from './openapi-commands.js';
import { auditEntry, auditPath, component, HEALTH } from './openapi-operation.js';
import { BULK, HOOKS } from './openapi-inbound.js';
import { OPERATORS } from './openapi-operators.js';
import { type Part, ref } from './openapi-parts.js';
import { queryPath, queryReply, replyName } from './openapi-queries.js';
import type { JsonSchema } from './schemas.js';

const problem = (codes: readonly string[]): JsonSchema => ({
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', description: '`urn:odoo-nats-bridge:refusal:<code>`, or about:blank' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string' },
    code: { enum: [...codes, 'bad-request'], description: 'What to branch on' },
    context: { description: 'Structured detail: the wrong fields, the policies that spoke' },
  },
});

const schemas = (catalog: Catalog): Part => ({
  Problem: problem(refusalCodes(catalog)),
  Refusal: refusalSchema,
  Status: statusSchema({ type: 'object' }),
  Readiness: {
    type: 'object',
    required: ['ready', 'components'],
    properties: { ready: { type: 'boolean' }, components: { type: 'object', additionalProperties: ref('schemas/Component') } },
  },
  Component: component,
  ...Object.fromEntries([...catalog.commands.values()].map((command) => [statusName(command), commandStatus(command)])),
  ...Object.fromEntries([...catalog.queries.values()].map((query) => [replyName(query), queryReply(query)])),
  Story: { type: 'object', required: ['entries'], properties: { entries: { type: 'array', items: ref('schemas/AuditEntry') } } },
  AuditEntry: auditEntry,
});

const PARAMETERS: Part = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'One per intent: a repeat with the same body gets the first answer.',
    schema: { type: 'string', pattern: '^[\\x20-\\x7e]{1,128}$' },
  },
  Deadline: {
    name: 'Deadline',
    in: 'header',
    description: 'Until when it may begin, RFC 3339 with a time zone. Passed in the queue, it is refused with `deadline-passed`.',
    schema: { type: 'string', format: 'date-time' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description:
      'The version of the record that you saw: `recordversion` of an event about it. Odoo has another one: refused with `version-conflict`.',
    schema: { type: 'string', pattern: '^("[0-9]{1,15}"|[0-9]{1,15})$' },
    example: '"12"',
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description: '`wait=<seconds>` (RFC 7240): how long to wait for the outcome; 10 unless told, 60 at most.',
    schema: { type: 'string' },
    example: 'wait=0',
  },
  Wait: {
    name: 'wait',
    in: 'query',
    description: 'The same as Prefer, in whole seconds.',
    schema: { type: 'integer', minimum: 0, maximum: 9999 },
  },
};

export function openApi(catalog: Catalog, examples: Examples): Part {
  const commands = [...catalog.commands.values()].map((command) => [
    `/v1/commands/${command.id}`,
    commandPath(command, examples.commands.get(command.id)),
  ]);
  const queries = [...catalog.queries.values()].map((query) => [
    `/v1/queries/${query.id}`,
    queryPath(query, examples.queries.get(query.id)),
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Odoo NATS Bridge',
      version: '1.0.0',
      description: 'Commands and queries to Odoo over HTTP, and what operators ask. Generated from contracts/src; do not edit.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ apiKey: [] }],
    paths: {
      ...Object.fromEntries([...commands, ...queries]),
      '/v1/commands': listPath,
      '/v1/commands/{id}': statusPath,
      '/v1/commands/{id}/cancel': cancelPath,
      '/v1/audit': auditPath,
      ...BULK,
      ...HOOKS,
      ...OPERATORS,
      ...HEALTH,
    },
    components: {
      schemas: schemas(catalog),
      parameters: PARAMETERS,
      headers: { Location: { description: 'Where the status of the command is', schema: { type: 'string' } } },
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'The API key of the client' } },
    },
  };
}
