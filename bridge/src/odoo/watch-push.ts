/**
 * Tells Odoo what to capture: the watches that follow from the contracts. Pushed at start and again until Odoo takes them;
 * the push is an upsert, so a repeat changes nothing.
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
// Odoo refuses a watch when a module is missing: somebody has to install it, that takes minutes
const REFUSED_PAUSE_MS = 30_000;

const models = z.array(z.string());
const pushed = z.object({ active: models, unchanged: models, changed: models, removed: models });
type Pushed = z.infer<typeof pushed>;

@Injectable()
export class WatchPush implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('odoo');
  private readonly stop = new AbortController();

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
    while (!this.stop.signal.aborted) {
      try {
        await this.push();
        return;
      } catch (thrown) {
        await this.waitAfter(thrown);
      }
    }
  }

  private async push(): Promise<void> {
    const body = { watches: watchesOf(catalog) };
    const answer = await this.odoo.call({ user: WATCH_USER, model: 'bridge.watch', method: 'push', body }, pushed);
    await this.record(answer);
    this.log.log({ msg: 'watches pushed', ...answer });
    this.health.report(COMPONENT, 'ok', `${answer.active.length} watches active`);
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
    await sleep(waitMs, undefined, { signal: this.stop.signal }).catch(() => undefined);
  }
}
