import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, type INestMicroservice } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { Retry } from '../../src/failure.js';
import type { Nats } from '../../src/nats/connection.js';
import { type NatsRequest, type StreamMessage, header } from '../../src/nats/message.js';
import { eventually } from '../rig/eventually.js';
import { openDoors } from '../rig/doors.js';
import { NatsServer } from '../rig/nats-server.js';

const seen: string[] = [];

@Controller()
class Doors {
  @MessagePattern('commands.>')
  command(@Payload() payload: Uint8Array, @Ctx() request: NatsRequest): unknown {
    const text = Buffer.from(payload).toString();
    if (text === 'boom') throw new Error('a secret inside');
    return { subject: request.subject, key: header(request, 'idempotency-key'), text };
  }

  @EventPattern({ stream: 'NEWS', durable: 'reader', filters: ['news.a', 'news.b'] })
  news(@Payload() payload: Uint8Array, @Ctx() message: StreamMessage): void {
    const text = Buffer.from(payload).toString();
    seen.push(`${text} ${message.deliveries}`);
    if (text === 'later' && message.deliveries === 1) throw new Retry('not yet', 50);
    if (text === 'never') throw new Error('a bug');
  }
}

let server: NatsServer;
let nats: Nats;
let app: INestMicroservice;

beforeAll(async () => {
  server = await NatsServer.start();
  nats = await server.connect();
  await nats.manager.streams.add({ name: 'NEWS', subjects: ['news.>'], storage: 'file' });
  app = await openDoors(nats, { controllers: [Doors] });
});

afterAll(async () => {
  await app.close();
  await nats.onApplicationShutdown();
  await server.dispose();
});

const ask = async (text: string): Promise<unknown> => {
  const { headers } = await import('@nats-io/nats-core');
  const own = headers();
  own.set('Idempotency-Key', 'k1');
  return (await nats.connection.request('commands.a.b.v1', text, { headers: own, timeout: 5_000 })).json();
};

test('a request reaches its handler and what that returns is the reply', async () => {
  expect(await ask('hello')).toEqual({ subject: 'commands.a.b.v1', key: 'k1', text: 'hello' });
});

test('a handler that fails answers without telling why, and the next request works', async () => {
  expect(await ask('boom')).toEqual({ error: 'internal' });
  expect(await ask('again')).toMatchObject({ text: 'again' });
});

test('events: done is acknowledged, Retry comes again, anything else is given up', async () => {
  for (const [subject, text] of [
    ['news.a', 'fine'],
    ['news.b', 'later'],
    ['news.c', 'unwanted'],
    ['news.a', 'never'],
    ['news.a', 'last'],
  ] as const) {
    await nats.jetstream.publish(subject, text);
  }
  await eventually(() => seen.includes('later 2') && seen.includes('last 1'));
  await eventually(async () => (await nats.manager.consumers.info('NEWS', 'reader')).num_ack_pending === 0);
  expect([...seen].sort()).toEqual(['fine 1', 'last 1', 'later 1', 'later 2', 'never 1']);
});
