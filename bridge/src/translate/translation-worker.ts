/** The other thread: groups of raw changes in, their events out, in the order asked. What it throws ends it; see translation-thread.ts. */
import { parentPort } from 'node:worker_threads';
import { catalog } from '@odoo-nats-bridge/contracts';
import type { StreamMessage } from '../nats/nats.js';
import { type PackedChanges, packEvents, unpackChanges } from './packed.js';
import { inWriting, translate } from './translation.js';

// only dead letters tell of these, and they are made where the message is
const nowhere: Omit<StreamMessage, 'data'> = {
  subject: '',
  headers: [],
  stream: '',
  sequence: 0,
  storedAt: new Date(0),
  deliveries: 1,
};

parentPort?.on('message', (changes: PackedChanges) => {
  const events = packEvents(unpackChanges(changes).map((data) => translate({ ...nowhere, data }, catalog, inWriting)));
  parentPort?.postMessage(events, [events.bytes, events.numbers.buffer]);
});
parentPort?.postMessage('ready');
