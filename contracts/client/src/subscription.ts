/**
 * Pulls one subscription and settles each message exactly once: acknowledged after its handler's transaction, handed back with a
 * delay when the handler failed, terminated (the bridge keeps it as a dead letter) when it cannot be read. The consumer belongs to the
 * broker: after a restart of either side it goes on where it stood.
 */
import { TEST_EVENT } from '@odoo-nats-bridge/contracts';
import { type Consumer, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { type Invalid, type Parsed, parseEvent } from './event.js';
import { type Handlers, type Inbox, type Outcome, handlerOf } from './inbox.js';

export interface SubscribeOptions<Transaction> {
  /** makes the effect once; without it a handler meets repetitions */
  readonly inbox?: Inbox<Transaction>;
  /** told of what cannot be read or has no handler, before it is terminated; when it throws, the message comes again */
  readonly onInvalid?: (invalid: Invalid) => Promise<void> | void;
  /** told of a handler that failed; the message comes again */
  readonly onFailure?: (failure: unknown, attempt: number) => void;
  /** told of a message that the inbox dropped */
  readonly onDropped?: (id: string) => void;
  /** before attempt `attempt` + 1 */
  readonly retryAfterMs?: (attempt: number) => number;
  /** messages fetched ahead; they are handled one after another */
  readonly ahead?: number;
}

export interface Subscription {
  /** Resolves when the message under way is settled; those fetched ahead are handed back. */
  close(): Promise<void>;
  /** Resolves when it ended by itself or was closed: with the reason, if there is one. */
  readonly closed: Promise<undefined | Error>;
}

// the bridge's consumers want an answer within 30 s (docs/subscribe.md): a long handler has to say that it lives
const WORKING_MS = 10_000;
const AHEAD = 16;
const JITTER = 0.2;
const STEPS_MS = [1_000, 5_000, 15_000, 60_000] as const;

/** 1 s, 5 s, 15 s, then each minute, 20 % more or less. The bridge gives up after ten attempts. */
const patient = (attempt: number): number => (STEPS_MS[attempt - 1] ?? 60_000) * (1 + JITTER * (2 * Math.random() - 1));

const tellFailure = (failure: unknown, attempt: number): void => {
  console.error(`a handler failed at attempt ${String(attempt)}`, failure);
};
const tellInvalid = ({ reason, detail }: Invalid): void => {
  console.error(`an event cannot be handled: ${reason}: ${detail}`);
};

export class Pull<Transaction> implements Subscription {
  readonly closed: Promise<undefined | Error>;
  private readonly waiting: JsMsg[] = [];
  private busy: Promise<void> | undefined;
  private closing = false;
  private messages: ConsumerMessages | undefined;
  private readonly alive: NodeJS.Timeout;
  private end!: (reason: undefined | Error) => void;

  constructor(
    private readonly handlers: Handlers<Transaction>,
    private readonly inbox: Inbox<Transaction>,
    private readonly options: SubscribeOptions<Transaction>,
  ) {
    this.closed = new Promise((resolve) => (this.end = resolve));
    this.alive = setInterval(() => {
      for (const message of this.waiting) message.working();
    }, WORKING_MS);
  }

  async start(consumer: Consumer): Promise<void> {
    const callback = (message: JsMsg): void => {
      this.waiting.push(message);
      this.busy ??= this.work();
    };
    this.messages = await consumer.consume({ max_messages: this.options.ahead ?? AHEAD, callback });
    void this.messages.closed().then((reason) => this.finish(reason instanceof Error ? reason : undefined));
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.messages?.close();
    await this.finish(undefined);
  }

  private async finish(reason: undefined | Error): Promise<void> {
    this.closing = true;
    await this.busy;
    clearInterval(this.alive);
    for (const message of this.waiting.splice(0)) message.nak();
    this.end(reason);
  }

  /** One after another: events of one record keep their order, unless one has to come again. */
  private async work(): Promise<void> {
    for (let message = this.waiting[0]; message !== undefined && !this.closing; message = this.waiting[0]) {
      await this.settle(message);
      this.waiting.shift();
    }
    this.busy = undefined;
  }

  /** Never throws: whatever a message is or does, the next one gets its turn. */
  private async settle(message: JsMsg): Promise<void> {
    try {
      const answer = await this.judge(message);
      answer();
    } catch (failure) {
      // the connection is closed for good, or a hook failed: not settled, so it comes again
      console.error('a message could not be settled', failure);
    }
  }

  private async judge(message: JsMsg): Promise<() => void> {
    try {
      const headers = [...(message.headers ?? [])].map(([name, values]): [string, string] => [name, values[0] ?? '']);
      const refused = await this.handle(parseEvent(headers, message.string()));
      if (refused === undefined) return message.ack.bind(message);
      const reason = `${refused.reason}: ${refused.detail}`.slice(0, 200);
      return message.term.bind(message, reason);
    } catch (failure) {
      const attempt = message.info.deliveryCount;
      (this.options.onFailure ?? tellFailure)(failure, attempt);
      return message.nak.bind(message, Math.round((this.options.retryAfterMs ?? patient)(attempt)));
    }
  }

  private async handle(parsed: Parsed): Promise<Invalid | undefined> {
    // the operator tries the connection: nothing to do but acknowledge
    if (parsed.kind === 'invalid') return parsed.envelope?.type === TEST_EVENT ? undefined : this.refuse(parsed);
    const { event } = parsed;
    const handler = handlerOf(this.handlers, event.type);
    if (handler === undefined) {
      const detail = `no handler for ${event.type}`;
      return this.refuse({ kind: 'invalid', reason: 'not-handled', detail, envelope: event.envelope, body: JSON.stringify(event.data) });
    }
    const outcome: Outcome = await this.inbox.once(event.envelope, (transaction) => handler(event, transaction));
    if (outcome === 'dropped') this.options.onDropped?.(event.envelope.id);
    return undefined;
  }

  private async refuse(invalid: Invalid): Promise<Invalid> {
    const { onInvalid } = this.options;
    if (onInvalid === undefined) tellInvalid(invalid);
    else await onInvalid(invalid);
    return invalid;
  }
}
