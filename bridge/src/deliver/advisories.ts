/**
 * What JetStream tells about deliveries, made evidence. Subscribers on NATS acknowledge to the broker, so its advisories are the
 * only way the bridge learns of it: acknowledged, given up after max_deliver, terminated by the subscriber.
 */
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern } from '@nestjs/microservices';
import { DELIVERY_ADVISORIES, STREAMS } from '@odoo-nats-bridge/contracts';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Defect, Retry } from '../failure.js';
import { Access } from '../identity/access.js';
import { Nats, type StreamMessage, storedMessage } from '../nats/nats.js';
import { type AttemptResult, attemptOf, asUuid } from './attempt.js';
import { DeliveryAttempts } from './attempts.js';
import { type Delivery, deliveryDeadLetter, deliveryOf } from './delivery.js';

const AGAIN_MS = 5_000;
const NANOS_PER_MS = 1e6;

const advisory = z.object({
  type: z.enum([
    'io.nats.jetstream.metric.v1.consumer_ack',
    'io.nats.jetstream.advisory.v1.max_deliver',
    'io.nats.jetstream.advisory.v1.terminated',
  ]),
  stream: z.literal(STREAMS.deliveries),
  /** the subscription: its consumer has its name */
  consumer: z.string().min(1),
  stream_seq: z.number().int().positive(),
  deliveries: z.number().int().nonnegative(),
  reason: z.string().optional(),
  id: z.string().min(1),
  timestamp: z.iso.datetime({ offset: true }),
  /** nanoseconds from delivery to acknowledgement */
  ack_time: z.number().nonnegative().optional(),
});
type Advisory = z.infer<typeof advisory>;

@Controller()
export class Advisories {
  constructor(
    private readonly nats: Nats,
    private readonly access: Access,
    private readonly attempts: DeliveryAttempts,
  ) {}

  /** Kept once: after a crash between record and acknowledgement the same news has the same id. */
  @EventPattern({ stream: STREAMS.advisories, durable: 'bridge-advisories', filters: [...DELIVERY_ADVISORIES], atOnce: 100 })
  async receive(_payload: Uint8Array, @Ctx() message: StreamMessage): Promise<void> {
    const told = parse(message);
    try {
      await this.record(told);
    } catch (error) {
      throw new Retry('an advisory could not be recorded', AGAIN_MS, error);
    }
  }

  private async record(told: Advisory): Promise<void> {
    const delivery = await this.deliveryOf(told);
    const result = this.resultOf(told);
    if (result.outcome === 'dead-lettered') {
      await this.nats.store(deliveryDeadLetter(delivery, result.detail ?? '', told.deliveries, result.reason));
      const evidence = { kind: 'event.dead-lettered', reason: result.detail } as const;
      await this.attempts.record([attemptOf(delivery, { ...result, evidence })]);
      return;
    }
    const evidence = { kind: 'event.delivered' } as const;
    await this.attempts.record([attemptOf(delivery, { ...result, evidence })]);
  }

  private resultOf(told: Advisory): AttemptResult {
    const channel = this.access.subscription(told.consumer)?.channel.kind ?? 'nats';
    const same = { id: idOf(told.id), at: new Date(told.timestamp), channel, attempt: Math.max(told.deliveries, 1) };
    if (told.type === 'io.nats.jetstream.metric.v1.consumer_ack')
      return { ...same, outcome: 'delivered', latencyMs: told.ack_time === undefined ? undefined : told.ack_time / NANOS_PER_MS };
    const exhausted = told.type.endsWith('max_deliver');
    const detail = told.reason ?? (exhausted ? 'not acknowledged' : 'terminated by the subscriber');
    return { ...same, outcome: 'dead-lettered', reason: exhausted ? 'not-acknowledged' : 'terminated', detail };
  }

  private async deliveryOf(told: Advisory): Promise<Delivery> {
    const message = await storedMessage(this.nats, STREAMS.deliveries, told.stream_seq);
    return deliveryOf(told.consumer, message ?? vanished(told));
  }
}

/** The broker's id of the news as a UUID: told again after a crash, it is the same attempt. */
const idOf = (news: string): string => asUuid(createHash('sha256').update(news).digest('hex'));

function parse(message: StreamMessage): Advisory {
  const parsed = advisory.safeParse(JSON.parse(Buffer.from(message.data).toString('utf8')));
  if (!parsed.success) throw new Defect(`message ${message.sequence} of ${message.stream} is no advisory this version knows`, parsed.error);
  return parsed.data;
}

/** The stream no longer has it; what is known is still worth an entry. */
const vanished = (told: Advisory): StreamMessage => ({
  stream: told.stream,
  sequence: told.stream_seq,
  subject: '',
  headers: [],
  data: new Uint8Array(),
  storedAt: new Date(0),
  deliveries: told.deliveries,
});
