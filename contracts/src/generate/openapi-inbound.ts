/** Files of commands, and webhooks of other systems: what comes in by other ways than one command at a time. */
import { codeList, json, type Part, PROBLEM, ref } from './openapi-parts.js';
import type { JsonSchema } from './schemas.js';

const OBJECT: JsonSchema = { type: 'object' };
const text: JsonSchema = { type: 'string' };
const NDJSON = 'application/x-ndjson';

const inPath = (name: string, description: string): Part => ({ name, in: 'path', required: true, description, schema: text });
const inQuery = (name: string, schema: JsonSchema, description?: string): Part => ({
  ...{ name, in: 'query', schema },
  ...(description === undefined ? {} : { description }),
});
const status = inQuery('status', { enum: ['accepted', 'applying', 'waiting', 'applied', 'refused', 'failed'] });
// one name for both: two paths that differ by a parameter's name only would be one path twice
const FILE = inPath('id', 'POST: the contract of the commands, `projects.log-timesheet.v1`; otherwise the id of the file');

const REFUSED: Part = {
  401: { description: `Refused: ${codeList(['unauthenticated'])}.`, content: PROBLEM },
  default: { description: 'Refused with a code, which `code` holds.', content: PROBLEM },
};
const answered = (description: string, content: Part = json(OBJECT)): Part => ({ description, content });

const operation = (operationId: string, summary: string, parameters: readonly Part[], responses: Part): Part => ({
  ...{ operationId, summary, tags: ['commands'], parameters },
  responses: { ...responses, ...REFUSED },
});

export const BULK: Part = {
  '/v1/bulk/{id}': {
    post: {
      ...operation(
        'upload-commands',
        'A file of commands, a JSON object on each line. The same key again goes on where it was cut.',
        [
          ...[FILE, ref('parameters/IdempotencyKey')],
          inQuery('keyField', text, 'The field that is the key of a line; otherwise its number'),
          inQuery(
            'versionField',
            text,
            'The field with the version of the record that you saw; as the header If-Match of a single command',
          ),
        ],
        { 202: answered('All lines are recorded; what became of each is asked for.') },
      ),
      requestBody: { required: true, content: { [NDJSON]: { schema: text } } },
    },
    get: operation('show-bulk', 'How many lines stand where.', [FILE], { 200: answered('Counts by status.') }),
  },
  '/v1/bulk/{id}/items': {
    get: operation(
      'list-bulk-items',
      'What became of each line, a page.',
      [
        FILE,
        status,
        inQuery('after', { type: 'integer', minimum: 0, default: 0 }),
        inQuery('limit', { type: 'integer', maximum: 500, default: 100 }),
      ],
      { 200: answered('The lines in their order.') },
    ),
  },
  '/v1/bulk/{id}/items.ndjson': {
    get: operation('download-bulk-items', 'The same, all of it, a line each.', [FILE, status], {
      200: answered('A JSON object on each line.', { [NDJSON]: { schema: text } }),
    }),
  },
  '/v1/bulk/{id}/cancel': {
    post: operation('cancel-bulk', 'Takes back what Odoo cannot have yet.', [FILE], { 200: answered('How many were taken back.') }),
  },
};

/** No API key: the source's own proof (docs/inbound-webhooks.md). */
export const HOOKS: Part = {
  '/hooks/{source}': {
    post: {
      ...{ operationId: 'receive-webhook', summary: 'A webhook of another system, with the proof of its source.', tags: ['commands'] },
      ...{ security: [], parameters: [inPath('source', 'The name of its file among the sources')] },
      requestBody: { required: true, content: json(OBJECT) },
      responses: {
        200: answered('Stored and deliberately left alone, with the reason.'),
        202: answered('Stored, and handed over as a command or an event; several of them with what became of each in `items`.'),
        401: { description: 'Not proven.', content: PROBLEM },
        422: answered('Stored and rejected: an operator can mend the mapping and run it again.'),
        default: { description: 'Refused with a code, which `code` holds.', content: PROBLEM },
      },
    },
  },
};
