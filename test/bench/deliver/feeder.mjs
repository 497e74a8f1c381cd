/** Puts events into DELIVERIES from a process of its own, as fan-out would: at once, or so many a second. */
import { eventHeaders, padded } from './event.mjs';
import { publishBatch } from '../../../bridge/dist/nats/atomic-batch.js';
import { Nats } from '../../../bridge/dist/nats/connection.js';
import { login } from '../nats-server.mjs';
import { setTimeout as sleep } from 'node:timers/promises';

const clock = () => performance.timeOrigin + performance.now();
const FEED = 500;
let made = 0;
const nats = await Nats.connect(login(process.argv[2]), 'feeder');

const message = (subscription, data) => {
  made += 1;
  return { subject: `deliver.${subscription}`, headers: eventHeaders(`bench:${made}`), data };
};

const answers = {
  async fill({ subscriptions, each, bytes }) {
    for (const subscription of subscriptions)
      for (let first = 0; first < each; first += FEED)
        await publishBatch(
          nats.connection,
          Array.from({ length: Math.min(FEED, each - first) }, () => message(subscription, padded({}, bytes))),
        );
    return {};
  },
  async pace({ subscription, perSecond, seconds, bytes }) {
    const began = clock();
    for (let sent = 0; sent < perSecond * seconds; sent += 1) {
      const wait = began + (sent * 1_000) / perSecond - clock();
      if (wait > 1) await sleep(wait);
      await nats.store(message(subscription, padded({ sentAt: clock() }, bytes)));
    }
    return {};
  },
};
process.on('message', async (asked) => process.send({ id: asked.id, answer: await answers[asked.what](asked) }));
process.on('disconnect', () => process.exit(0));
process.send({ id: 0, answer: {} });
