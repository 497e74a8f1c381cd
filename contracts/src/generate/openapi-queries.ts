/** The door of queries, a path per contract. */
import type { QueryContract } from '../query.js';
import type { RequestExample } from './examples.js';
import { exampleReply, replySchema } from './messages.js';
import { type Codes, json, type Part, ref, refusals } from './openapi-parts.js';
import type { JsonSchema } from './schemas.js';

/** Refused before Odoo was asked: a problem. After that: the reply, under the refusal's HTTP status. */
const CODES: Codes = {
  door: [
    'bad-json',
    'unauthenticated',
    'too-many-attempts',
    'unknown-contract',
    'payload-too-large',
    'schema-violation',
    'unavailable',
    'internal',
  ],
  after: [
    ...(['policy-denied', 'not-allowed', 'odoo-access-denied', 'record-not-found', 'odoo-refused'] as const),
    ...(['answer-too-large', 'temporarily-unavailable', 'internal'] as const),
  ],
};

/** The schema of a query's reply, by its name in the document. */
export const replyName = (query: QueryContract): string => `${query.id}.reply`;
export const queryReply = (query: QueryContract): JsonSchema => replySchema({ $ref: `./schemas/${query.id}.answer.json` });

export function queryPath(query: QueryContract, example: RequestExample | undefined): Part {
  const reply = ref(`schemas/${replyName(query)}`);
  return {
    post: {
      operationId: query.id,
      summary: query.meaning,
      tags: [query.domain],
      requestBody: { required: true, content: json({ $ref: `./schemas/${query.id}.json` }, example?.input) },
      responses: {
        200: { description: 'Answered.', content: json(reply, example && exampleReply(query.id, example.answer)) },
        ...refusals(CODES, Object.keys(query.refusals), reply),
      },
      ...(query.deprecated === undefined ? {} : { deprecated: true, 'x-deprecation': query.deprecated }),
      'x-owner': query.owner,
      'x-refusals': query.refusals,
    },
  };
}
