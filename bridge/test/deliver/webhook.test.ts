import { expect, test } from '@jest/globals';
import { catalog, fromHeaders } from '@odoo-nats-bridge/contracts';
import { Webhook } from 'standardwebhooks';
import { Sending } from '../../src/deliver/sending.js';
import { Signature, newHmacSecret } from '../../src/deliver/signature.js';
import { contentOf, readyAt, requestAt } from '../../src/deliver/webhook-request.js';
import { translate } from '../../src/translate/translation.js';
import { changeMessage, changeNamed } from '../rig/golden.js';
import { webhookOf } from './webhook-scene.js';

function contentFor(contract: string) {
  const { envelope, payload } = eventOf(contract);
  return contentOf({ envelope, payload }, 'structured');
}

function eventOf(contract: string) {
  const events = translate(changeMessage(changeNamed('purchase-order-approved')), catalog);
  const event = events.find(({ subject }) => subject === `events.${contract}`);
  const envelope = fromHeaders(event?.headers ?? []);
  if (!event || !envelope) throw new Error(`the change is no ${contract}`);
  return { envelope, payload: event.data };
}

function requestFor(contract: string) {
  const { headers, body } = contentFor(contract);
  return { headers, body: JSON.parse(body.toString()) as Record<string, unknown> };
}

test('an event of a version that will end says so, in the headers and in itself', () => {
  const { headers, body } = requestFor('procurement.purchase-order.approved.v1');
  expect(headers).toMatchObject({
    deprecation: '@1795305600',
    sunset: 'Mon, 22 Nov 2027 00:00:00 GMT',
    link: '<urn:odoo-nats-bridge:contract:procurement.purchase-order.approved.v2>; rel="successor-version"',
  });
  expect(body).toMatchObject({ deprecated: '2026-11-22T00:00:00Z', replacedby: 'procurement.purchase-order.approved.v2' });
});

test('one of the newest version says nothing', () => {
  const { headers, body } = requestFor('procurement.purchase-order.approved.v2');
  for (const name of ['deprecation', 'sunset', 'link']) expect(headers).not.toHaveProperty(name);
  expect(body).not.toHaveProperty('deprecated');
});

const NEWEST = 'procurement.purchase-order.approved.v2';
const second = Math.floor(Date.now() / 1_000);
const at = (seconds: number): Date => new Date((second + seconds) * 1_000);

test('what was signed ahead is sent in its own second; in any other it says the time of its attempt, with the same id and body', () => {
  const secret = newHmacSecret();
  const signature = new Signature([{ value: secret }]);
  const ready = readyAt(contentFor(NEWEST), signature, at(0.25));
  for (const seconds of [0, 0.25, 0.999, 1, 59.5, -0.001]) {
    const request = requestAt(ready, signature, at(seconds));
    expect(request?.headers['webhook-timestamp']).toBe(String(second + Math.floor(seconds)));
    expect(request?.headers['webhook-id']).toBe(ready.id);
    expect(request?.body).toBe(ready.body);
    expect(new Webhook(secret).verify(String(request?.body), { ...request?.headers })).toMatchObject({ type: NEWEST });
  }
});

test('a secret that has ended since it was signed ahead signs no more, and one that began does', () => {
  const [old, fresh] = [newHmacSecret(), newHmacSecret()];
  const ending = new Signature([{ value: old, until: at(5).toISOString() }]);
  const ready = readyAt(contentFor(NEWEST), ending, at(0));
  expect(requestAt(ready, ending, at(4.9))).toBeDefined();
  expect(requestAt(ready, ending, at(5))).toBeUndefined();
  const late = requestAt(readyAt(contentFor(NEWEST), ending, at(6)), new Signature([{ value: fresh }]), at(7));
  expect(new Webhook(fresh).verify(String(late?.body), { ...late?.headers })).toMatchObject({ type: NEWEST });
});

test('what our own code cannot make a request of is unsendable, by a code of its own, and thrown to nobody', async () => {
  const sending = new Sending(webhookOf('defect', 'https://partner.example/hook'));
  const { envelope, payload } = eventOf(NEWEST);
  // JSON knows no such number
  const unwritable = { ...envelope, recordversion: 1n as never };
  expect(sending.contentOfOne(unwritable, payload)).toEqual({ kind: 'unsendable', reason: 'bridge-failed' });
  expect(sending.contentOfOne(envelope, payload)).toMatchObject({ id: envelope.id });
  await sending.close();
});
