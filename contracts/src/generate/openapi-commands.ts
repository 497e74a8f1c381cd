/** The door of commands, a path per contract, and the status of a command. */
import type { CommandContract } from '../contract.js';
import { REFUSALS, type RefusalCode } from '../refusals.js';
import type { CommandExample } from './examples.js';
import { exampleStatus, statusSchema } from './messages.js';
import { codeList, json, type Part, PROBLEM, ref } from './openapi-parts.js';
import type { JsonSchema } from './schemas.js';

/** Refused before it became a command: an RFC 9457 problem. */
const DOOR: readonly RefusalCode[] = [
  ...(['bad-json', 'missing-idempotency-key', 'unauthenticated', 'unknown-contract', 'key-conflict'] as const),
  ...(['payload-too-large', 'schema-violation', 'unavailable', 'internal'] as const),
];
/** Refused after it was recorded: the command's status, under the refusal's HTTP status. */
const RECORDED: readonly RefusalCode[] = [
  ...(['policy-denied', 'approval-required', 'not-allowed', 'odoo-access-denied', 'record-not-found'] as const),
  ...(['version-conflict', 'command-id-conflict', 'odoo-refused', 'internal'] as const),
];

interface Refusing {
  readonly status: number;
  readonly door: readonly string[];
  readonly recorded: readonly string[];
}

function refusing(own: readonly string[]): readonly Refusing[] {
  const by = (codes: readonly RefusalCode[], status: number): string[] => codes.filter((code) => REFUSALS[code].httpStatus === status);
  const statuses = [...new Set([...DOOR, ...RECORDED].map((code) => REFUSALS[code].httpStatus))].sort();
  return statuses.map((status) => ({
    status,
    door: by(DOOR, status),
    recorded: [...by(RECORDED, status), ...(status === 422 ? own : [])],
  }));
}

function refusals(own: readonly string[], status: Part): Part {
  return Object.fromEntries(
    refusing(own).map(({ status: code, door, recorded }) => {
      const atDoor = door.length === 0 ? [] : [`Refused at the door: ${codeList(door)}.`];
      const after = recorded.length === 0 ? [] : [`Recorded and refused: ${codeList(recorded)}.`];
      const content = { ...(door.length === 0 ? {} : PROBLEM), ...(recorded.length === 0 ? {} : json(status)) };
      return [String(code), { description: [...atDoor, ...after].join(' '), content }];
    }),
  );
}

const WAIT = [ref('parameters/Prefer'), ref('parameters/Wait')];

/** The schema of a command's status, by its name in the document. */
export const statusName = (command: CommandContract): string => `${command.id}.status`;
export const commandStatus = (command: CommandContract): JsonSchema => statusSchema({ $ref: `./schemas/${command.id}.answer.json` });

export function commandPath(command: CommandContract, example: CommandExample | undefined): Part {
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
      parameters: [ref('parameters/IdempotencyKey'), ...WAIT],
      requestBody: { required: true, content: json({ $ref: `./schemas/${command.id}.json` }, example?.input) },
      responses: {
        200: answered('Applied.', example && exampleStatus(command.id, example.answer)),
        202: answered('Accepted and still open.'),
        ...refusals(Object.keys(command.refusals), status),
      },
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
