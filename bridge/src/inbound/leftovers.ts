/** Decides what a process that ended left undecided, and drops what is older than its retention. */
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { explain } from '../failure.js';
import { Inbound } from './inbound.js';
import { Messages } from './messages.js';

const LOOK_MS = 10_000;
/** longer than a decision takes: reading 0.25 s, a transaction */
const LEFT_MS = 10_000;
const SOME = 100;
const FORGOTTEN_AT_ONCE = 1_000;

@Injectable()
export class Leftovers implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('inbound');
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly inbound: Inbound,
    private readonly messages: Messages,
    @Inject(CONFIG) private readonly config: Pick<Config, 'inbound'>,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.looking = this.looking.then(() => this.look(LEFT_MS));
    }, LOOK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Never throws: it looks again. */
  async look(olderThanMs: number): Promise<void> {
    try {
      for (const message of await this.messages.leftBehind(olderThanMs, SOME)) await this.inbound.decide(message);
      await this.messages.forget(this.config.inbound.days, FORGOTTEN_AT_ONCE);
    } catch (error) {
      this.logger.warn({ msg: 'inbound messages that were left are not decided yet', reason: explain(error) });
    }
  }
}
