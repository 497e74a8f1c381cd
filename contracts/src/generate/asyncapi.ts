/**
 * AsyncAPI 3.0 of what travels over NATS, told from the bridge's side: it sends events and receives commands.
 * Payloads are the files in schemas/: in the keywords that contracts use, JSON Schema 2020-12 and AsyncAPI's own dialect agree.
 */
import type { Catalog } from '../catalog.js';
import type { CommandContract, EventContract } from '../contract.js';
import { commandSubject, deliverySubject, eventSubject } from '../subjects.js';
import type { CommandExample, EventExample, Examples } from './examples.js';
import { eventHeaders, exampleHeaders, exampleStatus, refusalSchema, statusSchema } from './messages.js';

type Part = Readonly<Record<string, unknown>>;

const NATS = { nats: { bindingVersion: '0.1.0' } };
/** The bridge's replicas share the commands. */
const SHARED = { nats: { queue: 'bridge', bindingVersion: '0.1.0' } };

const ref = (path: string): Part => ({ $ref: `#/${path}` });
const schemaFile = (name: string): Part => ({ $ref: `./schemas/${name}.json` });

const eventMessage = (event: EventContract, example: EventExample | undefined): Part => ({
  name: event.id,
  title: event.id,
  summary: event.meaning,
  contentType: 'application/json',
  headers: ref('components/schemas/EventHeaders'),
  payload: schemaFile(event.id),
  tags: [{ name: event.domain }],
  ...(example === undefined
    ? {}
    : { examples: [{ name: 'recorded', headers: exampleHeaders(event.id, event.dataClass, example), payload: example.data }] }),
  'x-owner': event.owner,
  'x-data-class': event.dataClass,
  'x-delivery': event.delivery,
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

const commandMessages = (command: CommandContract, example: CommandExample | undefined): readonly (readonly [string, Part])[] => [
  [
    command.id,
    {
      name: command.id,
      title: command.id,
      summary: command.meaning,
      contentType: 'application/json',
      headers: ref('components/schemas/CommandHeaders'),
      payload: schemaFile(command.id),
      tags: [{ name: command.domain }],
      ...(example === undefined
        ? {}
        : { examples: [{ name: 'recorded', headers: { 'Idempotency-Key': 'delivery-note-4711' }, payload: example.input }] }),
      'x-owner': command.owner,
      'x-refusals': command.refusals,
    },
  ],
  [
    `${command.id}.status`,
    {
      name: `${command.id}.status`,
      title: `The command as it stands`,
      contentType: 'application/json',
      payload: statusSchema(schemaFile(`${command.id}.answer`)),
      ...(example === undefined ? {} : { examples: [{ name: 'applied', payload: exampleStatus(command.id, example.answer) }] }),
    },
  ],
];

const commandChannels = (command: CommandContract): readonly (readonly [string, Part])[] => [
  [
    command.id,
    {
      address: commandSubject(command.id),
      description: command.meaning,
      messages: { command: ref(`components/messages/${command.id}`) },
      bindings: { nats: {} },
    },
  ],
  [
    `${command.id}.reply`,
    { address: null, description: "The requester's inbox.", messages: { status: ref(`components/messages/${command.id}.status`) } },
  ],
];

const commandOperation = (command: CommandContract): Part => ({
  action: 'receive',
  channel: ref(`channels/${command.id}`),
  messages: [ref(`channels/${command.id}/messages/command`)],
  reply: { channel: ref(`channels/${command.id}.reply`), messages: [ref(`channels/${command.id}.reply/messages/status`)] },
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
    Prefer: { type: 'string', description: 'wait=<seconds>: how long the reply may wait for the outcome; 10 unless told, 60 at most' },
  },
};

export function asyncApi(catalog: Catalog, examples: Examples): Part {
  const events = [...catalog.events.values()];
  const commands = [...catalog.commands.values()];
  return {
    asyncapi: '3.0.0',
    id: 'urn:odoo-nats-bridge',
    info: {
      title: 'Odoo NATS Bridge',
      version: '1.0.0',
      description: 'What happens in Odoo as events, and what may be asked of Odoo as commands. Generated from contracts/src; do not edit.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([
      ...events.map((event) => [event.id, eventChannel(event)] as const),
      ...commands.flatMap(commandChannels),
      ['deliveries', deliveries(events)] as const,
    ]),
    operations: Object.fromEntries([
      ...events.map((event) => [`send-${event.id}`, eventOperation(event)] as const),
      ...commands.map((command) => [`receive-${command.id}`, commandOperation(command)] as const),
    ]),
    components: {
      schemas: { EventHeaders: eventHeaders, CommandHeaders: COMMAND_HEADERS, Refusal: refusalSchema },
      messages: Object.fromEntries([
        ...events.map((event) => [event.id, eventMessage(event, examples.events.get(event.id))] as const),
        ...commands.flatMap((command) => commandMessages(command, examples.commands.get(command.id))),
      ]),
    },
  };
}
