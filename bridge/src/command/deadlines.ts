/** Commands whose deadline passed before Odoo can have had them: refused, with evidence and an outcome. Each replica looks. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { AuditLog } from '../audit/audit.js';
import { explain } from '../failure.js';
import { endEarly } from '../outcome/outcome.js';
import { Store } from '../store/store.js';

const LOOK_MS = 1_000;
const AT_ONCE = 100;
const BY_BRIDGE = 'bridge';

@Injectable()
export class Deadlines implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('command');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.work();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** How many were refused. */
  async look(): Promise<number> {
    return this.store.transaction(async (tx) => {
      const passed = { which: 'deadline <= now()', values: [], atMost: AT_ONCE, refusal: refuse('deadline-passed'), actor: BY_BRIDGE };
      const { ended, entries } = await endEarly(tx, passed);
      await this.audit.append(entries, tx);
      return ended.length;
    });
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const count = await this.look().catch((thrown: unknown) => {
        this.log.warn({ msg: 'deadlines could not be looked after', reason: explain(thrown) });
        return 0;
      });
      if (count > 0) this.log.log({ msg: 'commands were refused: their deadline passed', count });
      if (count < AT_ONCE) await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
