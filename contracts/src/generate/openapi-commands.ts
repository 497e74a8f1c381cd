/** The door of commands, a path per contract, and the status of a command. */
import type { CommandContract } from '../contract.js';
import type { RequestExample } from './examples.js';
import { exampleStatus, statusSchema } from './messages.js';
import { codeList, type Codes, json, type Part, PROBLEM, ref, refusals } from './openapi-parts.js';
import type { JsonSchema } from './schemas.js';

/** Refused before it became a command: a problem. Refused after it was recorded: its status, under the refusal's HTTP status. */
const CODES: Codes = {
  door: [
    ...(['bad-json', 'missing-idempotency-key', 'unauthenticated', 'too-many-attempts', 'unknown-contract', 'key-conflict'] as const),
    ...(['bad-deadline', 'bad-expected-version'] as const),
    ...(['payload-too-large', 'schema-violation', 'unavailable', 'internal'] as const),
  ],
  after: [
    ...(['policy-denied', 'approval-denied', 'approval-expired', 'record-changed', 'deadline-passed', 'cancelled'] as const),
    ...(['not-allowed', 'odoo-access-denied', 'record-not-found'] as const),
    ...(['version-conflict', 'command-id-conflict', 'odoo-refused', 'wizard-needed', 'not-atomic', 'internal'] as const),
  ],
};

const WAIT = [ref('parameters/Prefer'), ref('parameters/Wait')];

/** The schema of a command's status, by its name in the document. */
export const statusName = (command: CommandContract): string => `${command.id}.status`;
export const commandStatus = (command: CommandContract): JsonSchema => statusSchema({ $ref: `./schemas/${command.id}.answer.json` });

export function commandPath(command: CommandContract, example: RequestExample | undefined): Part {
  const status = ref(`schemas/${statusName(command)}`);
  const answered = (description: string, shown?: unknown): Part => ({
    description,
    headers: { Location: ref('headers/Location') },
    content: json(status, shown),
  });
  return {
    post: {
      operationId: command.id,
      summary: command.meaning,
      tags: [command.domain],
      parameters: [ref('parameters/IdempotencyKey'), ref('parameters/Deadline'), ref('parameters/IfMatch'), ...WAIT],
      requestBody: { required: true, content: json({ $ref: `./schemas/${command.id}.json` }, example?.input) },
      responses: {
        200: answered('Applied.', example && exampleStatus(command.id, example.answer)),
        202: answered('Accepted and still open; `waiting`: for an approval.'),
        ...refusals(CODES, Object.keys(command.refusals), status),
      },
      ...(command.deprecated === undefined ? {} : { deprecated: true, 'x-deprecation': command.deprecated }),
      'x-owner': command.owner,
      'x-refusals': command.refusals,
    },
  };
}

export const statusPath: Part = {
  get: {
    operationId: 'command-status',
    summary: 'A command of yours as it stands.',
    tags: ['commands'],
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }, ...WAIT],
    responses: {
      200: { description: 'Applied.', content: json(ref('schemas/Status')) },
      202: { description: 'Still open.', content: json(ref('schemas/Status')) },
      401: { description: `Refused: ${codeList(['unauthenticated'])}.`, content: PROBLEM },
      404: {
        description: `Refused: ${codeList(['not-found'])}, or the record was not found in Odoo.`,
        content: { ...PROBLEM, ...json(ref('schemas/Status')) },
      },
      default: {
        description: 'The status of a refused command, under the HTTP status of its refusal.',
        content: { ...json(ref('schemas/Status')), ...PROBLEM },
      },
    },
  },
};

const listed: Part = {
  type: 'object',
  required: ['commands', 'next'],
  properties: {
    commands: { type: 'array', items: { type: 'object' }, description: 'Newest first; without what was asked and answered' },
    next: { type: ['string', 'null'], description: '`before` of the next page' },
  },
};

export const listPath: Part = {
  get: {
    operationId: 'list-commands',
    summary: 'Your commands, newest first; `all=true`: those of everybody, for operators.',
    tags: ['commands'],
    parameters: [
      { name: 'status', in: 'query', schema: { enum: ['accepted', 'applying', 'waiting', 'applied', 'refused', 'failed'] } },
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 500, default: 100 } },
      { name: 'before', in: 'query', schema: { type: 'string', format: 'uuid' } },
      { name: 'all', in: 'query', schema: { enum: ['true', 'false'] } },
    ],
    responses: {
      200: { description: 'A page.', content: json(listed) },
      401: { description: `Refused: ${codeList(['unauthenticated'])}.`, content: PROBLEM },
      default: { description: 'Refused with a code, which `code` holds.', content: PROBLEM },
    },
  },
};

export const cancelPath: Part = {
  post: {
    operationId: 'cancel-command',
    summary: 'Takes a command of yours back, while Odoo cannot have it.',
    tags: ['commands'],
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
    responses: {
      200: { description: 'It is cancelled: refused with `cancelled`.', content: json(ref('schemas/Status')) },
      401: { description: `Refused: ${codeList(['unauthenticated'])}.`, content: PROBLEM },
      404: { description: `Refused: ${codeList(['not-found'])}.`, content: PROBLEM },
      409: { description: `Refused: ${codeList(['too-late-to-cancel'])}.`, content: PROBLEM },
      default: { description: 'Refused with a code, which `code` holds.', content: PROBLEM },
    },
  },
};
