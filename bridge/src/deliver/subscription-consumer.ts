/** The durable consumer of one subscription: its place in DELIVERIES, its limits. Name = subscription. */
import { STREAMS, deliverySubject } from '@odoo-nats-bridge/contracts';
import type { Subscription } from '../identity/access.js';
import type { Durable } from '../nats/nats.js';
import { SCHEDULE_MS } from './retry.js';

// A subscriber that pulls decides itself how fast it is; it has to acknowledge within 30 s and gets ten chances.
const PULLED = { ackWaitMs: 30_000, maxDeliver: 10, tellsAcknowledgements: true };
// One attempt takes 15 s at most, one more may wait before it. The schedule ends earlier than maxDeliver, which only catches
// attempts that a dying process never settled.
const POSTED = { ackWaitMs: 60_000, maxDeliver: 2 * SCHEDULE_MS.length, tellsAcknowledgements: false };

export const durableOf = (subscription: Pick<Subscription, 'name' | 'channel' | 'status'>): Durable => ({
  stream: STREAMS.deliveries,
  name: subscription.name,
  filters: [deliverySubject(subscription.name)],
  // messages that wait for their next attempt count: an endpoint that fails everything is left alone after 1000
  maxUnacknowledged: 1_000,
  isPaused: subscription.status !== 'active',
  ...(subscription.channel.kind === 'nats' ? PULLED : POSTED),
});

/** What a deleted subscription leaves behind. */
export const remainsOf = (name: string): Pick<Durable, 'stream' | 'name' | 'filters'> => ({
  stream: STREAMS.deliveries,
  name,
  filters: [deliverySubject(name)],
});
