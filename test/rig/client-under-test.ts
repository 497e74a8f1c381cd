/** A typed client with a story to tell, whatever its language: what it did with each delivery, and what came of what it sent. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Commands,
  type Handlers,
  type HttpOptions,
  type Invalid,
  type Queries,
  connect,
  inbox,
  memoryStore,
  verifyWebhook,
} from '@odoo-nats-bridge/client';
import type { StackEnvironment } from './stack.js';

const APPROVED = 'procurement.purchase-order.approved.v1';
const RECEIVED = 'procurement.goods-receipt.posted.v1';
const RECEIVE = 'procurement.receive-goods.v1';
const STATUS = 'procurement.purchase-order-status.v1';
export const CONTRACTS_OF_STORY = { APPROVED, RECEIVED, RECEIVE, STATUS } as const;

/** The handler fails at the first attempt of an event whose id has this in it. */
export const FAILS_ONCE = 'fails-once';

/** The handler of an event whose id has this in it takes longer than the bridge's consumers wait for an answer. */
export const TAKES_LONG = 'takes-long';
const LONG_MS = 33_000;

export interface Told {
  readonly what: 'handled' | 'dropped' | 'failed' | 'invalid';
  /** the event's id */
  readonly id: string;
  readonly reason?: string;
  /** of a handled event: the number of the order, or of the receipt, read from the typed data */
  readonly number?: string;
}

/** Of a command or a query, in the words that both languages share. */
export interface Came {
  readonly status: string;
  readonly commandId?: string | null;
  readonly replayed?: boolean;
  readonly answer?: unknown;
  readonly code?: string;
}

export interface ClientUnderTest {
  readonly told: readonly Told[];
  send(over: 'nats' | 'http', input: unknown, key: string): Promise<Came>;
  query(over: 'nats' | 'http', input: unknown): Promise<Came>;
  /** The type of the event in a webhook's request; throws when it does not verify. */
  verify(body: string, headers: Readonly<Record<string, string>>): Promise<string>;
  close(): Promise<void>;
}

/** @param http the application that sends over HTTP */
export async function typescriptClient(env: StackEnvironment, http: HttpOptions): Promise<ClientUnderTest> {
  const told: Told[] = [];
  const failed = new Set<string>();
  const handled = async (id: string, number: string | null): Promise<void> => {
    if (id.includes(FAILS_ONCE) && !failed.has(id)) {
      failed.add(id);
      throw new Error(id);
    }
    if (id.includes(TAKES_LONG)) await sleep(LONG_MS);
    told.push({ what: 'handled', id, number: number ?? '' });
  };
  const handlers: Handlers<unknown> = {
    // the version that the stack's own subscription names
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    [APPROVED]: ({ envelope, data }) => handled(envelope.id, data.number),
    [RECEIVED]: ({ envelope, data }) => handled(envelope.id, data.number),
  };
  const nats = await connect({ servers: env.NATS_URL, user: 'supplier', pass: env.NATS_SUPPLIER_PASSWORD });
  await nats.subscribe('supplier-orders', handlers, {
    inbox: inbox(memoryStore()),
    onDropped: (id) => told.push({ what: 'dropped', id }),
    onFailure: (failure) => told.push({ what: 'failed', id: (failure as Error).message }),
    onInvalid: ({ reason, envelope }: Invalid) => void told.push({ what: 'invalid', id: envelope?.id ?? '', reason }),
    retryAfterMs: () => 500,
  });
  const through = { nats, http: await connect(http) };
  return {
    told,
    send: async (over, input, key) =>
      flat(await through[over].send(RECEIVE, input as Commands[typeof RECEIVE]['input'], { idempotencyKey: key, wait: 30 })),
    query: async (over, input) => flat(await through[over].query(STATUS, input as Queries[typeof STATUS]['input'])),
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is the promise's
    verify: async (body, headers) => {
      const parsed = verifyWebhook(body, headers, ['whsec_b3RoZXI=', env.WEBHOOK_SECRET]);
      return parsed.kind === 'event' ? parsed.event.type : `invalid: ${parsed.detail}`;
    },
    close: async () => {
      await nats.close();
    },
  };
}

const flat = (outcome: {
  status: string;
  commandId?: string | null;
  replayed?: boolean;
  answer?: unknown;
  refusal?: { code: string };
}): Came => ({
  status: outcome.status,
  ...(outcome.commandId === undefined ? {} : { commandId: outcome.commandId }),
  ...(outcome.replayed === undefined ? {} : { replayed: outcome.replayed }),
  ...(outcome.answer === undefined ? {} : { answer: outcome.answer }),
  ...(outcome.refusal === undefined ? {} : { code: outcome.refusal.code }),
});
