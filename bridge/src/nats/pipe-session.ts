/**
 * One turn of a pipe as the active writer: from a checkpoint that was just read until it is fenced, loses the broker or is stopped.
 * It owns: the ordered consumer, the groups and the queue, and the expectation that only this session moves the checkpoint.
 */
import type { Consumer, ConsumerMessages } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Defect, Retry } from '../failure.js';
import { publishBatch } from './atomic-batch.js';
import { type Checkpoint, type Position, checkpointMessage, findSourceFault } from './checkpoint.js';
import type { Nats } from './connection.js';
import { Groups } from './groups.js';
import { type OutgoingMessage, type StreamMessage, streamMessageFrom } from './message.js';
import type { MadeAside, PipeSpec } from './pipe-spec.js';
import { type Step, StepQueue, outputsOf, stepsOf } from './steps.js';

const READ_AHEAD = 256;
// heartbeats come at half of it, so a consumer that went away is replaced within 5 s
const PULL_EXPIRES_MS = 5_000;
const CONSUMER_IDLE_MS = 60_000;
const SOURCE_CHECK_MS = 5_000;

/** Another writer moved the checkpoint. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

/** The source stream is not the one the checkpoint was made from. */
export class SourceBroken extends Defect {}

export class PipeSession {
  private readonly logger = new Logger('pipe');
  private readonly groups: Groups;
  private readonly queue = new StepQueue();
  private readonly ended = new AbortController();
  /** where reading stands; ahead of the checkpoint by what is queued */
  private read: Position;

  constructor(
    private readonly nats: Nats,
    private readonly pipe: PipeSpec,
    private readonly source: { readonly created: string },
    private checkpoint: Checkpoint,
  ) {
    this.read = checkpoint.position;
    this.groups = new Groups(pipe.aside);
  }

  /** Resolves when `stop` was asked for or the broker came back after an outage; throws Fenced, SourceBroken, Retry or a defect. */
  async run(stop: AbortSignal): Promise<void> {
    const consumer = await this.openConsumer();
    const messages = await consumer.consume({ max_messages: READ_AHEAD, expires: PULL_EXPIRES_MS });
    const end = (): void => {
      this.end(messages);
    };
    stop.addEventListener('abort', end);
    // consumers without acknowledgement live in the server's memory: after an outage a new session is the quickest way back
    const forget = this.nats.onReconnect(end);
    if (stop.aborted) end();
    try {
      await this.untilFirstEnds([this.readAll(messages), this.transformAll(), this.writeAll(), this.watchSource()], end);
    } finally {
      stop.removeEventListener('abort', end);
      forget();
      void consumer.delete().catch(() => undefined);
    }
  }

  private openConsumer(): Promise<Consumer> {
    const { stream, filters } = this.pipe.source;
    return this.nats.jetstream.consumers.get(stream, {
      filter_subjects: [...filters],
      deliver_policy: 'by_start_sequence',
      opt_start_seq: this.checkpoint.position.sequence + 1,
      inactive_threshold: nanos(CONSUMER_IDLE_MS),
    });
  }

  private end(messages: ConsumerMessages): void {
    this.ended.abort();
    this.groups.close();
    this.queue.close();
    messages.stop();
  }

  // Whichever part ends or fails first ends the others; the first failure is the session's.
  private async untilFirstEnds(parts: readonly Promise<void>[], end: () => void): Promise<void> {
    try {
      await Promise.race(parts);
    } finally {
      end();
      await Promise.allSettled(parts);
    }
  }

  private async readAll(messages: ConsumerMessages): Promise<void> {
    for await (const message of messages) {
      if (this.ended.signal.aborted) return;
      const room = this.groups.add(streamMessageFrom(message));
      if (room !== undefined) await room;
    }
    if (!this.ended.signal.aborted) throw new Retry('the consumer ended', 1_000);
  }

  private async transformAll(): Promise<void> {
    for (let group = await this.groups.take(); group !== undefined; group = await this.groups.take()) {
      if (group.made === undefined) await this.transformHere(group.messages);
      else await this.takeOver(group.messages, await untilAborted(group.made, this.ended.signal));
    }
  }

  // one by one: what a message becomes may be much
  private async transformHere(messages: readonly StreamMessage[]): Promise<void> {
    for (const message of messages) {
      if (this.ended.signal.aborted) return;
      await this.queue.put(this.stepsOf(message, this.pipe.transform(message)));
    }
  }

  private async takeOver(messages: readonly StreamMessage[], made: readonly MadeAside[] | undefined): Promise<void> {
    if (made === undefined) return;
    if (made.length !== messages.length) throw new Defect(`${made.length} answers came to ${messages.length} messages`);
    await this.queue.put(messages.flatMap((message, index) => this.stepsOf(message, made[index] ?? this.pipe.transform(message))));
  }

  private stepsOf(message: StreamMessage, outputs: readonly OutgoingMessage[]): Step[] {
    if (message.sequence <= this.read.sequence) throw new Defect(`message ${message.sequence} came after ${this.read.sequence}`);
    const steps = stepsOf(message, outputs, this.read);
    this.read = steps.at(-1)?.position ?? this.read;
    return steps;
  }

  private async writeAll(): Promise<void> {
    for (let steps = await this.queue.take(); steps !== undefined; steps = await this.queue.take()) await this.write(steps);
  }

  /** Stores the steps' outputs behind a checkpoint; falls back to smaller batches when one output is in the stream already. */
  private async write(steps: readonly Step[]): Promise<void> {
    const outputs = outputsOf(steps);
    const position = steps.at(-1)?.position;
    if (position === undefined) return;
    const first = checkpointMessage(this.pipe.target.checkpoint, this.checkpoint.sequence, position, this.source.created);
    const result = await publishBatch(this.nats.connection, [first, ...outputs]);
    if (result.outcome === 'fenced') throw new Fenced(`another writer moved ${this.pipe.target.checkpoint}`);
    if (result.outcome === 'duplicate') return this.writeAroundDuplicates(steps);
    this.checkpoint = { sequence: result.firstSequence, position, sourceCreated: this.source.created };
  }

  // The server names no culprit, so it is found by halving: about 2 log2(500) = 18 batches for one. The culprit is not stored again.
  private async writeAroundDuplicates(steps: readonly Step[]): Promise<void> {
    const outputs = outputsOf(steps);
    if (outputs.length <= 1) {
      this.logger.warn({ msg: 'an output is in the stream already', pipe: this.pipe.name, id: outputs[0]?.id });
      return this.write(steps.map(({ position }) => ({ output: undefined, position })));
    }
    const half = Math.ceil(steps.length / 2);
    await this.write(steps.slice(0, half));
    await this.write(steps.slice(half));
  }

  // A source that is deleted and made anew under a running consumer would be skipped silently up to the old position.
  private async watchSource(): Promise<void> {
    const { signal } = this.ended;
    while (await pause(SOURCE_CHECK_MS, signal)) {
      const fault = await findSourceFault(this.nats.manager, this.pipe.source.stream, this.checkpoint);
      if (fault !== undefined) throw new SourceBroken(fault);
    }
  }
}

/** False when it was aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** undefined when it was aborted before; what comes of the promise then is nobody's business. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const end = (): void => {
      resolve(undefined);
    };
    signal.addEventListener('abort', end, { once: true });
    // not Promise.race: the signal lives as long as the session, and would remember each promise
    void promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', end);
    });
  });
}
