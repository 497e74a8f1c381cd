/**
 * AsyncAPI 3.0 of what travels over NATS, told from the bridge's side: it sends events and receives commands and queries.
 * Payloads are the files in schemas/: in the keywords that contracts use, JSON Schema 2020-12 and AsyncAPI's own dialect agree.
 */
import type { Catalog } from '../catalog.js';
import type { CommandContract, EventContract } from '../contract.js';
import type { Deprecation } from '../deprecation.js';
import type { QueryContract } from '../query.js';
import { commandSubject, deliverySubject, eventSubject, querySubject } from '../subjects.js';
import type { EventExample, Examples, RequestExample } from './examples.js';
import { eventHeaders, exampleHeaders, exampleReply, exampleStatus, refusalSchema, replySchema, statusSchema } from './messages.js';

type Part = Readonly<Record<string, unknown>>;

const NATS = { nats: { bindingVersion: '0.1.0' } };
/** The bridge's replicas share the commands. */
const SHARED = { nats: { queue: 'bridge', bindingVersion: '0.1.0' } };

const ref = (path: string): Part => ({ $ref: `#/${path}` });
const schemaFile = (name: string): Part => ({ $ref: `./schemas/${name}.json` });

const ending = ({ deprecated }: { readonly deprecated?: Deprecation }): Part =>
  deprecated === undefined ? {} : { 'x-deprecation': deprecated };

const eventMessage = (event: EventContract, example: EventExample | undefined): Part => ({
  name: event.id,
  title: event.id,
  summary: event.meaning,
  contentType: 'application/json',
  headers: ref('components/schemas/EventHeaders'),
  payload: schemaFile(event.id),
  tags: [{ name: event.domain }],
  ...(example === undefined ? {} : { examples: [{ name: 'recorded', headers: exampleHeaders(event, example), payload: example.data }] }),
  'x-owner': event.owner,
  'x-data-class': event.dataClass,
  'x-delivery': event.delivery,
  ...ending(event),
});

const eventChannel = (event: EventContract): Part => ({
  address: eventSubject(event.id),
  description: `${event.meaning} A subscriber gets it from its own subscription, see the channel deliveries.`,
  messages: { event: ref(`components/messages/${event.id}`) },
  bindings: { nats: {} },
});

const eventOperation = (event: EventContract): Part => ({
  action: 'send',
  channel: ref(`channels/${event.id}`),
  messages: [ref(`channels/${event.id}/messages/event`)],
  bindings: NATS,
});

/** A command or a query: a request with a reply. */
interface Request {
  readonly contract: CommandContract | QueryContract;
  readonly subject: string;
  readonly example: RequestExample | undefined;
  readonly headers: Part;
  /** an example of them */
  readonly sent: Part;
  readonly reply: { readonly name: string; readonly title: string; readonly schema: Part; readonly example: (answer: unknown) => Part };
}

const commandRequest = (command: CommandContract, examples: Examples): Request => ({
  contract: command,
  subject: commandSubject(command.id),
  example: examples.commands.get(command.id),
  headers: { headers: ref('components/schemas/CommandHeaders') },
  sent: { headers: { 'Idempotency-Key': 'delivery-note-4711' } },
  reply: {
    name: 'status',
    title: 'The command as it stands',
    schema: statusSchema(schemaFile(`${command.id}.answer`)),
    example: (answer) => exampleStatus(command.id, answer),
  },
});

const queryRequest = (query: QueryContract, examples: Examples): Request => ({
  contract: query,
  subject: querySubject(query.id),
  example: examples.queries.get(query.id),
  headers: {},
  sent: {},
  reply: {
    name: 'reply',
    title: 'The answer, or why there is none',
    schema: replySchema(schemaFile(`${query.id}.answer`)),
    example: (answer) => exampleReply(query.id, answer),
  },
});

