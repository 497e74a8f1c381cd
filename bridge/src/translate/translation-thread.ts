/**
 * Translation in a thread of its own. It is started by the first group that comes, and until it is ready groups are sent back: the
 * pipe goes on by itself meanwhile. It answers in the order asked. When it dies, all that wait for it are told, and a later group
 * starts it again.
 */
import { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import { Retry, explain } from '../failure.js';
import type { Aside, MadeAside, StreamMessage } from '../nats/nats.js';
import { type PackedEvents, packChanges, unpackEvents } from './packed.js';

interface Waiting {
  readonly resolve: (made: readonly MadeAside[]) => void;
  readonly reject: (reason: Error) => void;
}

/** One that dies at its start would do so at each group. */
const RESTART_PAUSE_MS = 5_000;

const ENTRY = new URL('./translation-worker.js', import.meta.url);

export class TranslationThread implements Aside {
  private readonly logger = new Logger('translate');
  private worker: Worker | undefined;
  private isReady = false;
  private isStopped = false;
  private startNotBefore = 0;
  private waiting: Waiting[] = [];

  constructor(private readonly entry = ENTRY) {}

  transform(messages: readonly StreamMessage[]): Promise<readonly MadeAside[]> | undefined {
    const worker = this.readyWorker();
    if (worker === undefined) return undefined;
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      const changes = packChanges(messages.map(({ data }) => data));
      worker.postMessage(changes, [changes.bytes, changes.lengths.buffer]);
    });
  }

  /** Resolves when it has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.worker?.terminate();
  }

  private readyWorker(): Worker | undefined {
    if (this.worker === undefined && !this.isStopped && Date.now() >= this.startNotBefore) this.start();
    return this.isReady ? this.worker : undefined;
  }

  private start(): void {
    let reason = 'it was stopped';
    const worker = new Worker(this.entry, { name: 'translate' });
    this.worker = worker;
    // a process that has nothing else to do may end
    worker.unref();
    worker.on('message', (message: 'ready' | PackedEvents) => {
      if (message === 'ready') this.isReady = true;
      else this.waiting.shift()?.resolve(unpackEvents(message));
    });
    worker.on('error', (error) => (reason = explain(error)));
    worker.on('exit', () => {
      this.ended(reason);
    });
  }

  private ended(reason: string): void {
    const told = this.waiting;
    this.waiting = [];
    this.worker = undefined;
    this.isReady = false;
    this.startNotBefore = Date.now() + RESTART_PAUSE_MS;
    if (!this.isStopped) this.logger.warn({ msg: 'the thread ended', reason });
    for (const { reject } of told) reject(new Retry(`the thread that translates ended: ${reason}`, 1_000));
  }
}
