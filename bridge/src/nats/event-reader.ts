/** Events for one `@EventPattern` handler: message after message (or `atOnce`), each settled exactly once, here. */
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { Retry, explain } from '../failure.js';
import type { Nats } from './connection.js';
import { DurableWorker, type Work } from './durable.js';
import type { StreamMessage } from './message.js';

// must exceed the slowest handler: a database write and one publish
const ACK_WAIT_MS = 30_000;

export interface EventSource {
  readonly stream: string;
  readonly durable: string;
  readonly filters: readonly string[];
  /** how many are handled at once; 1 unless their order does not matter */
  readonly atOnce: number;
}

const pattern = z.object({
  stream: z.string(),
  durable: z.string(),
  // Nest turns an array inside a pattern into an object with index keys
  filters: z.union([z.array(z.string()), z.record(z.string(), z.string())]).transform((found) => Object.values(found)),
  atOnce: z.number().int().positive().default(1),
});

/** An `@EventPattern` as Nest hands it over: JSON text. Throws when it is not `{ stream, durable, filters }`. */
export const eventSource = (text: string): EventSource => pattern.parse(JSON.parse(text));

export class EventReader {
  private readonly logger = new Logger('nats');
  private readonly worker: DurableWorker;

  constructor(
    nats: Nats,
    private readonly source: EventSource,
    private readonly handle: (message: StreamMessage) => Promise<unknown>,
  ) {
    const { stream, durable: name, filters } = source;
    const durable = {
      stream,
      name,
      filters,
      ackWaitMs: ACK_WAIT_MS,
      maxDeliver: -1,
      maxUnacknowledged: 1_000,
      tellsAcknowledgements: false,
    };
    this.worker = new DurableWorker(nats, durable, source.atOnce, this.settle.bind(this));
  }

  start(): Promise<void> {
    return this.worker.start();
  }

  /** Resolves when the message under way is settled. */
  stop(): Promise<void> {
    return this.worker.stop();
  }

  private async settle(work: Work): Promise<void> {
    try {
      await this.handle(work.message);
      work.done();
    } catch (error) {
      if (error instanceof Retry) work.again(error.afterMs);
      else work.giveUp(explain(error).slice(0, 200));
      this.tell(work.message, error);
    }
  }

  // What is given up stays in its stream; this line says where.
  private tell(message: StreamMessage, error: unknown): void {
    const { stream, sequence, subject } = message;
    const where = { stream, sequence, subject, durable: this.source.durable };
    if (error instanceof Retry)
      this.logger.warn({ msg: 'an event is tried again', ...where, afterMs: error.afterMs, reason: explain(error) });
    else this.logger.error({ msg: 'an event was given up', ...where, err: error });
  }
}
