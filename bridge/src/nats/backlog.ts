/** What a durable consumer has before it. */
import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import type { Nats } from './connection.js';

export interface Backlog {
  /** never delivered yet */
  readonly undelivered: number;
  /** delivered, and not settled yet */
  readonly unsettled: number;
}

/** undefined when there is no such consumer. */
export async function backlogOf(nats: Nats, stream: string, durable: string): Promise<Backlog | undefined> {
  try {
    const info = await nats.manager.consumers.info(stream, durable);
    return { undelivered: info.num_pending, unsettled: info.num_ack_pending };
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound) return undefined;
    throw error;
  }
}

/** The sequence up to which everything is settled; undefined when there is no such consumer. */
export async function placeOf(nats: Nats, stream: string, durable: string): Promise<number | undefined> {
  try {
    return (await nats.manager.consumers.info(stream, durable)).ack_floor.stream_seq;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound) return undefined;
    throw error;
  }
}
