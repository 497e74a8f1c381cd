/**
 * What an operator should know of an endpoint: that it only fails, and that it was disabled. Told three times: in the audit trail, as a
 * message on `notices.subscription.<name>.<kind>`, and in the log; a disabled one also says so in its status.
 */
import { Injectable, Logger } from '@nestjs/common';
import { noticeSubject } from '@odoo-nats-bridge/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuditLog } from '../audit/audit.js';
import { explain } from '../failure.js';
import { Nats } from '../nats/nats.js';
import { Registry } from '../subscription/subscription.js';

const BY_BRIDGE = 'bridge';
const AGAIN_MS = 5_000;

@Injectable()
export class Notices {
  private readonly logger = new Logger('deliver');
  private stopped = false;

  constructor(
    private readonly nats: Nats,
    private readonly audit: AuditLog,
    private readonly registry: Registry,
  ) {}

  /** Resolves when it is told. */
  async failing(subscription: string, hours: number): Promise<void> {
    this.logger.warn({ msg: 'an endpoint only fails', subscription, hours });
    const entry = { kind: 'subscription.failing', actor: BY_BRIDGE, correlationId: `subscription:${subscription}` };
    await this.until(() => this.audit.append([{ ...entry, subject: { subscription }, data: { hours } }]));
    await this.until(() => this.publish(subscription, 'failing', { failingHours: hours }));
  }

  /** The change of its status is audited by the registry. */
  async disable(subscription: string, reason: string): Promise<void> {
    this.logger.error({ msg: 'a subscription was disabled', subscription, reason });
    await this.until(async () => {
      await this.registry.setStatus(BY_BRIDGE, subscription, 'disabled', reason);
    });
    await this.until(() => this.publish(subscription, 'disabled', { reason }));
  }

  stop(): void {
    this.stopped = true;
  }

  private publish(subscription: string, kind: 'failing' | 'disabled', data: Readonly<Record<string, unknown>>): Promise<void> {
    const told = { subscription, kind, at: new Date().toISOString(), ...data };
    return this.nats.store({ subject: noticeSubject(subscription, kind), headers: [], data: Buffer.from(JSON.stringify(told)) });
  }

  private async until(work: () => Promise<void>): Promise<void> {
    while (!this.stopped) {
      try {
        await work();
        return;
      } catch (error) {
        this.logger.error({ msg: 'a notice could not be given; it is tried again', reason: explain(error) });
      }
      await sleep(AGAIN_MS);
    }
  }
}
