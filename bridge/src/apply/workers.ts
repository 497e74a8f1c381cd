/** Works off the queue: some commands at once, never two of one aggregate. Idle workers wake by signal and by poll. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Retry, explain } from '../failure.js';
import { Health } from '../observe/observe.js';
import { Odoo } from '../odoo/odoo.js';
import { Store } from '../store/store.js';
import { Bell } from './bell.js';
import { LEASE_MS, Queue } from './queue.js';
import { Turn } from './turn.js';

// Odoo applies 16-26 commands/s on two cores: more at once would only queue there
const WORKERS = 4;
const POLL_MS = 1_000;
/** three chances before the lease runs out */
const RENEW_MS = LEASE_MS / 3;
const POSTGRES_PAUSE_MS = 1_000;
const COMPONENT = 'apply';

@Injectable()
export class Workers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('apply');
  private readonly bell = new Bell();
  private stopped = false;
  private running: Promise<unknown> = Promise.resolve();
  private unlisten = (): void => undefined;
  private renewal: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Store,
    private readonly queue: Queue,
    private readonly turn: Turn,
    private readonly odoo: Odoo,
    private readonly health: Health,
  ) {}

  onApplicationBootstrap(): void {
    this.unlisten = this.store.signals.on(() => {
      this.bell.ring();
    });
    this.renewal = setInterval(() => void this.renew(), RENEW_MS);
    this.running = Promise.all(Array.from({ length: WORKERS }, () => this.work()));
  }

  /** Ends after the turns under way. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.bell.ring();
    await this.running;
    clearInterval(this.renewal);
    this.unlisten();
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.step();
        this.health.report(COMPONENT, 'ok', 'commands are worked off');
      } catch (thrown) {
        this.health.report(COMPONENT, 'failing', explain(thrown));
        if (!(thrown instanceof Retry)) this.log.error({ msg: 'a worker stumbled', reason: explain(thrown) });
        await sleep(POSTGRES_PAUSE_MS);
      }
    }
  }

  private async step(): Promise<void> {
    const pauseMs = this.odoo.pauseMs;
    // signals do not wake from this: while Odoo is away new commands only queue
    if (pauseMs > 0) {
      await sleep(Math.min(pauseMs, POLL_MS));
      return;
    }
    const heard = this.bell.count;
    const command = await this.queue.take();
    if (command === undefined) await this.bell.wait(heard, POLL_MS);
    else await this.turn.run(command);
  }

  // a failed renewal is made up for by the next; when all fail, the lease ends and the fence holds
  private async renew(): Promise<void> {
    await this.queue.renew().catch((thrown: unknown) => {
      this.log.warn({ msg: 'leases were not renewed', reason: explain(thrown) });
    });
  }
}
