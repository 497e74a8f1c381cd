import { expect, test } from '@jest/globals';
import { catalog, fromHeaders } from '@odoo-nats-bridge/contracts';
import { contentOf } from '../../src/deliver/webhook-request.js';
import { translate } from '../../src/translate/translation.js';
import { changeMessage, changeNamed } from '../rig/golden.js';

function requestFor(contract: string) {
  const events = translate(changeMessage(changeNamed('purchase-order-approved')), catalog);
  const event = events.find(({ subject }) => subject === `events.${contract}`);
  const envelope = fromHeaders(event?.headers ?? []);
  if (!event || !envelope) throw new Error(`the change is no ${contract}`);
  const { headers, body } = contentOf({ envelope, payload: event.data }, 'structured');
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
