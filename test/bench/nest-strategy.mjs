/**
 * What does Nest's pipeline cost a message, against a plain subscription and a plain durable consumer?
 * A responder process per variant; requests from here, 32 at a time; rounds interleaved; medians.
 * usage: NATS_SERVER=<binary> node test/bench/nest-strategy.mjs [rounds] [messages per round]     (after `npm run build`)
 * The last line is one JSON object.
 */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { Nats } from '../../bridge/dist/nats/connection.js';
import { CarryCause, JetStreamStrategy } from '../../bridge/dist/nats/jetstream.strategy.js';
import { login, startServer } from './nats-server.mjs';

const [rounds, messages] = [Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 10_000)];
const AT_A_TIME = 32;
const CONSUMER = { stream: 'BENCH', durable: 'bench', filters: ['event.>'] };
const answer = (payload) => ({ bytes: payload.byteLength });

// ---------------------------------------------------------------- responder
async function respond(variant, nats) {
  process.on('message', () => process.send({ cpuMicros: process.cpuUsage().user + process.cpuUsage().system }));
  process.once('disconnect', () => process.exit(0));
  if (variant === 'direct') await respondDirectly(nats);
  else await respondThroughNest(nats);
  process.send({ ready: true });
}

async function respondDirectly(nats) {
  const callback = (_, message) => message.respond(JSON.stringify(answer(message.data)));
  nats.connection.subscribe('command.>', { queue: 'bridge', callback });
  await nats.manager.consumers.add(CONSUMER.stream, {
    durable_name: CONSUMER.durable,
    ack_policy: 'explicit',
    filter_subjects: CONSUMER.filters,
  });
  const consumer = await nats.jetstream.consumers.get(CONSUMER.stream, CONSUMER.durable);
  const found = await consumer.consume({ max_messages: 64, expires: 5_000 });
  void (async () => {
    for await (const message of found) message.ack();
  })();
}

async function respondThroughNest(nats) {
  class Doors {
    command(payload) {
      return answer(payload);
    }
    event() {}
  }
  const decorate = (name, pattern, ...parameters) => {
    parameters.forEach((parameter, index) => parameter(Doors.prototype, name, index));
    pattern(Doors.prototype, name, Object.getOwnPropertyDescriptor(Doors.prototype, name));
  };
  decorate('command', MessagePattern('command.>'), Payload(), Ctx());
  decorate('event', EventPattern(CONSUMER), Payload(), Ctx());
  Controller()(Doors);
  class App {}
  Module({ controllers: [Doors] })(App);
  const app = await NestFactory.createMicroservice(App, { strategy: new JetStreamStrategy(nats), logger: false });
  app.useGlobalFilters(new CarryCause());
  await app.listen();
}

// ---------------------------------------------------------------- measuring
async function measure() {
  const server = await startServer();
  const nats = await Nats.connect(login(server.url), 'bench');
  const results = { direct: { requests: [], events: [] }, nest: { requests: [], events: [] } };
  for (let round = 0; round <= rounds; round += 1) {
    for (const variant of ['direct', 'nest']) {
      const found = await oneRound(nats, server.url, variant);
      if (round === 0) continue; // warm-up
      results[variant].requests.push(found.requests);
      results[variant].events.push(found.events);
      console.log(JSON.stringify({ round, variant, ...found }));
    }
  }
  await nats.onApplicationShutdown();
  server.stop();
  console.log(JSON.stringify({ bench: 'nest-strategy', rounds, messages, atATime: AT_A_TIME, ...summary(results) }));
}

async function oneRound(nats, url, variant) {
  await nats.manager.streams.delete(CONSUMER.stream).catch(() => undefined);
  await nats.manager.streams.add({ name: CONSUMER.stream, subjects: ['event.>'], storage: 'memory' });
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, BENCH_VARIANT: variant, BENCH_URL: url },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await said(child);
  const startedAt = performance.now();
  for (let each = 0; each < messages; each += 1) nats.connection.publish('event.x', new Uint8Array(1024));
  await untilAcknowledged(nats);
  const events = { perSecond: Math.round(messages / ((performance.now() - startedAt) / 1000)) };
  const before = await cpu(child);
  const requests = await ask(nats);
  requests.cpuMicros = ((await cpu(child)) - before) / messages;
  child.kill('SIGKILL');
  return { requests, events };
}

async function ask(nats) {
  const startedAt = performance.now();
  let left = messages;
  const latencies = [];
  const one = async () => {
    while (left-- > 0) {
      const at = performance.now();
      await nats.connection.request('command.x', new Uint8Array(1024), { timeout: 5_000 });
      latencies.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
  const p50Ms = latencies.sort((a, b) => a - b)[Math.floor(latencies.length / 2)];
  return { perSecond: Math.round(messages / ((performance.now() - startedAt) / 1000)), p50Ms };
}

async function untilAcknowledged(nats) {
  for (;;) {
    const info = await nats.manager.consumers.info(CONSUMER.stream, CONSUMER.durable).catch(() => undefined);
    if (info?.ack_floor.stream_seq === messages) return;
    await sleep(5);
  }
}

const said = (child) => new Promise((resolve) => child.once('message', resolve));
const cpu = async (child) => {
  const answer_ = said(child);
  child.send('cpu');
  return (await answer_).cpuMicros;
};
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const summary = (results) =>
  Object.fromEntries(
    Object.entries(results).map(([variant, { requests, events }]) => [
      variant,
      {
        requestsPerSecond: median(requests.map((each) => each.perSecond)),
        requestP50Ms: Number(median(requests.map((each) => each.p50Ms)).toFixed(2)),
        responderCpuMicrosPerRequest: Math.round(median(requests.map((each) => each.cpuMicros))),
        eventsPerSecond: median(events.map((each) => each.perSecond)),
      },
    ]),
  );

if (process.env.BENCH_VARIANT === undefined) await measure();
else await respond(process.env.BENCH_VARIANT, await Nats.connect(login(process.env.BENCH_URL), 'responder'));
