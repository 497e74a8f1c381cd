/**
 * The first delivery of a partner's subscription: an event of a type of its own that says only that deliveries arrive. Put straight into
 * the subscription's place in DELIVERIES; no other subscription sees it, and no record is behind it.
 */
import { Inject, Injectable } from '@nestjs/common';
import { TEST_EVENT, dataSchemaOf, deliverySubject, toHeaders } from '@odoo-nats-bridge/contracts';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuditLog } from '../audit/audit.js';
import { CONFIG, type Config } from '../config/config.js';
import { DeliveryState } from '../deliver/deliver.js';
import type { Subscription } from '../identity/access.js';
import { Logins } from '../identity/identity.js';
import { Nats } from '../nats/nats.js';

const OPEN_WITHIN_MS = 5_000;
// must exceed an endpoint's 15 s for one attempt
const ATTEMPTED_WITHIN_MS = 20_000;
const EACH_MS = 50;

/** waiting: it lies in the partner's consumer; it arrives when the partner pulls */
export interface TestReport {
  readonly subscription: string;
  readonly channel: 'nats' | 'webhook';
  readonly eventId: string | null;
  readonly outcome: 'delivered' | 'waiting' | 'failed';
  readonly detail: string;
}

@Injectable()
export class PartnerTests {
  constructor(
    private readonly nats: Nats,
    private readonly state: DeliveryState,
    private readonly logins: Logins,
    private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `secret`: of a credential that was issued a moment ago, to try it as well. */
  async run(by: string, subscription: Subscription, secret: string | undefined): Promise<TestReport> {
    const { name, client, channel } = subscription;
    const tell = (kind: string, eventId: string | null, data: Readonly<Record<string, unknown>>): Promise<void> =>
      this.audit.append([
        { kind, actor: by, correlationId: `subscription:${name}`, subject: { subscription: name, client, eventId }, data },
      ]);
    await tell('subscription.test-begun', null, {});
    const report = { subscription: name, channel: channel.kind, ...(await this.judged(subscription, secret)) };
    const { eventId, outcome, detail } = report;
    await tell('subscription.tested', eventId, { outcome, detail });
    return report;
  }

  private async judged(subscription: Subscription, secret: string | undefined): Promise<Omit<TestReport, 'subscription' | 'channel'>> {
    const { name, channel, status, client } = subscription;
    if (status !== 'active') return { eventId: null, outcome: 'failed', detail: `the subscription is ${status}` };
    if (channel.kind === 'webhook') return this.posted(name, await this.send(name));
    if (!(await until(() => this.state.isOpen(name), OPEN_WITHIN_MS)))
      return { eventId: null, outcome: 'failed', detail: `its consumer was not there within ${OPEN_WITHIN_MS} ms` };
    const eventId = await this.send(name);
    if (secret === undefined) return { eventId, outcome: 'waiting', detail: 'it waits for the partner; the login was not tried' };
    const { ms, failure } = await this.logins.tryIn(client, secret, name);
    return failure === undefined
      ? { eventId, outcome: 'waiting', detail: `the login works and sees its consumer (${ms} ms); the event waits for the partner` }
      : { eventId, outcome: 'failed', detail: `the login does not work: ${failure}` };
  }

  private async posted(name: string, eventId: string): Promise<Omit<TestReport, 'subscription' | 'channel'>> {
    const attempted = await until(() => this.state.lastAttempt(name, eventId), ATTEMPTED_WITHIN_MS);
    if (attempted === undefined) return { eventId, outcome: 'waiting', detail: 'it was not posted yet' };
    const { outcome, status, reason, detail, latencyMs } = attempted;
    const told = [status === null ? undefined : `HTTP ${status}`, reason, detail, latencyMs === null ? undefined : `${latencyMs} ms`];
    return { eventId, outcome: outcome === 'delivered' ? 'delivered' : 'failed', detail: told.filter((word) => word != null).join(', ') };
  }

  private async send(subscription: string): Promise<string> {
    const id = `test:${subscription}:${randomUUID()}`;
    const { database } = this.config.odoo;
    const envelope = toHeaders({
      specversion: '1.0',
      id,
      source: `/odoo/${database}`,
      type: TEST_EVENT,
      subject: `bridge:${database}:subscription:${subscription}`,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      dataschema: dataSchemaOf(TEST_EVENT),
      correlationid: `subscription:${subscription}`,
      causationid: id,
      partitionkey: id,
      recordversion: '1',
      dataclass: 'public',
      origin: 'external',
    });
    const data = { test: true, subscription, note: 'This is a test. Nothing happened in Odoo; there is nothing to do.' };
    const headers = [...envelope, ['Bridge-Subscription', subscription] as const];
    await this.nats.store({ subject: deliverySubject(subscription), headers, data: Buffer.from(JSON.stringify(data)), id });
    return id;
  }
}

/** The first answer that is something; undefined when there was none within that time. */
async function until<Answer>(ask: () => Promise<Answer | undefined | false>, withinMs: number): Promise<Answer | undefined> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await sleep(EACH_MS);
  }
  return undefined;
}
