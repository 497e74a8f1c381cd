/**
 * Tells Odoo what to capture: the watches that follow from the contracts. Pushed at start and again until Odoo takes them all;
 * the push is an upsert, so a repeat changes nothing. A watch whose module is not installed holds up no other: Odoo names it,
 * and it is pushed again until the module is there.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { catalog, watchesOf } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { AuditLog } from '../audit/audit.js';
import { Retry, explain } from '../failure.js';
import { Health } from '../observe/observe.js';
import { Odoo } from './odoo.js';

const WATCH_USER = 'bridge-watch';
const COMPONENT = 'watches';
// somebody has to mend a contract, or to install a module: that takes minutes
const REFUSED_PAUSE_MS = 30_000;
const ABSENT_PAUSE_MS = 60_000;

const models = z.array(z.string());
const pushed = z.object({
  active: models,
  unchanged: models,
  changed: models,
  removed: models,
  /** what this Odoo lacks, by the model of the watch that needs it; an addon before 19.0.1.4.0 refuses instead */
  absent: z.record(z.string(), z.array(z.string())).default({}),
});
type Pushed = z.infer<typeof pushed>;

@Injectable()
export class WatchPush implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('odoo');
  private readonly stop = new AbortController();
  private begun = false;

  constructor(
    private readonly odoo: Odoo,
    private readonly audit: AuditLog,
    private readonly health: Health,
  ) {}

  onApplicationBootstrap(): void {
    this.health.report(COMPONENT, 'starting', 'not pushed yet');
    // lives until it succeeded or the process ends; it never throws
    void this.untilTaken();
  }

  onModuleDestroy(): void {
    this.stop.abort();
  }

  private async untilTaken(): Promise<void> {
    let absent: string | undefined;
    while (!this.stop.signal.aborted) {
      try {
        const answer = await this.push();
        const missing = JSON.stringify(answer.absent);
        if (missing !== absent) this.tell(answer);
        absent = missing;
        if (Object.keys(answer.absent).length === 0) return;
        await this.pause(ABSENT_PAUSE_MS);
      } catch (thrown) {
        await this.waitAfter(thrown);
      }
    }
  }

  private async push(): Promise<Pushed> {
    const body = { watches: watchesOf(catalog) };
    await this.begin(body.watches);
    const answer = await this.odoo.call({ user: WATCH_USER, model: 'bridge.watch', method: 'push', body }, pushed);
    await this.record(answer);
    this.health.report(COMPONENT, 'ok', `${answer.active.length} watches active${absentIn(answer)}`);
    return answer;
  }

  /** Evidence before the first push of this process; the ones after it push the same. */
  private async begin(watches: readonly { readonly model: string }[]): Promise<void> {
    if (this.begun) return;
    const id = `watches:${new Date().toISOString()}`;
    const data = { models: watches.map(({ model }) => model) };
    await this.audit.append([{ kind: 'watch.push-begun', actor: WATCH_USER, correlationId: id, subject: { pushId: id }, data }]);
    this.begun = true;
  }

  private tell(answer: Pushed): void {
    const lacks = Object.keys(answer.absent).length > 0;
    this.log[lacks ? 'warn' : 'log']({ msg: lacks ? 'Odoo lacks what some watches need' : 'watches pushed', ...answer });
  }

  /** Only a push that changed something is news. */
  private async record(answer: Pushed): Promise<void> {
    if (answer.changed.length + answer.removed.length === 0) return;
    const id = `watches:${new Date().toISOString()}`;
    await this.audit.append([{ kind: 'watch.pushed', actor: WATCH_USER, correlationId: id, subject: { pushId: id }, data: answer }]);
  }

  private async waitAfter(thrown: unknown): Promise<void> {
    const waitMs = thrown instanceof Retry ? thrown.afterMs : REFUSED_PAUSE_MS;
    this.log.warn({ msg: 'Odoo has not taken the watches yet', reason: explain(thrown), nextInMs: waitMs });
    this.health.report(COMPONENT, 'failing', explain(thrown));
    await this.pause(waitMs);
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stop.signal }).catch(() => undefined);
  }
}

/** `; not in this Odoo: fleet.vehicle: no such model` */
function absentIn({ absent }: Pushed): string {
  const reasons = Object.values(absent).flat();
  return reasons.length === 0 ? '' : `; not in this Odoo: ${reasons.join(', ')}`;
}
