/** Decides what a process that ended left undecided, and drops what is older than its retention. */
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { explain } from '../failure.js';
import { Lookout } from '../store/store.js';
import { Deciding } from './deciding.js';
import { Messages } from './messages.js';

const LOOK_MS = 10_000;
/** longer than a decision takes: reading 0.25 s, a transaction */
const LEFT_MS = 10_000;
const SOME = 100;
const FORGOTTEN_AT_ONCE = 1_000;

@Injectable()
export class Leftovers implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('inbound');
  private readonly lookout = new Lookout({
    everyMs: LOOK_MS,
    look: () => this.look(LEFT_MS),
    failed: (thrown) => {
      this.logger.warn({ msg: 'inbound messages that were left are not decided yet', reason: explain(thrown) });
    },
  });

  constructor(
    private readonly deciding: Deciding,
    private readonly messages: Messages,
    @Inject(CONFIG) private readonly config: Pick<Config, 'inbound'>,
  ) {}

  onApplicationBootstrap(): void {
    this.lookout.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.lookout.stop();
  }

  async look(olderThanMs: number): Promise<boolean> {
    const left = await this.messages.leftBehind(olderThanMs, SOME);
    for (const message of left) await this.deciding.decide(message);
    await this.messages.forget(this.config.inbound.days, FORGOTTEN_AT_ONCE);
    return left.length === SOME;
  }
}
