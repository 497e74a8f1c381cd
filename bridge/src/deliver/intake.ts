/**
 * The next messages of one subscription, read ahead a little: never more than `limit` messages or so many bytes wait here, whatever the
 * stream holds. An endpoint in trouble keeps one at hand, to be tried with.
 */
import { Logger } from '@nestjs/common';
import { STREAMS, deliverySubject } from '@odoo-nats-bridge/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { explain } from '../failure.js';
import { type Nats, type StreamMessage, readFrom } from '../nats/nats.js';
import { type Delivery, deliveryOf } from './delivery.js';
import type { Progress } from './progress.js';

/** what waits here, and about as much again in the client; more than the largest message (256 KiB) */
const MOST_BYTES = 512 * 1024;
const AGAIN_MS = 1_000;

export class Intake {
  private readonly logger = new Logger('deliver');
  private queue: Delivery[] = [];
  private bytes = 0;
  private limit = 0;
  private reading: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  private room: (() => void) | undefined;

  constructor(
    private readonly nats: Nats,
    private readonly subscription: string,
    private readonly progress: Progress,
    /** told when a message came */
    private readonly onMessage: () => void,
  ) {}

  get waiting(): readonly Delivery[] {
    return this.queue;
  }

  get waitingBytes(): number {
    return this.bytes;
  }

  /** How many to hold ready; what is too much goes back. 0: closed. */
  want(limit: number): void {
    this.limit = limit;
    if (this.queue.length > limit) this.giveBack(limit);
    if (this.queue.length < limit) this.readOn();
    else if (limit <= 1) this.stopReading();
  }

  take(delivery: Delivery): void {
    this.queue = this.queue.filter((each) => each !== delivery);
    this.bytes -= delivery.message.data.byteLength;
    if (this.hasRoom) this.readOn();
  }

  async close(): Promise<void> {
    this.want(0);
    await this.reading?.ended;
  }

  private get hasRoom(): boolean {
    return this.queue.length < this.limit && (this.bytes < MOST_BYTES || this.queue.length === 0);
  }

  private readOn(): void {
    this.room?.();
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
    this.bytes = this.queue.reduce((sum, { message }) => sum + message.data.byteLength, 0);
    this.stopReading();
    this.progress.rewind(back.map(({ message }) => message.sequence));
  }

  private async read(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const from = { stream: STREAMS.deliveries, subject: deliverySubject(this.subscription), sequence: this.progress.next };
        await readFrom(this.nats, { ...from, maxBytes: MOST_BYTES }, (message) => this.put(message, signal), signal);
      } catch (error) {
        if (!signal.aborted) this.logger.warn({ msg: 'deliveries cannot be read', subscription: this.subscription, reason: explain(error) });
      }
      if (!signal.aborted) await sleep(AGAIN_MS);
    }
  }

  private async put(message: StreamMessage, signal: AbortSignal): Promise<void> {
    while (!this.hasRoom && !signal.aborted) await new Promise<void>((room) => (this.room = room));
    if (signal.aborted || !this.progress.begin(message.sequence)) return;
    this.queue.push(deliveryOf(this.subscription, message));
    this.bytes += message.data.byteLength;
    if (this.limit <= 1) this.stopReading();
    this.onMessage();
  }
}
