/** Commands whose deadline passed before Odoo can have had them: refused, with evidence and an outcome. Each replica looks. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { AuditLog } from '../audit/audit.js';
import { explain } from '../failure.js';
import { endEarly } from '../outcome/outcome.js';
import { Lookout, Store } from '../store/store.js';

const LOOK_MS = 1_000;
const AT_ONCE = 100;
const BY_BRIDGE = 'bridge';

@Injectable()
export class Deadlines implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('command');
  private readonly lookout = new Lookout({
    everyMs: LOOK_MS,
    look: () => this.refuseSome(),
    failed: (thrown) => {
      this.log.warn({ msg: 'deadlines could not be looked after', reason: explain(thrown) });
    },
  });

  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
  ) {}

  onApplicationBootstrap(): void {
    this.lookout.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.lookout.stop();
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

  private async refuseSome(): Promise<boolean> {
    const count = await this.look();
    if (count > 0) this.log.log({ msg: 'commands were refused: their deadline passed', count });
    return count === AT_ONCE;
  }
}