const requestMessages = ({ contract, example, headers, sent, reply }: Request): readonly (readonly [string, Part])[] => [
  [
    contract.id,
    {
      name: contract.id,
      title: contract.id,
      summary: contract.meaning,
      contentType: 'application/json',
      ...headers,
      payload: schemaFile(contract.id),
      tags: [{ name: contract.domain }],
      ...(example === undefined ? {} : { examples: [{ name: 'recorded', ...sent, payload: example.input }] }),
      'x-owner': contract.owner,
      'x-refusals': contract.refusals,
      ...ending(contract),
    },
  ],
  [
    `${contract.id}.${reply.name}`,
    {
      name: `${contract.id}.${reply.name}`,
      title: reply.title,
      contentType: 'application/json',
      payload: reply.schema,
      ...(example === undefined ? {} : { examples: [{ name: 'recorded', payload: reply.example(example.answer) }] }),
    },
  ],
];

const requestChannels = ({ contract, subject, reply }: Request): readonly (readonly [string, Part])[] => [
  [
    contract.id,
    {
      address: subject,
      description: contract.meaning,
      messages: { request: ref(`components/messages/${contract.id}`) },
      bindings: { nats: {} },
    },
  ],
  [
    `${contract.id}.reply`,
    { address: null, description: "The requester's inbox.", messages: { reply: ref(`components/messages/${contract.id}.${reply.name}`) } },
  ],
];

const requestOperation = ({ contract }: Request): Part => ({
  action: 'receive',
  channel: ref(`channels/${contract.id}`),
  messages: [ref(`channels/${contract.id}/messages/request`)],
  reply: { channel: ref(`channels/${contract.id}.reply`), messages: [ref(`channels/${contract.id}.reply/messages/reply`)] },
  bindings: SHARED,
});

const deliveries = (events: readonly EventContract[]): Part => ({
  address: deliverySubject('{subscription}').replace('_subscription_', '{subscription}'),
  description:
    'What a subscription gets: the events that policy and its scope let through, in order. Pull its consumer of stream DELIVERIES.',
  parameters: { subscription: { description: 'The name of the subscription' } },
  messages: Object.fromEntries(events.map((event) => [event.id, ref(`components/messages/${event.id}`)])),
  bindings: { nats: {} },
});

const COMMAND_HEADERS: Part = {
  type: 'object',
  required: ['Idempotency-Key'],
  properties: {
    'Idempotency-Key': { type: 'string', pattern: '^[\\x20-\\x7e]{1,128}$', description: 'One per intent: a repeat gets the first answer' },
    Deadline: { type: 'string', format: 'date-time', description: 'Until when it may begin' },
    'If-Match': {
      type: 'string',
      pattern: '^("[0-9]{1,15}"|[0-9]{1,15})$',
      description: 'The `recordversion` of the record that you saw; Odoo has another one: refused with `version-conflict`',
    },
    Prefer: { type: 'string', description: 'wait=<seconds>: how long the reply may wait for the outcome; 10 unless told, 60 at most' },
  },
};

export function asyncApi(catalog: Catalog, examples: Examples): Part {
  const events = [...catalog.events.values()];
  const requests = [
    ...[...catalog.commands.values()].map((command) => commandRequest(command, examples)),
    ...[...catalog.queries.values()].map((query) => queryRequest(query, examples)),
  ];
  return {
    asyncapi: '3.0.0',
    id: 'urn:odoo-nats-bridge',
    info: {
      title: 'Odoo NATS Bridge',
      version: '1.0.0',
      description:
        'What happens in Odoo as events, what may be asked of Odoo as commands, and what may be read of it as queries. Generated from contracts/src; do not edit.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([
      ...events.map((event) => [event.id, eventChannel(event)] as const),
      ...requests.flatMap(requestChannels),
      ['deliveries', deliveries(events)] as const,
    ]),
    operations: Object.fromEntries([
      ...events.map((event) => [`send-${event.id}`, eventOperation(event)] as const),
      ...requests.map((request) => [`receive-${request.contract.id}`, requestOperation(request)] as const),
    ]),
    components: {
      schemas: { EventHeaders: eventHeaders, CommandHeaders: COMMAND_HEADERS, Refusal: refusalSchema },
      messages: Object.fromEntries([
        ...events.map((event) => [event.id, eventMessage(event, examples.events.get(event.id))] as const),
        ...requests.flatMap(requestMessages),
      ]),
    },
  };
}
