/** The process's memory while 100 endpoints are down and events wait for them, beside the same endpoints up and nothing waiting. */
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './ground.mjs';

const ENDPOINTS = 100;
const SETTLE_MS = 15_000;
const SAMPLES = 20;

/** Median of some seconds, garbage aside: what is kept. */
async function resident() {
  const samples = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    globalThis.gc?.();
    samples.push(process.memoryUsage().rss);
    await sleep(500);
  }
  return { median: median(samples), most: Math.max(...samples) };
}

export async function memory(ground, { waiting }) {
  const webhooks = ground.webhooks();
  const names = Array.from({ length: ENDPOINTS }, (_, index) => `memory-${index}`);
  for (const name of names) webhooks.open(ground.subscription(name, 'ok'));
  await ground.feeder.ask('fill', { subscriptions: names, each: 50, bytes: 1_024 });
  await ground.until(async () => (await Promise.all(names.map((name) => ground.stats(name)))).every(({ count }) => count >= 50));
  const up = await resident();
  await ground.receiver.ask('close');
  const each = Math.ceil(waiting / ENDPOINTS);
  const filling = ground.feeder.ask('fill', { subscriptions: names, each, bytes: 1_024 });
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 250);
  await filling;
  await sleep(SETTLE_MS);
  clearInterval(watch);
  const down = await resident();
  await webhooks.stop();
  await ground.receiver.ask('open', { port: ground.port });
  const mb = (bytes) => Math.round(bytes / 1024 / 1024);
  console.log(
    `memory: ${ENDPOINTS} up ${mb(up.median)} MB; down with ${each * ENDPOINTS} waiting ${mb(down.median)} MB (most ${mb(most)} MB)`,
  );
  return {
    memory_ratio: Number((Math.max(most, down.most) / up.median).toFixed(3)),
    up_mb: mb(up.median),
    down_mb: mb(Math.max(most, down.most)),
    waiting: each * ENDPOINTS,
  };
}
