/**
 * Publishes what is to be told, in the order of its writing, and forgets it when the stream has stored it. Of several replicas one works
 * at a time: the lock ends with the transaction, and so with a killed process. Killed between storing and forgetting, the message is
 * published again under the same id: the stream drops it within its window, and after that the reader recognises it by `ce-id`.
 */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { explain } from '../failure.js';
import { type Header, Nats } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { Lookout, Store, type Transaction } from '../store/store.js';

/** any constant that nobody else uses */
const PUBLISHER_LOCK = 7_281_990_060;
const BATCH = 100;
const POLL_MS = 1_000;
const COMPONENT = 'outcomes';

interface Row {
  readonly ordinal: number;
  readonly id: string;
  readonly subject: string;
  readonly headers: readonly Header[];
  readonly data: unknown;
}

export interface Published {
  readonly count: number;
  /** why the next one was not stored; it is tried again */
  readonly failure?: unknown;
}

@Injectable()
export class Publisher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('outcome');
  private readonly lookout = new Lookout({
    everyMs: POLL_MS,
    look: () => this.publishSome(),
    failed: (thrown) => {
      this.report(thrown);
    },
  });
  private unlisten = (): void => undefined;

  constructor(
    private readonly store: Store,
    private readonly nats: Nats,
    private readonly health: Health,
  ) {}

  onApplicationBootstrap(): void {
    this.unlisten = this.store.signals.on((payload) => {
      if (payload.startsWith('settled:')) this.lookout.hurry();
    });
    this.lookout.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.unlisten();
    await this.lookout.stop();
  }

  /** One batch. None too when another replica is at it. What the broker stored is forgotten even when a later one failed. */
  async publish(): Promise<Published> {
    return this.store.transaction(async (tx) => {
      const [lock] = await tx.query<{ held: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS held', [PUBLISHER_LOCK]);
      if (lock?.held !== true) return { count: 0 };
      const rows = await tx.query<Row[]>('SELECT ordinal, id, subject, headers, data FROM notice_outbox ORDER BY ordinal LIMIT $1', [
        BATCH,
      ]);
      const { stored, failure } = await this.send(rows);
      await this.forget(tx, stored);
      return { count: stored.length, failure };
    });
  }

  /** One after another, so that their order stands; ends at the first that the broker does not store. */
  private async send(rows: readonly Row[]): Promise<{ stored: number[]; failure?: unknown }> {
    const stored: number[] = [];
    try {
      for (const { ordinal, id, subject, headers, data } of rows) {
        await this.nats.store({ id, subject, headers, data: Buffer.from(JSON.stringify(data)) });
        stored.push(ordinal);
      }
      return { stored };
    } catch (failure) {
      return { stored, failure };
    }
  }

  private async forget(tx: Transaction, ordinals: readonly number[]): Promise<void> {
    if (ordinals.length > 0) await tx.query('DELETE FROM notice_outbox WHERE ordinal = ANY($1::bigint[])', [ordinals]);
  }

  private async publishSome(): Promise<boolean> {
    const { count, failure } = await this.publish();
    this.report(failure);
    return count === BATCH && failure === undefined;
  }

  private report(failure: unknown): void {
    if (failure === undefined) {
      this.health.report(COMPONENT, 'ok', 'outcomes are told');
      return;
    }
    this.health.report(COMPONENT, 'failing', explain(failure));
    this.log.warn({ msg: 'outcomes wait to be told', reason: explain(failure) });
  }
}
