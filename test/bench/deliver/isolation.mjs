/** A healthy endpoint's p99, from the broker to its arrival, while 50 others hang with events waiting; beside the same without them. */
import { median, percentile } from './ground.mjs';

const HANGING = 50;
const WAITING_EACH = 200;
const PER_SECOND = 100;
const SECONDS = 8;

async function healthy(ground, name) {
  await ground.feeder.ask('pace', { subscription: name, perSecond: PER_SECOND, seconds: SECONDS, bytes: 1_024 });
  await ground.until(async () => (await ground.stats(name)).count >= PER_SECOND * SECONDS);
  const { lateMs } = await ground.stats(name);
  return { p50: percentile(lateMs, 0.5), p99: percentile(lateMs, 0.99) };
}

export async function isolation(ground, { rounds }) {
  const seen = [];
  for (let round = 0; round < rounds; round += 1) {
    const webhooks = ground.webhooks();
    const limits = { inFlight: 4, perSecond: 1_000 };
    const open = (name, kind) => webhooks.open(ground.subscription(name, kind, limits));
    open(`quiet-${round}`, 'ok');
    const quiet = await healthy(ground, `quiet-${round}`);
    const names = Array.from({ length: HANGING }, (_, index) => `hang-${round}-${index}`);
    await ground.feeder.ask('fill', { subscriptions: names, each: WAITING_EACH, bytes: 1_024 });
    const closings = names.map((name) => open(name, 'hang'));
    await ground.until(async () => (await Promise.all(names.map((name) => ground.stats(name)))).every(({ count }) => count >= 4));
    open(`beside-${round}`, 'ok');
    const beside = await healthy(ground, `beside-${round}`);
    seen.push({ quiet: quiet.p99, beside: beside.p99, ratio: beside.p99 / quiet.p99 });
    console.log(
      `isolation: round ${round + 1}: p99 quiet ${quiet.p99.toFixed(1)} ms, beside ${HANGING} hanging ${beside.p99.toFixed(1)} ms (p50 ${quiet.p50.toFixed(1)}, ${beside.p50.toFixed(1)})`,
    );
    // their attempts end with their connections
    await ground.receiver.ask('close');
    await Promise.all(closings.map((close) => close()));
    await webhooks.stop();
    await ground.receiver.ask('open', { port: ground.port });
  }
  const of = (key) => Number(median(seen.map((each) => each[key])).toFixed(3));
  return { healthy_p99_ratio: of('ratio'), p99_quiet_ms: of('quiet'), p99_beside_ms: of('beside') };
}
