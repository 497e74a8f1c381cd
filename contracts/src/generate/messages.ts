/** Shapes that travel around contracts, for AsyncAPI and OpenAPI: the envelope's headers, a command's status, a problem. */
import type { Catalog } from '../catalog.js';
import { canonicalId, type EventContract } from '../contract.js';
import { deprecationNote } from '../deprecation.js';
import { dataSchemaOf, type Envelope, toHeaders } from '../envelope.js';
import { REFUSALS } from '../refusals.js';
import type { EventExample } from './examples.js';
import { DATA_CLASSES, type JsonSchema } from '../compatibility/keywords.js';

const text = (description: string, more: JsonSchema = {}): JsonSchema => ({ type: 'string', description, ...more });
const textOrNull = (description: string): JsonSchema => ({ type: ['string', 'null'], description });

/** CloudEvents 1.0 in binary mode. */
export const eventHeaders: JsonSchema = {
  type: 'object',
  required: [
    ...['specversion', 'id', 'source', 'type', 'subject', 'time', 'dataschema'].map((name) => `ce-${name}`),
    ...['correlationid', 'causationid', 'partitionkey', 'recordversion', 'dataclass', 'origin'].map((name) => `ce-${name}`),
    'content-type',
  ],
  properties: {
    'ce-specversion': { const: '1.0' },
    'ce-id': text('Deterministic: change and contract. Deduplicate by it'),
    'ce-source': text('/odoo/<database>'),
    'ce-type': text('The contract'),
    'ce-subject': text('Canonical id of the record'),
    'ce-time': text('When the transaction was told in Odoo, RFC 3339 UTC', { format: 'date-time' }),
    'ce-dataschema': text('Names the JSON Schema of the data'),
    'ce-correlationid': text('One id for the whole story'),
    'ce-causationid': text('What immediately caused this event'),
    'ce-partitionkey': text('Events of one key are in order'),
    'ce-recordversion': text('Rises by one per change of the record', { pattern: '^[1-9][0-9]*$' }),
    'ce-dataclass': { enum: [...DATA_CLASSES], description: 'The data class of the whole event' },
    'ce-origin': { enum: ['orm', 'external'], description: "external: made outside Odoo's ORM" },
    'ce-commandid': text('Only when a command through the bridge caused the change: your own echo'),
    'ce-replay': text('Only when it was sent again by a replay: its id; the event and `ce-id` are the same as before'),
    'ce-masked': text('Only when fields are hidden from you: their data classes; such fields are absent, null or blank'),
    'ce-deprecated': text('Only of a contract that will end: since when', { format: 'date-time' }),
    'ce-sunset': text('From when it may be gone', { format: 'date-time' }),
    'ce-replacedby': text('The contract to go to'),
    'content-type': { const: 'application/json' },
  },
};

/** The headers of a golden example, as the translator writes them. */
export function exampleHeaders({ id, dataClass, deprecated }: EventContract, { change }: EventExample): Readonly<Record<string, string>> {
  const subject = canonicalId({ database: change.database }, change.model, change.record_id);
  const cause = change.command_id ?? change.change_id;
  const envelope: Envelope = {
    specversion: '1.0',
    id: `${change.change_id}:${id}`,
    source: `/odoo/${change.database}`,
    type: id,
    subject,
    time: change.occurred_at,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(id),
    correlationid: cause,
    causationid: cause,
    partitionkey: subject,
    recordversion: String(change.version),
    dataclass: dataClass,
    origin: change.origin,
    ...(change.command_id === null ? {} : { commandid: change.command_id }),
    ...(deprecated === undefined ? {} : deprecationNote(deprecated)),
  };
  return Object.fromEntries(toHeaders(envelope));
}

/** All codes that a sender may meet: those of every command and those of the contracts. */
export const refusalCodes = (catalog: Catalog): readonly string[] =>
  [
    ...new Set([
      ...Object.keys(REFUSALS),
      ...[...catalog.commands.values(), ...catalog.queries.values()].flatMap(({ refusals }) => Object.keys(refusals)),
    ]),
  ].sort();

export const refusalSchema: JsonSchema = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: text("One of the codes of every command or of the contract's own"),
    message: text('What it means and what to do'),
    detail: {},
  },
};

const COMMAND_STATES = ['accepted', 'applying', 'waiting', 'applied', 'refused', 'failed'] as const;

/** A command as its sender sees it, over every door the same. @param answer the schema of the contract's answer */
export const statusSchema = (answer: JsonSchema): JsonSchema => ({
  type: 'object',
  required: [
    ...['commandId', 'type', 'status', 'idempotencyKey', 'correlationId'],
    ...['replayed', 'answer', 'refusal', 'acceptedAt', 'finishedAt'],
  ],
  properties: {
    commandId: textOrNull('null only when it was refused at the door and never recorded'),
    type: text('The contract'),
    status: { enum: [...COMMAND_STATES], description: 'applied, refused and failed are final' },
    idempotencyKey: textOrNull('As it was sent'),
    correlationId: textOrNull('One id for the whole story'),
    replayed: { type: 'boolean', description: 'true: the answer to an earlier request with the same key' },
    answer: { anyOf: [answer, { type: 'null' }] },
    refusal: { anyOf: [{ $ref: '#/components/schemas/Refusal' }, { type: 'null' }] },
    acceptedAt: textOrNull('RFC 3339 UTC'),
    finishedAt: textOrNull('RFC 3339 UTC; null while it is open'),
  },
});

/** The status of a golden example, applied. */
export const exampleStatus = (type: string, answer: unknown) => ({
  commandId: '019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071',
  type,
  status: 'applied',
  idempotencyKey: 'delivery-note-4711',
  correlationId: '019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071',
  replayed: false,
  answer,
  refusal: null,
  acceptedAt: '2026-11-22T10:00:00.000Z',
  finishedAt: '2026-11-22T10:00:00.250Z',
});

/** What a query answers, over both doors the same. @param answer the schema of the contract's answer */
export const replySchema = (answer: JsonSchema): JsonSchema => ({
  type: 'object',
  required: ['queryId', 'type', 'status', 'answer', 'refusal', 'readAt'],
  properties: {
    queryId: textOrNull('null only when it was refused at the door; leads to the evidence'),
    type: text('The contract'),
    status: { enum: ['answered', 'refused'] },
    answer: { anyOf: [answer, { type: 'null' }] },
    refusal: { anyOf: [{ $ref: '#/components/schemas/Refusal' }, { type: 'null' }] },
    readAt: textOrNull('RFC 3339 UTC: the one moment of Odoo that the whole answer is of'),
  },
});

/** The reply of a golden example, answered. */
export const exampleReply = (type: string, answer: unknown) => ({
  queryId: '5f0c2f6e-3c1a-4b7e-9a55-0d1c2b3a4f5e',
  type,
  status: 'answered',
  answer,
  refusal: null,
  readAt: '2026-11-22T10:00:00Z',
});
