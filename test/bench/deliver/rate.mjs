/**
 * Deliveries a second beside a bare keep-alive POST loop: the same client, as many in flight (the bridge's default), the same receiver,
 * the same signed kilobyte. The loop reads no broker, keeps no evidence and no place.
 */
import { Signature } from '../../../bridge/dist/deliver/signature.js';
import { contentOf, signed } from '../../../bridge/dist/deliver/webhook-request.js';
import { fromHeaders } from '../../../contracts/dist/index.js';
// undici is the bridge's own: the same client is what makes the comparison fair
import { createRequire } from 'node:module';
import { Accounting } from './accounting.mjs';
import { eventHeaders, padded } from './event.mjs';
import { SECRET, median } from './ground.mjs';

const { Pool } = createRequire(new URL('../../../bridge/package.json', import.meta.url))('undici');
const IN_FLIGHT = 4;
const BYTES = 1_024;

async function bareLoop(port, count) {
  const content = contentOf({ envelope: fromHeaders(eventHeaders('bench:bare')), payload: padded({}, BYTES) }, 'structured');
  const signature = new Signature([{ value: SECRET }]);
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: IN_FLIGHT });
  let left = count;
  const loop = async () => {
    while (left-- > 0) {
      const { headers, body } = signed(content, signature, new Date());
      await (await pool.request({ path: '/ok/bare', method: 'POST', headers, body })).body.dump();
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, loop));
  const perSecond = count / ((performance.now() - began) / 1_000);
  await pool.close();
  return perSecond;
}

async function fill(ground, name, count) {
  await ground.feeder.ask('fill', { subscriptions: [name], each: count, bytes: BYTES });
}

async function deliver(ground, webhooks, name, count) {
  const began = performance.now();
  const close = webhooks.open(ground.subscription(name, 'ok', { inFlight: IN_FLIGHT, perSecond: 10_000 }));
  await ground.until(async () => (await ground.stats(name)).count >= count);
  // evidence and place as well
  await close();
  return count / ((performance.now() - began) / 1_000);
}

export async function rate(ground, { rounds, events }) {
  const webhooks = ground.webhooks();
  await bareLoop(ground.port, 2_000);
  await fill(ground, 'warm', 2_000);
  await deliver(ground, webhooks, 'warm', 2_000);
  const accounting = await Accounting.open(ground);
  const seen = [];
  for (let round = 0; round < rounds; round += 1) {
    const bare = await bareLoop(ground.port, events);
    await fill(ground, `rate-${round}`, events);
    const before = accounting.now();
    const delivered = await deliver(ground, webhooks, `rate-${round}`, events);
    const cpu = accounting.since(before, events);
    seen.push({ bare, delivered, ratio: delivered / bare });
    console.log(
      `rate: round ${round + 1}: bare ${bare.toFixed(0)}/s, delivered ${delivered.toFixed(0)}/s, ratio ${(delivered / bare).toFixed(2)}, us of CPU per delivery ${JSON.stringify(cpu)}`,
    );
  }
  await webhooks.stop();
  const of = (key) => Math.round(median(seen.map((each) => each[key])));
  return {
    throughput_ratio: Number(median(seen.map(({ ratio }) => ratio)).toFixed(3)),
    bare_per_second: of('bare'),
    delivered_per_second: of('delivered'),
  };
}
