/**
 * What must never happen, made to happen behind the bridge's back, so that a verdict of zeros means something: an endpoint that
 * says yes and forgets, an intruder who writes another supplier's order to a subscription, and two versions in the wrong order.
 */
import { deliverySubject } from '@odoo-nats-bridge/contracts';
import { until } from '../../rig/until.js';
import type { Ledger } from './ledger.js';
import type { Receivers } from './receivers.js';
import { type Teller, messageOf } from './story.js';
import { SUBSCRIBERS, isFor } from './world.js';

interface Stage {
  readonly teller: Teller;
  readonly ledger: Ledger;
  readonly receivers: Receivers;
}

const VICTIM = SUBSCRIBERS.find(({ name }) => name === 'pull-2');
// beyond those that the story uses; of the victim's own supplier, and of its neighbour's
const [OWN, FOREIGN] = [1_002, 1_003];

export async function misbehave({ teller, ledger, receivers }: Stage): Promise<void> {
  if (VICTIM === undefined) throw new Error('the victim is gone');
  const { name } = VICTIM;
  receivers.forgetNext = 1;
  await until('an endpoint to forget one', async () => {
    await teller.tell();
    return receivers.forgetNext === 0 ? true : undefined;
  });
  const foreign = messageOf(FOREIGN, 1, () => []);
  const [first, second] = [1, 2].map((version) => messageOf(OWN, version, () => [name]));
  if (first === undefined || second === undefined || isFor(VICTIM, foreign.told) || !isFor(VICTIM, first.told))
    throw new Error('the intruder is mistaken');
  for (const { told } of [foreign, first, second]) ledger.tell(told);
  for (const message of [foreign, second, first]) await teller.store(deliverySubject(name), message);
}
