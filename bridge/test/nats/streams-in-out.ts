import { nanos } from '@nats-io/nats-core';
import { MAX_BATCH, publishBatch } from '../../src/nats/atomic-batch.js';
import type { Nats } from '../../src/nats/connection.js';

/** Two small streams, IN (in.>) and OUT (out.>, checkpoint.copy), empty. */
export async function recreateStreams(nats: Nats): Promise<void> {
  for (const name of ['IN', 'OUT']) await nats.manager.streams.delete(name).catch(() => false);
  await nats.manager.streams.add({ name: 'IN', subjects: ['in.>'], storage: 'file', allow_atomic: true });
  const subjects = ['out.>', 'checkpoint.copy'];
  await nats.manager.streams.add({ name: 'OUT', subjects, storage: 'file', allow_atomic: true, duplicate_window: nanos(120_000) });
}

/** Publishes the numbers from `first` on; the broker has stored them when this resolves. */
export async function feed(nats: Nats, first: number, count: number): Promise<void> {
  const messages = numbers(count).map((index) => ({ subject: 'in.number', headers: [], data: Buffer.from(String(first + index)) }));
  for (let start = 0; start < count; start += MAX_BATCH) await publishBatch(nats.connection, messages.slice(start, start + MAX_BATCH));
}

/** As `feed`, ten at a time, so that something can happen in the middle. */
export async function feedSlowly(nats: Nats, first: number, count: number): Promise<void> {
  for (let start = first; start < first + count; start += 10) await feed(nats, start, 10);
}

export const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** All copies in the order of the stream. */
export async function everything(nats: Nats): Promise<number[]> {
  const consumer = await nats.jetstream.consumers.get('OUT', { filter_subjects: 'out.>' });
  const { num_pending: pending } = await consumer.info();
  const found: number[] = [];
  if (pending === 0) return found;
  for await (const message of await consumer.consume({ max_messages: 1000 })) {
    found.push(Number(message.string()));
    if (found.length >= pending) break;
  }
  return found;
}
