/** A subscriber under development gets fixtures as the bridge would deliver them, without Odoo and without the bridge. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Nats } from '../nats/nats.js';
import { Broker, type BrokerSettings } from './broker.js';
import { NatsSubscriber, SUBSCRIPTION } from './nats.js';
import type { Answered } from './report.js';
import type { Sending } from './sendings.js';
import { type WebhookTarget, sendTo } from './webhook.js';

export { isLoopback } from './loopback.js';
export { type Answered, type Report, lineOf, reportOf } from './report.js';
export { type Attack, type Forgery, type Sending, sendingsOf } from './sendings.js';

export interface Pace {
  /** sendings per second */
  readonly rate: number;
  /** webhooks only: how many at once; the bridge has four */
  readonly inFlight: number;
}

export type Tell = (answered: Answered) => void;

export async function toWebhook(target: WebhookTarget, sendings: readonly Sending[], pace: Pace, tell: Tell): Promise<Answered[]> {
  const answers: Answered[] = [];
  const underWay = new Set<Promise<void>>();
  await paced(sendings, pace.rate, async (sending) => {
    const work = sendTo(target, sending).then((answered) => {
      underWay.delete(work);
      answers.push(answered);
      tell(answered);
    });
    underWay.add(work);
    if (underWay.size >= pace.inFlight) await Promise.race(underWay);
  });
  await Promise.all(underWay);
  return answers;
}

export interface NatsTarget extends BrokerSettings {
  /** without any answer for so long, the rest counts as failed */
  readonly patienceMs: number;
  /** told how to connect, once the broker is there */
  readonly ready: (url: string, subscription: string) => void;
}

export async function toNats(target: NatsTarget, sendings: readonly Sending[], pace: Pick<Pace, 'rate'>, tell: Tell): Promise<Answered[]> {
  const broker = await Broker.start(target);
  const nats = await Nats.connect({ url: broker.url, user: 'bridge', password: broker.bridgePassword }, 'sandbox');
  try {
    const subscriber = await NatsSubscriber.prepare(nats, tell);
    target.ready(broker.url, SUBSCRIPTION.name);
    await paced(sendings, pace.rate, (sending) => subscriber.send(sending));
    return await subscriber.settled(target.patienceMs);
  } finally {
    await nats.onApplicationShutdown();
    await broker.stop();
  }
}

/** Not faster than `rate` a second, counted from the beginning: a slow answer is made up for. */
async function paced(sendings: readonly Sending[], rate: number, send: (sending: Sending) => Promise<void>): Promise<void> {
  const began = Date.now();
  for (const [index, sending] of sendings.entries()) {
    const early = began + (index * 1_000) / rate - Date.now();
    if (early > 0) await sleep(early);
    await send(sending);
  }
}
