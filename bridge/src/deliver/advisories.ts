/**
 * What JetStream tells about deliveries, made evidence. Subscribers on NATS acknowledge to the broker, so its advisories are the
 * only way the bridge learns of it: acknowledged, given up after max_deliver, terminated by the subscriber.
 */
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern } from '@nestjs/microservices';
import { DELIVERY_ADVISORIES, STREAMS } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { AuditLog } from '../audit/audit.js';
import { Defect, Retry } from '../failure.js';
import { Nats, type StreamMessage, storedMessage } from '../nats/nats.js';
import { type Delivery, deliveryDeadLetter, deliveryOf, evidence } from './delivery.js';

const AGAIN_MS = 5_000;

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
});
type Advisory = z.infer<typeof advisory>;

@Controller()
export class Advisories {
  constructor(
    private readonly nats: Nats,
    private readonly audit: AuditLog,
  ) {}

  /** At least once: after a crash between entry and acknowledgement an entry comes twice. */
  @EventPattern({ stream: STREAMS.advisories, durable: 'bridge-advisories', filters: [...DELIVERY_ADVISORIES] })
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
    const data = { attempt: told.deliveries };
    if (told.type === 'io.nats.jetstream.metric.v1.consumer_ack') {
      await this.audit.append([evidence(delivery, 'event.delivered', data)]);
      return;
    }
    const reason = told.reason ?? (told.type.endsWith('max_deliver') ? 'not acknowledged' : 'terminated by the subscriber');
    await this.nats.store(deliveryDeadLetter(delivery, reason, told.deliveries));
    await this.audit.append([evidence(delivery, 'event.dead-lettered', { ...data, reason })]);
  }

  private async deliveryOf(told: Advisory): Promise<Delivery> {
    const message = await storedMessage(this.nats, STREAMS.deliveries, told.stream_seq);
    return deliveryOf(told.consumer, message ?? vanished(told));
  }
}

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
