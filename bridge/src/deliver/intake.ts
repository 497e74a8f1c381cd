/**
 * The next messages of one subscription, read ahead a little: never more than `limit` messages or so many bytes wait here, whatever the
 * stream holds. An endpoint in trouble keeps one at hand, to be tried with.
 */
import { Logger } from '@nestjs/common';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { explain } from '../failure.js';
import { type Nats, type StreamMessage, readFrom } from '../nats/nats.js';
import { type Delivery, type MakeContent, deliveryOf } from './delivery.js';
import type { Progress } from './progress.js';

const AGAIN_MS = 1_000;

export interface IntakeSource {
  readonly subscription: string;
  readonly subject: string;
  /** of messages, what may wait here; what is sent of them, made ahead, is as much again */
  readonly mostBytes: number;
  /** It was full: it reads on when there is room for so many. One by one, each would come through a promise of its own. */
  readonly roomFor: number;
  /** what is sent of each, made when it comes */
  readonly make?: MakeContent | undefined;
}

export class Intake {
  private readonly logger = new Logger('deliver');
  private queue: Delivery[] = [];
  /** when each of them came */
  private cameAt: number[] = [];
  private bytes = 0;
  private limit = 0;
  private reading: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  private room: (() => void) | undefined;

  constructor(
    private readonly nats: Nats,
    private readonly source: IntakeSource,
    private readonly progress: Progress,
    /** told when a message came */
    private readonly onMessage: () => void,
  ) {}

  get waiting(): readonly Delivery[] {
    return this.queue;
  }

  /** It holds as many bytes as it may. */
  get isFull(): boolean {
    return this.bytes >= this.source.mostBytes;
  }

  /** How many to hold ready; what is too much goes back. 0: closed. */
  want(limit: number): void {
    this.limit = limit;
    if (this.queue.length > limit) this.giveBack(limit);
    if (this.queue.length < limit) this.readOn();
    else if (limit <= 1) this.stopReading();
  }

  /** When the first of them came; undefined when none waits. */
  get since(): number | undefined {
    return this.cameAt[0];
  }

  /** They no longer wait here. Nobody may be going through `waiting` meanwhile. */
  take(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      const index = this.queue.indexOf(delivery);
      if (index === -1) continue;
      removeAt(this.queue, index);
      removeAt(this.cameAt, index);
      this.bytes -= delivery.message.data.byteLength;
    }
    if (this.hasRoom) this.readOn();
  }

  async close(): Promise<void> {
    this.want(0);
    await this.reading?.ended;
  }

  private get hasRoom(): boolean {
    return this.queue.length < this.limit && (this.bytes < this.source.mostBytes || this.queue.length === 0);
  }

  private readOn(): void {
    if (this.limit - this.queue.length >= Math.min(this.source.roomFor, this.limit)) this.room?.();
    if (this.reading !== undefined) return;
    const stop = new AbortController();
    const ended = this.read(stop.signal).finally(() => {
      this.reading = undefined;
      // it was stopped, and wanted again before it had ended
      if (stop.signal.aborted && this.hasRoom) this.readOn();
    });
    this.reading = { stop, ended };
  }

  private stopReading(): void {
    this.reading?.stop.abort();
    this.room?.();
  }

  private giveBack(kept: number): void {
    const back = this.queue.slice(kept);
    this.queue = this.queue.slice(0, kept);
    this.cameAt = this.cameAt.slice(0, kept);
    this.bytes -= back.reduce((sum, { message }) => sum + message.data.byteLength, 0);
    this.stopReading();
    this.progress.rewind(back.map(({ message }) => message.sequence));
  }

  private async read(signal: AbortSignal): Promise<void> {
    const isOver = (): boolean => signal.aborted;
    while (!isOver()) {
      try {
        const from = { stream: STREAMS.deliveries, subject: this.source.subject, sequence: this.progress.next };
        await readFrom(this.nats, from, (message) => this.put(message, signal), signal);
      } catch (error) {
        if (isOver()) return;
        this.logger.warn({ msg: 'deliveries cannot be read', subscription: this.source.subscription, reason: explain(error) });
      }
      if (!isOver()) await sleep(AGAIN_MS);
    }
  }

  /** Undefined: it has been taken, without a promise. */
  private put(message: StreamMessage, signal: AbortSignal): Promise<void> | undefined {
    if (!this.hasRoom) return this.putLater(message, signal);
    this.keep(message, signal);
    return undefined;
  }

  private async putLater(message: StreamMessage, signal: AbortSignal): Promise<void> {
    while (!this.hasRoom && !signal.aborted) await new Promise<void>((room) => (this.room = room));
    this.keep(message, signal);
  }

  private keep(message: StreamMessage, signal: AbortSignal): void {
    if (signal.aborted || !this.progress.begin(message.sequence)) return;
    const delivery = deliveryOf(this.source.subscription, message, this.source.make);
    this.queue.push(delivery);
    this.cameAt.push(Date.now());
    this.bytes += message.data.byteLength;
    if (this.limit <= 1) this.stopReading();
    this.onMessage();
  }
}

/** The first one, as a rule. */
function removeAt(list: unknown[], index: number): void {
  if (index === 0) list.shift();
  else list.splice(index, 1);
}
