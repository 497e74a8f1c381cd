/**
 * The pull loop of one webhook subscription. It owns the settlement of that subscription's messages: each attempt ends in exactly
 * one of done (delivered), again (later) or given up (dead-lettered first).
 */
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditLog, NewAuditEntry } from '../audit/audit.js';
import { explain } from '../failure.js';
import type { Subscription, WebhookChannel } from '../identity/access.js';
import { DurableWorker, type Nats, type Work } from '../nats/nats.js';
import { type Delivery, deliveryDeadLetter, deliveryOf, evidence } from './delivery.js';
import { type Answer, LIMITS, type Limits, post } from './post.js';
import { type Outcome, judgeAnswer } from './retry.js';
import { durableOf } from './subscription-consumer.js';
import { signedRequest } from './webhook.js';

/** DESIGN: 4 in flight per endpoint. */
const IN_FLIGHT = 4;
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
  private readonly worker: DurableWorker;
  private stopping = false;
  private gone = false;

  constructor(
    private readonly rooms: PullerRooms,
    private readonly subscription: WebhookSubscription,
    /** told when it stops by itself */
    private readonly onStopped: (reason: string) => void,
  ) {
    this.worker = new DurableWorker(rooms.nats, durableOf(subscription), IN_FLIGHT, this.attempt.bind(this));
  }

  start(): Promise<void> {
    return this.worker.start();
  }

  /** Resolves when the attempts under way are settled. */
  stop(): Promise<void> {
    this.stopping = true;
    return this.worker.stop();
  }

  /** One attempt, one settlement, one log line, one audit entry. */
  private async attempt(work: Work): Promise<void> {
    const delivery = deliveryOf(this.subscription.name, work.message);
    const attempt = work.message.deliveries;
    const started = Date.now();
    const answer = await this.send(delivery);
    const outcome = judgeAnswer(answer, attempt, { random: Math.random(), now: new Date() });
    try {
      await this.settle(work, delivery, outcome);
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
      const { headers, body } = signedRequest(envelope, message.data, channel.secrets[0]?.value ?? '', new Date());
      return await post(channel, headers, body, this.rooms.limits ?? LIMITS);
    } catch (error) {
      return { kind: 'unreachable', reason: explain(error) };
    }
  }

  private async settle(work: Work, delivery: Delivery, outcome: Outcome): Promise<void> {
    const attempt = work.message.deliveries;
    switch (outcome.outcome) {
      case 'delivered':
        await this.append(work, evidence(delivery, 'event.delivered', { attempt }));
        work.done();
        return;
      case 'retry':
        await this.append(work, evidence(delivery, 'event.attempt-failed', { attempt, reason: outcome.reason }));
        work.again(outcome.afterMs);
        return;
      case 'exhausted':
        await this.bury(delivery, outcome.reason, attempt);
        await this.append(work, evidence(delivery, 'event.dead-lettered', { attempt, reason: outcome.reason }));
        work.giveUp(`${DEAD_LETTERED}${outcome.reason}`);
        return;
      case 'gone':
        await this.append(work, evidence(delivery, 'event.attempt-failed', { attempt, reason: outcome.reason }));
        work.again(GONE_AGAIN_MS);
        this.stopBecause(outcome.reason);
    }
  }

  // First the dead letter, then the termination: a crash between them tells it twice, never not at all.
  private async bury(delivery: Delivery, reason: string, attempts: number): Promise<void> {
    await this.rooms.nats.store(deliveryDeadLetter(delivery, reason, attempts));
  }

  // Evidence belongs to the delivery: while it cannot be written, the message stays in flight and nothing new is begun.
  private async append(work: Work, entry: NewAuditEntry): Promise<void> {
    do {
      try {
        await this.rooms.audit.append([entry]);
        return;
      } catch (error) {
        this.logger.error({ msg: 'no audit entry could be written', subscription: this.subscription.name, reason: explain(error) });
        work.needsTime();
        await sleep(EVIDENCE_PAUSE_MS);
      }
    } while (!this.stopping);
    throw new Error('stopped before its audit entry was written');
  }

  private stopBecause(reason: string): void {
    // up to four may hear it at once
    if (!this.gone) this.onStopped(reason);
    this.gone = true;
    this.worker.halt();
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
