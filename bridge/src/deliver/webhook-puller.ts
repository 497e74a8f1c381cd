/**
 * The pull loop of one webhook subscription. It owns the settlement of that subscription's messages: each attempt ends in exactly
 * one of ack (delivered), nak with a delay (again later) or term (dead-lettered first).
 */
import type { Consumer, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditLog, NewAuditEntry } from '../audit/audit.js';
import { explain } from '../failure.js';
import type { Subscription, WebhookChannel } from '../identity/access.js';
import { type Nats, streamMessageFrom } from '../nats/nats.js';
import { type Delivery, deliveryDeadLetter, deliveryOf, evidence } from './delivery.js';
import { type Answer, LIMITS, type Limits, post } from './post.js';
import { type Outcome, judgeAnswer } from './retry.js';
import { signedRequest } from './webhook.js';

/** DESIGN: 4 in flight per endpoint. */
const IN_FLIGHT = 4;
const PULL_EXPIRES_MS = 5_000;
const GONE_AGAIN_MS = 60 * 60_000;
const EVIDENCE_PAUSE_MS = 5_000;
/** Marks a termination whose dead letter is stored already; the advisory's reader looks for it. */
export const DEAD_LETTERED = 'dead-lettered: ';

export type WebhookSubscription = Subscription & { readonly channel: WebhookChannel };

export interface PullerRooms {
  readonly nats: Nats;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly limits?: Limits;
}

export class WebhookPuller {
  private readonly logger = new Logger('deliver');
  private readonly underWay = new Set<Promise<void>>();
  private messages: ConsumerMessages | undefined;
  private reading: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly rooms: PullerRooms,
    private readonly subscription: WebhookSubscription,
    /** told when it stops by itself */
    private readonly onStopped: (reason: string) => void,
  ) {}

  async start(consumer: Consumer): Promise<void> {
    this.messages = await consumer.consume({ max_messages: 2 * IN_FLIGHT, expires: PULL_EXPIRES_MS });
    this.reading = this.readAll(this.messages);
  }

  /** Resolves when the attempts under way are settled. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.messages?.stop();
    await this.reading;
    await Promise.all(this.underWay);
  }

  private async readAll(messages: ConsumerMessages): Promise<void> {
    for await (const message of messages) {
      if (this.stopping) return;
      const attempt = this.attempt(message).finally(() => this.underWay.delete(attempt));
      this.underWay.add(attempt);
      if (this.underWay.size >= IN_FLIGHT) await Promise.race(this.underWay);
    }
  }

  /** One attempt, one settlement, one log line, one audit entry. */
  private async attempt(message: JsMsg): Promise<void> {
    const delivery = deliveryOf(this.subscription.name, streamMessageFrom(message));
    const attempt = message.info.deliveryCount;
    const started = Date.now();
    const answer = await this.send(delivery);
    const outcome = judgeAnswer(answer, attempt, { random: Math.random(), now: new Date() });
    try {
      await this.settle(message, delivery, outcome);
    } catch (error) {
      // nothing was settled: JetStream delivers it again after ack_wait
      this.logger.error({ msg: 'an attempt could not be settled', subscription: this.subscription.name, reason: explain(error) });
    }
    this.tell(delivery, attempt, answer, outcome, Date.now() - started);
  }

  private async send({ envelope, message }: Delivery): Promise<Answer> {
    if (envelope === undefined) return { kind: 'unreachable', reason: 'the message is no CloudEvent' };
    const { channel } = this.subscription;
    try {
      const { headers, body } = signedRequest(envelope, message.data, channel.secret, new Date());
      return await post(channel, headers, body, this.rooms.limits ?? LIMITS);
    } catch (error) {
      return { kind: 'unreachable', reason: explain(error) };
    }
  }

  private async settle(message: JsMsg, delivery: Delivery, outcome: Outcome): Promise<void> {
    const attempt = message.info.deliveryCount;
    switch (outcome.outcome) {
      case 'delivered':
        await this.append(message, evidence(delivery, 'event.delivered', { attempt }));
        message.ack();
        return;
      case 'retry':
        await this.append(message, evidence(delivery, 'event.attempt-failed', { attempt, reason: outcome.reason }));
        message.nak(outcome.afterMs);
        return;
      case 'exhausted':
        await this.bury(delivery, outcome.reason, attempt);
        await this.append(message, evidence(delivery, 'event.dead-lettered', { attempt, reason: outcome.reason }));
        message.term(`${DEAD_LETTERED}${outcome.reason}`);
        return;
      case 'gone':
        await this.append(message, evidence(delivery, 'event.attempt-failed', { attempt, reason: outcome.reason }));
        message.nak(GONE_AGAIN_MS);
        this.stopBecause(outcome.reason);
    }
  }

  // First the dead letter, then the termination: a crash between them tells it twice, never not at all.
  private async bury(delivery: Delivery, reason: string, attempts: number): Promise<void> {
    await this.rooms.nats.store(deliveryDeadLetter(delivery, reason, attempts));
  }

  // Evidence belongs to the delivery: while it cannot be written, the message stays in flight and nothing new is begun.
  private async append(message: JsMsg, entry: NewAuditEntry): Promise<void> {
    while (!this.stopping) {
      try {
        await this.rooms.audit.append([entry]);
        return;
      } catch (error) {
        this.logger.error({ msg: 'no audit entry could be written', subscription: this.subscription.name, reason: explain(error) });
        message.working();
        await sleep(EVIDENCE_PAUSE_MS);
      }
    }
    throw new Error('stopped before its audit entry was written');
  }

  private stopBecause(reason: string): void {
    this.stopping = true;
    this.messages?.stop();
    this.onStopped(reason);
  }

  private tell(delivery: Delivery, attempt: number, answer: Answer, outcome: Outcome, durationMs: number): void {
    this.logger.log({
      msg: 'attempt',
      subscription: this.subscription.name,
      eventId: delivery.envelope?.id,
      attempt,
      status: answer.kind === 'answered' ? answer.status : undefined,
      durationMs,
      ...outcome,
    });
  }
}
