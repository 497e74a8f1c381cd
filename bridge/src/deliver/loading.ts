/** From what is attempted next to the deliveries themselves: read ahead, or, where they were parked, read from the stream again. */
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { type Nats, type StreamMessage, storedMessage } from '../nats/nats.js';
import type { Loaded } from './aftermath.js';
import { deliveryOf } from './delivery.js';
import type { Candidate, Round } from './round.js';

/** Undefined when one of them was parked. */
export function readAlready({ candidates }: Round): Loaded[] | undefined {
  const loaded: Loaded[] = [];
  for (const candidate of candidates) {
    if (candidate.from === undefined) return undefined;
    loaded.push({ candidate, delivery: candidate.from.delivery });
  }
  return loaded;
}

/** Throws what the broker says. */
export const readAgain = (nats: Nats, subscription: string, { candidates }: Round): Promise<Loaded[]> =>
  Promise.all(candidates.map((candidate) => loadOne(nats, subscription, candidate)));

async function loadOne(nats: Nats, subscription: string, candidate: Candidate): Promise<Loaded> {
  if (candidate.from !== undefined) return { candidate, delivery: candidate.from.delivery };
  const message = await storedMessage(nats, STREAMS.deliveries, candidate.sequence);
  return { candidate, delivery: deliveryOf(subscription, message ?? vanished(candidate.sequence)) };
}

/** The stream no longer has it: it is told as a message that cannot be sent. */
const vanished = (sequence: number): StreamMessage => ({
  stream: STREAMS.deliveries,
  sequence,
  subject: '',
  headers: [],
  data: new Uint8Array(),
  storedAt: new Date(0),
  deliveries: 0,
});
