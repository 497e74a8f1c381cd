/** The durable consumer of one subscription: its place in DELIVERIES, its limits. Name = subscription. */
import { STREAMS, deliverySubject } from '@odoo-nats-bridge/contracts';
import type { Consumer, ConsumerConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import type { Subscription } from '../identity/access.js';
import type { Nats } from '../nats/nats.js';
import { SCHEDULE_MS } from './retry.js';

// A subscriber that pulls decides itself how fast it is; it has to acknowledge within 30 s and gets ten chances.
const PULLED = { ack_wait: nanos(30_000), max_deliver: 10, sample_freq: '100%' };
// One attempt takes 15 s at most, one more may wait before it. The schedule ends earlier than max_deliver, which only
// catches attempts that a dying process never settled. Messages waiting for their next attempt count as pending, so an endpoint
// that fails everything is left alone after 1000.
const POSTED = { ack_wait: nanos(60_000), max_deliver: 2 * SCHEDULE_MS.length };

export function consumerConfig(subscription: Subscription): Partial<ConsumerConfig> {
  return {
    durable_name: subscription.name,
    filter_subject: deliverySubject(subscription.name),
    deliver_policy: 'all',
    ack_policy: 'explicit',
    max_ack_pending: 1_000,
    ...(subscription.channel.kind === 'nats' ? PULLED : POSTED),
  };
}

/** Idempotent: created, or brought into line; its place in the stream stays. */
export async function ensureConsumer(nats: Nats, subscription: Subscription): Promise<Consumer> {
  await nats.manager.consumers.add(STREAMS.deliveries, consumerConfig(subscription));
  return nats.jetstream.consumers.get(STREAMS.deliveries, subscription.name);
}
