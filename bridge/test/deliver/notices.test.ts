/** What an operator hears of an endpoint that is no good: on the stream of notices, in the audit trail, in its status. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuditLog } from '../../src/audit/audit.js';
import { Notices } from '../../src/deliver/notices.js';
import type { Nats } from '../../src/nats/nats.js';
import type { Registry } from '../../src/subscription/subscription.js';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';
import { eventually } from '../rig/eventually.js';
import { testDatabase } from '../rig/postgres.js';
import { eventHeaders } from './event-headers.js';

let bridge: TestBridge;
beforeAll(async () => (bridge = await testBridge()), 60_000);
afterAll(() => bridge.stop());

const APPROVED = 'procurement.purchase-order.approved.v1';

async function ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${bridge.url}/v1/subscriptions${path}`, {
    method,
    headers: { authorization: `Bearer ${KEYS.ops}` },
    ...init,
  });
  return (await response.json()) as Record<string, unknown>;
}

async function lastNotice(nats: Nats, subject: string): Promise<unknown> {
  const found = await nats.manager.streams.getMessage('ADVISORIES', { last_by_subj: subject });
  return found?.json();
}

test('410: disabled at once, with a notice, the reason in its status, and evidence', async () => {
  const server = createServer((request, response) => request.resume().on('end', () => response.writeHead(410).end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gone`;
    const channel = { kind: 'webhook', url, allowHttp: true, allowPrivateAddress: true };
    await ask('POST', '', { name: 'gone', client: 'mes', contracts: [APPROVED], channel });
    await bridge.nats.store({ subject: 'deliver.gone', headers: eventHeaders('to-nobody', {}), data: Buffer.from('{}') });
    const status = async () => (await ask('GET', '/gone')).status;
    await eventually(async () => (await status()) === 'disabled');
    expect(await ask('GET', '/gone')).toMatchObject({ statusReason: expect.stringContaining('410') });
    const subject = 'notices.subscription.gone.disabled';
    await eventually(async () => (await lastNotice(bridge.nats, subject)) != null);
    expect(await lastNotice(bridge.nats, subject)).toMatchObject({
      subscription: 'gone',
      kind: 'disabled',
      reason: expect.stringContaining('410'),
    });
  } finally {
    server.close();
  }
});

test('only failures for hours: a notice and an audit entry say since when', async () => {
  const database = await testDatabase();
  try {
    // it changes no status, so the registry is not asked
    await new Notices(bridge.nats, new AuditLog(database.store), undefined as unknown as Registry).failing('weak', 48);
    expect(await lastNotice(bridge.nats, 'notices.subscription.weak.failing')).toMatchObject({ subscription: 'weak', failingHours: 48 });
    const entries = await database.query(`SELECT kind, data->>'hours' AS hours FROM audit_entry WHERE subject->>'subscription' = 'weak'`);
    expect(entries).toEqual([{ kind: 'subscription.failing', hours: '48' }]);
  } finally {
    await database.drop();
  }
});
