/**
 * A pipe's progress: a message in the stream it fills, first of each atomic batch. Progress and output are therefore one fact,
 * and `Nats-Expected-Last-Subject-Sequence` of the previous checkpoint fences every other writer.
 */
import { type JetStreamManager, type StoredMsg, type StreamInfo } from '@nats-io/jetstream';
import { z } from 'zod';
import { Defect } from '../failure.js';
import { type OutgoingMessage, header, headerList } from './message.js';
import { messageOrNone } from './stored-message.js';

/** How far a source stream is worked off. */
export interface Position {
  /** the last source message that is done completely; 0 before the first */
  readonly sequence: number;
  /** how many outputs of the next source message are stored already; above 0 only while one message fills several batches */
  readonly part: number;
  /** when the source stored message `sequence`, ms since 1970: tells a refilled stream from the one that was read */
  readonly storedAtMs: number;
}

export interface Checkpoint {
  /** of the checkpoint message in the target stream; 0 when there is none yet */
  readonly sequence: number;
  readonly position: Position;
  /** creation time of the source stream, as the server tells it */
  readonly sourceCreated: string | undefined;
}

export const START: Checkpoint = { sequence: 0, position: { sequence: 0, part: 0, storedAtMs: 0 }, sourceCreated: undefined };

const SEQUENCE = 'Bridge-Source-Sequence';
const PART = 'Bridge-Source-Part';
const STORED_AT = 'Bridge-Source-Stored-At';
const CREATED = 'Bridge-Source-Created';
const EXPECTED = 'Nats-Expected-Last-Subject-Sequence';

export function checkpointMessage(subject: string, previous: number, position: Position, sourceCreated: string): OutgoingMessage {
  return {
    subject,
    headers: [
      [EXPECTED, String(previous)],
      [SEQUENCE, String(position.sequence)],
      [PART, String(position.part)],
      [STORED_AT, String(position.storedAtMs)],
      [CREATED, sourceCreated],
    ],
    data: new Uint8Array(),
  };
}

const whole = z.coerce.number().int().nonnegative();
const stored = z.object({ sequence: whole, part: whole, storedAtMs: whole, sourceCreated: z.string().min(1) });

/** Asks the stream's leader, so it never sees an old one. Throws a Defect when the message is not a checkpoint. */
export async function readCheckpoint(manager: JetStreamManager, stream: string, subject: string): Promise<Checkpoint> {
  const message = await messageOrNone(manager.streams.getMessage(stream, { last_by_subj: subject }));
  if (message === undefined) return START;
  const given = { headers: headerList(message.header) };
  const parsed = stored.safeParse({
    sequence: header(given, SEQUENCE),
    part: header(given, PART),
    storedAtMs: header(given, STORED_AT),
    sourceCreated: header(given, CREATED),
  });
  if (!parsed.success) throw new Defect(`message ${message.seq} of ${stream} on ${subject} is not a checkpoint`);
  const { sourceCreated, ...position } = parsed.data;
  return { sequence: message.seq, position, sourceCreated };
}

/** What is wrong with the source stream for someone who stopped at `checkpoint`; undefined when nothing is. Pure. */
export function sourceFault(checkpoint: Checkpoint, source: StreamInfo, lastRead: StoredMsg | undefined): string | undefined {
  const { position, sourceCreated } = checkpoint;
  const name = source.config.name;
  if (sourceCreated === undefined) return undefined;
  if (source.created !== sourceCreated) {
    return `stream ${name} was recreated (${source.created}, the checkpoint knows ${sourceCreated})`;
  }
  if (source.state.last_seq < position.sequence) {
    return `stream ${name} was rolled back: it ends at ${source.state.last_seq}, the checkpoint is at ${position.sequence}`;
  }
  // 1 ms: the two ways to read a message round its time differently
  if (lastRead !== undefined && Math.abs(lastRead.time.getTime() - position.storedAtMs) > 1) {
    return `stream ${name} was rolled back and refilled: message ${position.sequence} is not the one the checkpoint saw`;
  }
  return undefined;
}

/** As `sourceFault`, asking the broker. */
export async function findSourceFault(manager: JetStreamManager, stream: string, checkpoint: Checkpoint): Promise<string | undefined> {
  const info = await manager.streams.info(stream);
  const { sequence } = checkpoint.position;
  const known = sequence > 0 && sequence <= info.state.last_seq;
  const lastRead = known ? await messageOrNone(manager.streams.getMessage(stream, { seq: sequence })) : undefined;
  return sourceFault(checkpoint, info, lastRead);
}
