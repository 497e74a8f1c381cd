/** Takes orders and works them off, a few at a time. Replicas share the table; an order whose replica died is taken when its lease ends. */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LaneBacklog } from '../deliver/deliver.js';
import { Defect, Retry, explain } from '../failure.js';
import { Fenced, Nats } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { Lookout, Store } from '../store/store.js';
import { Endings } from './endings.js';
import { JudgedAgain } from './judged-again.js';
import type { Order } from './order.js';
import { leaseOrders, releaseOrder } from './rows.js';
import { Run } from './run.js';

/** at once: each costs five small statements a second */
const AT_ONCE = 4;
const LOOK_MS = 500;
const AGAIN_MS = 1_000;

@Injectable()
export class ReplayRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('replay');
  private readonly worker = randomUUID();
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private readonly lookout = new Lookout({
    everyMs: LOOK_MS,
    look: () => this.look(),
    failed: (thrown) => {
      this.health.report('replay', 'failing', explain(thrown));
    },
  });

  constructor(
    private readonly nats: Nats,
    private readonly store: Store,
    private readonly judged: JudgedAgain,
    private readonly backlog: LaneBacklog,
    private readonly endings: Endings,
    private readonly health: Health,
  ) {}

  onApplicationBootstrap(): void {
    this.lookout.start();
  }

  /** Resolves after the steps under way; another replica may go on at once. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.lookout.stop();
    await Promise.all(this.running);
  }

  private async look(): Promise<false> {
    const free = AT_ONCE - this.running.size;
    const orders = free > 0 ? await this.store.transaction((tx) => leaseOrders(tx, this.worker, free)) : [];
    for (const order of orders) this.begin(order);
    this.health.report('replay', 'ok', `${this.running.size} under way`);
    // an order that was interrupted would be leased again and again
    return false;
  }

  private begin(order: Order): void {
    this.logger.log({ msg: 'an order is taken', order: order.id, kind: order.kind, after: order.position });
    const work = this.workOff(order).finally(() => this.running.delete(work));
    this.running.add(work);
  }

  /** Never throws. */
  private async workOff(order: Order): Promise<void> {
    try {
      await this.end(
        order,
        new Run({ nats: this.nats, store: this.store, judged: this.judged, backlog: this.backlog }, this.worker, order),
      );
    } catch (error) {
      // whoever leases it next goes on where this one stopped
      this.logger.warn({ msg: 'an order was interrupted; it is taken again', order: order.id, reason: explain(error) });
      await sleep(AGAIN_MS);
      await this.store.read((tx) => releaseOrder(tx, order.id, this.worker)).catch(() => undefined);
    }
  }

  private async end(order: Order, run: Run): Promise<void> {
    try {
      const end = await run.work(this.stopping.signal);
      if (end === 'stopped') await this.store.read((tx) => releaseOrder(tx, order.id, this.worker));
      if (end === 'ended') await this.endings.end(order.id, this.worker, 'done', null);
      if (end === 'cancelled') await this.endings.end(order.id, this.worker, 'cancelled', null);
      if (end === 'ended' || end === 'cancelled') await run.close().catch(() => undefined);
      this.logger.log({ msg: 'an order was left', order: order.id, end });
    } catch (error) {
      if (isPassing(error)) throw error;
      this.logger.error({ msg: 'an order failed', order: order.id, err: error });
      await this.endings.end(order.id, this.worker, 'failed', explain(error).slice(0, 500));
    }
  }
}

// the broker's client has errors of many kinds; our own defects do not pass by waiting
const isPassing = (error: unknown): boolean => error instanceof Retry || error instanceof Fenced || !(error instanceof Defect);
