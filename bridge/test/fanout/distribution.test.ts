import { expect, jest, test } from '@jest/globals';
import { catalog } from '@odoo-nats-bridge/contracts';
import { fileURLToPath } from 'node:url';
import { Audience } from '../../src/fanout/audience.js';
import { type Distribution, distribute } from '../../src/fanout/distribution.js';
import type { Client, Subscription } from '../../src/identity/access.js';
import { Sight } from '../../src/fanout/sight.js';
import type { StreamMessage } from '../../src/nats/message.js';
import { clientOf, subscriptionOf } from '../../src/subscription/subscription.js';
import { Policy } from '../../src/policy/policy.js';
import { translate } from '../../src/translate/translation.js';
import { changeMessage, changeNamed } from '../rig/golden.js';

const SUPPLIER = 'odoo:golden:res.partner:69';
const APPROVED = 'procurement.purchase-order.approved.v1';
const policy = Policy.load(fileURLToPath(new URL('../../policies', import.meta.url)));

const supplier = (id: string, party: string): Client => clientOf({ id, roles: ['supplier'], supplier: party });
const subscription = (name: string, scope: Record<string, string | string[]>, contracts = [APPROVED]): Subscription =>
  subscriptionOf({ name, client: name, contracts, scope, channel: { kind: 'nats' } });
const to = (given: Subscription, client: Client, onJudged: Distribution['onJudged'] = () => undefined): Distribution => ({
  catalog,
  audience: new Audience({ clients: [client], subscriptions: [given] }, catalog),
  policy,
  sight: new Sight(policy),
  onJudged,
});

/** The approved event of the golden change, as the stream holds it. */
function approved(): StreamMessage {
  const event = translate(changeMessage(changeNamed('purchase-order-approved')), catalog).find(
    (each) => each.id?.endsWith(APPROVED) === true,
  );
  if (event === undefined) throw new Error('the golden change yields no approved event');
  const headers = [...event.headers, ['Nats-Msg-Id', event.id ?? '']] as const;
  return { ...changeMessage(''), stream: 'EVENTS', subject: event.subject, headers, data: event.data };
}

test('the supplier of the order gets it, with the event’s headers and an id of its own', () => {
  const [delivery, ...others] = distribute(approved(), to(subscription('acme', { supplier: SUPPLIER }), supplier('acme', SUPPLIER)));
  expect(others).toEqual([]);
  expect(delivery?.subject).toBe('deliver.acme');
  expect(delivery?.id).toMatch(/^acme:.*:procurement\.purchase-order\.approved\.v1$/);
  const headers = new Map(delivery?.headers);
  expect(headers.get('ce-type')).toBe(APPROVED);
  expect(headers.get('Bridge-Subscription')).toBe('acme');
  expect([...headers.keys()].filter((name) => name.startsWith('Nats-'))).toEqual([]);
});

test.each([
  ['another contract', subscription('acme', { supplier: SUPPLIER }, ['procurement.goods-receipt.posted.v1'])],
  ['another supplier’s order', subscription('acme', { supplier: 'odoo:golden:res.partner:1' })],
  ['a scope the event does not have', subscription('acme', { planet: 'mars' })],
])('nothing for %s, and not even a judgement', (_, wanted) => {
  const onJudged = jest.fn<Distribution['onJudged']>();
  expect(distribute(approved(), to(wanted, supplier('acme', SUPPLIER), onJudged))).toEqual([]);
  expect(onJudged).not.toHaveBeenCalled();
});

test.each([
  ['a second scope of another value', { supplier: SUPPLIER, company: 'odoo:golden:res.company:99' }],
  ['a second scope the event does not have', { supplier: SUPPLIER, planet: 'mars' }],
])('nothing for %s', (_, scope) => {
  const onJudged = jest.fn<Distribution['onJudged']>();
  expect(distribute(approved(), to(subscription('acme', scope), supplier('acme', SUPPLIER), onJudged))).toEqual([]);
  expect(onJudged.mock.calls[0]?.[2].decision).toBe('out-of-scope');
});

test('one of several values of a scope is enough', () => {
  const mes = clientOf({ id: 'mes', roles: ['mes'] });
  const wanted = (suppliers: string[]) => subscription('mes', { supplier: suppliers });
  expect(distribute(approved(), to(wanted(['odoo:golden:res.partner:1', 'odoo:golden:res.partner:2']), mes))).toHaveLength(0);
  expect(distribute(approved(), to(wanted(['odoo:golden:res.partner:1', SUPPLIER]), mes))).toHaveLength(1);
});

test('a subscription without scope does not open other suppliers’ orders: policy denies', () => {
  const onJudged = jest.fn<Distribution['onJudged']>();
  expect(distribute(approved(), to(subscription('evil', {}), supplier('evil', 'odoo:golden:res.partner:1'), onJudged))).toEqual([]);
  expect(onJudged.mock.calls[0]?.[2].decision).toBe('denied');
});

test('what is no event becomes a dead letter', () => {
  const nowhere = to(subscription('acme', {}), supplier('acme', SUPPLIER));
  const strange = { ...approved(), headers: [] };
  const broken = { ...approved(), data: Buffer.from('{') };
  expect(distribute(strange, nowhere).map(({ subject }) => subject)).toEqual(['dead-letters.fanout']);
  expect(distribute(broken, nowhere).map(({ subject }) => subject)).toEqual(['dead-letters.fanout']);
});
