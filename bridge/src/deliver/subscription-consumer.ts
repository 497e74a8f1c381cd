/** The durable consumer of a subscription on NATS: its place in DELIVERIES, its limits. Name = subscription. A webhook's place is in Postgres (decision 0015). */
import { STREAMS, deliverySubject, replaySubject } from '@odoo-nats-bridge/contracts';
import type { Subscription } from '../identity/access.js';
import type { Durable } from '../nats/nats.js';

// A subscriber that pulls decides itself how fast it is; it has to acknowledge within 30 s and gets ten chances.
const PULLED = { ackWaitMs: 30_000, maxDeliver: 10, tellsAcknowledgements: true };

export const durableOf = (subscription: Pick<Subscription, 'name' | 'status' | 'order'>): Durable => ({
  stream: STREAMS.deliveries,
  name: subscription.name,
  filters: [deliverySubject(subscription.name), replaySubject(subscription.name)],
  // with more than one under way a lost acknowledgement lets a later event of the same record overtake
  maxUnacknowledged: subscription.order === 'record' ? 1 : 1_000,
  isPaused: subscription.status !== 'active',
  ...PULLED,
});

/** What a deleted subscription leaves behind. */
export const remainsOf = (name: string): Pick<Durable, 'stream' | 'name' | 'filters'> => ({
  stream: STREAMS.deliveries,
  name,
  filters: [deliverySubject(name), replaySubject(name)],
});
