/**
 * Works off the queue: many commands at once, never two of one aggregate; where they wait for Odoo together they share its calls.
 * It looks again by signal, when a turn ends, and by poll.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Retry, explain } from '../failure.js';
import { Health } from '../observe/observe.js';
import { Odoo } from '../odoo/odoo.js';
import { type Command, type Lane, Store } from '../store/store.js';
import { Bell } from './bell.js';
import { LEASE_MS, Queue } from './queue.js';
import { Turn } from './turn.js';

/**
 * Commands under way at once. They fill what Odoo is asked at once (a few calls, together/throttle) and the next calls; more
 * would only be leased without need. A part is kept free of the other lane: a file never fills all, people never starve a file.
 */
const TURNS = { interactive: 24, bulk: 12 } as const satisfies Record<Lane, number>;
const POLL_MS = 1_000;
/** three chances before the lease runs out */
const RENEW_MS = LEASE_MS / 3;
const POSTGRES_PAUSE_MS = 1_000;
const COMPONENT = 'apply';

/** Of those that would all be judged, not reach Odoo, and be judged again. */
const one = (free: number): number => Math.min(1, free);

@Injectable()
export class Workers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('apply');
  private readonly bell = new Bell();
  private stopped = false;
  private looking: Promise<void> = Promise.resolve();
  /** those under way, with the id of their command */
  private readonly turns = new Map<Promise<void>, string>();
  private readonly under: Record<Lane, number> = { interactive: 0, bulk: 0 };
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
    this.unlisten = this.store.signals.on((signal) => {
      // the end of an own turn rings by itself, and what another's end sets free, that replica takes
      if (!signal.startsWith('settled:')) this.bell.ring();
    });
    this.renewal = setInterval(() => void this.renew(), RENEW_MS);
    this.looking = this.look();
  }

  /** Ends after the turns under way. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.bell.ring();
    await this.looking;
    await Promise.all(this.turns.keys());
    clearInterval(this.renewal);
    this.unlisten();
  }

  private async look(): Promise<void> {
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
    const { interactive, bulk } = this.under;
    const free = { interactive: TURNS.interactive - interactive, bulk: TURNS.bulk - bulk };
    const taken = this.odoo.isDoubtful
      ? await this.queue.takeUntried({ interactive: one(free.interactive), bulk: one(free.bulk) })
      : await this.queue.take(free);
    for (const command of taken) this.begin(command);
    // whatever lets another be taken rings: a new one, or the end of a turn, which frees its place and its aggregate
    await this.bell.wait(heard, POLL_MS);
  }

  private begin(command: Command): void {
    this.under[command.lane] += 1;
    const turn = this.run(command).finally(() => {
      this.under[command.lane] -= 1;
      this.turns.delete(turn);
      this.bell.ring();
    });
    this.turns.set(turn, command.id);
  }

  // Postgres is away: the lease runs out, and the command is taken again
  private async run(command: Command): Promise<void> {
    await this.turn.run(command).catch((thrown: unknown) => {
      this.health.report(COMPONENT, 'failing', explain(thrown));
      if (!(thrown instanceof Retry)) this.log.error({ msg: 'a turn stumbled', commandId: command.id, reason: explain(thrown) });
    });
  }

  // a failed renewal is made up for by the next; when all fail, the lease ends and the fence holds
  private async renew(): Promise<void> {
    await this.queue.renew([...this.turns.values()]).catch((thrown: unknown) => {
      this.log.warn({ msg: 'leases were not renewed', reason: explain(thrown) });
    });
  }
}
