/** A client of the bridge: over NATS it subscribes, sends and asks; over HTTP it sends and asks. */
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { jetstream } from '@nats-io/jetstream';
import { type NodeConnectionOptions, connect as connectNats } from '@nats-io/transport-node';
import type { Commands, Queries } from './contract-types.js';
import type { Door, SendOptions } from './door.js';
import { httpDoor } from './http-door.js';
import { type Handlers, type Inbox, NO_INBOX } from './inbox.js';
import { natsDoor } from './nats-door.js';
import { type AnswerTo, type OutcomeOf, answerOf, outcomeOf } from './outcome.js';
import { Pull, type SubscribeOptions, type Subscription } from './subscription.js';

export interface Client {
  /** At most once, however often it is sent with the same key. Throws Unreachable; a refusal is an outcome. */
  send<Type extends keyof Commands>(command: Type, input: Commands[Type]['input'], options: SendOptions): Promise<OutcomeOf<Type>>;
  /** Throws Unreachable; a refusal is an answer. */
  query<Type extends keyof Queries>(query: Type, input: Queries[Type]['input']): Promise<AnswerTo<Type>>;
  /** Settles what is under way, then goes. */
  close(): Promise<void>;
}

export interface Subscriber extends Client {
  /** @param subscription its name, as the operator told it */
  subscribe(subscription: string, handlers: Handlers, options?: SubscribeOptions<undefined>): Promise<Subscription>;
  subscribe<Transaction>(
    subscription: string,
    handlers: Handlers<Transaction>,
    options: SubscribeOptions<Transaction> & { readonly inbox: Inbox<Transaction> },
  ): Promise<Subscription>;
}

export interface HttpOptions {
  readonly url: string;
  readonly apiKey: string;
}

export interface NatsOptions {
  readonly servers: string | string[];
  readonly user: string;
  readonly pass: string;
  /** partners reach JetStream under this name (scripts/nats/nats-server.conf) */
  readonly apiPrefix?: string;
  /** whatever else the NATS client takes: TLS, a name, an authenticator */
  readonly nats?: NodeConnectionOptions;
}

const PARTNERS_API = 'hub.api';
// each waits between half a second and one, so that a thousand clients do not come back in the same instant
// ignoreAuthErrorAbort: while no bridge is there to judge logins, they are refused; that is no reason to give up
const RECONNECT = {
  maxReconnectAttempts: -1,
  ignoreAuthErrorAbort: true,
  reconnectTimeWait: 500,
  reconnectJitter: 500,
  reconnectJitterTLS: 1_000,
};

export function connect(options: NatsOptions): Promise<Subscriber>;
export function connect(options: HttpOptions): Promise<Client>;
/** Throws when the first connection fails; one that is lost later comes back by itself. */
export async function connect(options: NatsOptions | HttpOptions): Promise<Client> {
  return 'url' in options ? clientThrough(httpDoor(options.url, options.apiKey)) : subscriber(options);
}

const clientThrough = (door: Door): Client => ({
  send: async (command, input, options) => outcomeOf(command, await door.send(command, JSON.stringify(input), options)),
  query: async (query, input) => answerOf(query, await door.ask(query, JSON.stringify(input))),
  close: () => door.close(),
});

async function subscriber({ servers, user, pass, apiPrefix = PARTNERS_API, nats = {} }: NatsOptions): Promise<Subscriber> {
  const connection = await connectNats({ ...RECONNECT, inboxPrefix: `_INBOX.${user}`, ...nats, servers, user, pass });
  const client = clientThrough(natsDoor(connection));
  const pulls = new Set<Subscription>();
  return {
    ...client,
    async subscribe<Transaction>(name: string, handlers: Handlers<Transaction>, options: SubscribeOptions<Transaction> = {}) {
      const consumer = await jetstream(connection, { apiPrefix }).consumers.get(STREAMS.deliveries, name);
      // without an inbox the handlers were declared for no transaction: the overloads see to it
      const pull = new Pull(handlers, options.inbox ?? (NO_INBOX as unknown as Inbox<Transaction>), options);
      await pull.start(consumer);
      pulls.add(pull);
      void pull.closed.then(() => pulls.delete(pull));
      return pull;
    },
    async close() {
      await Promise.all([...pulls].map((pull) => pull.close()));
      await client.close();
    },
  };
}
