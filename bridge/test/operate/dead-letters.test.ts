import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eventSubject } from '@odoo-nats-bridge/contracts';
import { eventHeaders } from '../deliver/event-headers.js';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';
import { eventually } from '../rig/eventually.js';
import { eventExample } from '../rig/golden.js';
import { Subscriber } from '../replay/subscriber.js';

const PATIENCE_MS = 60_000;
const APPROVED = 'procurement.purchase-order.approved.v1';
jest.setTimeout(PATIENCE_MS);
let bridge: TestBridge;
let subscriber: Subscriber;
const refused = new Set(['event-1']);

beforeAll(async () => {
  bridge = await testBridge();
  subscriber = await Subscriber.open(bridge.nats, 'mes-orders', (message, { id }) => {
    if (refused.has(id)) message.term('cannot read it');
    else message.ack();
  });
  await tell('event-1');
  await tell('event-2');
  await eventually(async () => (await get('/v1/dead-letters/facets')).body.facets?.state?.length === 1, PATIENCE_MS);
}, PATIENCE_MS);
afterAll(async () => {
  subscriber.stop();
  await bridge.stop();
});

/** What the answers of these doors may hold. */
interface Body {
  readonly code: string;
  readonly detail: string;
  readonly id: string;
  readonly state: string;
  readonly next: string | null;
  readonly letters: readonly { readonly sequence: number }[];
  readonly letter: { readonly hidden: unknown; readonly payload: unknown; readonly source: { readonly stream: string } };
  readonly facets?: { readonly state?: readonly unknown[] };
  readonly attempts: readonly { readonly eventId: string }[];
  readonly searched: { readonly since: string };
  readonly states?: { readonly resolved?: number };
  readonly entries: readonly unknown[];
  readonly replays: readonly unknown[];
}
interface Answer {
  readonly status: number;
  readonly body: Body;
}

async function ask(method: string, path: string, key: string, body?: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(`${bridge.url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, body: (await response.json()) as Body };
}
const get = (path: string, key: string = KEYS.ops): Promise<Answer> => ask('GET', path, key);
const post = (path: string, body: unknown, key: string = KEYS.ops): Promise<Answer> => ask('POST', path, key, body);

const tell = (id: string): Promise<void> =>
  bridge.nats.store({
    subject: eventSubject(APPROVED),
    headers: eventHeaders(id, { type: APPROVED }),
    data: Buffer.from(JSON.stringify(eventExample(APPROVED).data)),
  });
const letter = async (): Promise<number> => Number((await get('/v1/dead-letters?event=event-1')).body.letters[0]?.sequence);
const order = { filter: { subscription: 'mes-orders' }, why: 'the MES was mended' };

test('who is no operator sees and does nothing', async () => {
  for (const path of ['/v1/dead-letters', '/v1/dead-letters/facets', '/v1/dead-letters/1', '/v1/replays', '/v1/deliveries'])
    expect((await get(path, KEYS.buyer)).status).toBe(403);
  for (const path of ['/v1/dead-letters/retries', '/v1/dead-letters/discards', '/v1/dead-letters/reopenings'])
    for (const key of [KEYS.buyer, KEYS.viewer, KEYS.support]) expect((await post(path, order, key)).status).toBe(403);
  for (const key of [KEYS.buyer, KEYS.viewer, KEYS.support]) {
    expect((await post('/v1/replays', { subscription: 'mes-orders', why: 'x' }, key)).status).toBe(403);
    expect((await post('/v1/dead-letters/rebuild', { why: 'x' }, key)).status).toBe(403);
  }
});

test('a viewer sees counts, and no letter', async () => {
  const { status, body } = await get('/v1/dead-letters/facets?subscription=mes-orders', KEYS.viewer);
  expect(status).toBe(200);
  expect(body).toMatchObject({ facets: { contract: [{ value: APPROVED, count: 1 }] }, searched: { subscription: 'mes-orders' } });
  expect((await get('/v1/dead-letters', KEYS.viewer)).status).toBe(403);
  expect((await get('/v1/deliveries', KEYS.viewer)).status).toBe(403);
});

test('support sees the letter with its payload masked, an operator more of it, nobody persons', async () => {
  const path = `/v1/dead-letters/${await letter()}`;
  const support = (await get(path, KEYS.support)).body;
  const operator = (await get(path)).body;
  expect(support.letter.hidden).toEqual(['commercial', 'personal']);
  expect(operator.letter.hidden).toEqual(['personal']);
  const { number, supplier } = eventExample(APPROVED).data as { number: string; supplier: { name: string } };
  expect(operator.letter.payload).toMatchObject({ number, supplier: { name: supplier.name } });
  expect(JSON.stringify(support.letter.payload)).not.toContain(number);
  expect(JSON.stringify(support.letter.payload)).not.toContain(supplier.name);
  expect(support.letter.source.stream).toBe('DELIVERIES');
});

test('an attempt is found by event, record, subscription and error, and the answer says what was searched', async () => {
  await eventually(async () => (await get('/v1/deliveries?event=event-2')).body.attempts.length === 1);
  for (const words of [
    'event=event-1',
    'record=odoo:demo:purchase.order:42&outcome=dead-lettered',
    'subscription=mes-orders&reason=terminated',
  ]) {
    const { body } = await get(`/v1/deliveries?${words}`, KEYS.support);
    expect(body.attempts).toMatchObject([{ eventId: 'event-1', outcome: 'dead-lettered', detail: 'cannot read it', channel: 'nats' }]);
    expect(new Date(body.searched.since).getTime()).toBeLessThan(Date.now() - 23 * 3_600_000);
  }
  const first = (await get('/v1/deliveries?subscription=mes-orders&limit=1')).body;
  const second = (await get(`/v1/deliveries?subscription=mes-orders&limit=1&after=${String(first.next)}`)).body;
  expect([first.attempts[0]?.eventId, second.attempts[0]?.eventId].sort()).toEqual(['event-1', 'event-2']);
  expect(second.next).toBeNull();
});

test('words that are none are refused and named', async () => {
  expect((await get('/v1/dead-letters?colour=red')).status).toBe(400);
  expect((await get('/v1/deliveries?limit=100000')).status).toBe(400);
  const wrong = await post('/v1/dead-letters/retries', { filter: { stage: 'nowhere' }, why: 'x' });
  expect([wrong.status, wrong.body.detail]).toEqual([400, expect.stringContaining('filter.stage')]);
  expect((await post('/v1/dead-letters/retries', { filter: {} })).status).toBe(400);
  expect((await post('/v1/replays', { subscription: 'nobody', why: 'x' })).body.code).toBe('subscription-not-found');
  expect((await get('/v1/dead-letters/999999')).body.code).toBe('letter-not-found');
  expect((await get('/v1/replays/00000000-0000-4000-8000-000000000000')).body.code).toBe('replay-not-found');
});

test('counted first, then retried: delivered, resolved, audited', async () => {
  refused.clear();
  const counted = await post('/v1/dead-letters/retries?dryRun=true', order);
  expect(counted.body).toEqual({ dryRun: true, count: 1 });
  expect((await post('/v1/dead-letters/retries', { ...order, expect: 2 })).body.code).toBe('preview-changed');
  const begun = await post('/v1/dead-letters/retries', { ...order, expect: 1 });
  expect(begun.status).toBe(202);
  const path = `/v1/replays/${begun.body.id}`;
  await eventually(async () => (await get(path, KEYS.viewer)).body.states?.resolved === 1, PATIENCE_MS);
  expect((await post('/v1/dead-letters/retries', order)).body.code).toBe('letter-not-open');
  const { body } = await get(`/v1/audit?correlationId=replay:${begun.body.id}`);
  expect(body.entries[0]).toMatchObject({ kind: 'dead-letter.retry-requested', actor: 'ops', data: { letters: 1, why: order.why } });
});

test('a replay: dry run, run, list, and its attempts found by its id', async () => {
  const asked = { subscription: 'mes-orders', filter: { contracts: [APPROVED] }, why: 'a copy was lost', perSecond: 100 };
  const preview = (await post('/v1/replays?dryRun=true', asked)).body;
  expect(preview).toMatchObject({ dryRun: true, complete: true, wouldSend: 2 });
  const { status, body } = await post('/v1/replays', asked);
  expect(status).toBe(202);
  await eventually(async () => (await get(`/v1/replays/${body.id}`)).body.state === 'done', PATIENCE_MS);
  expect((await get('/v1/replays?limit=1')).body.replays).toMatchObject([{ id: body.id, written: 2, requestedBy: 'ops' }]);
  await eventually(async () => (await get(`/v1/deliveries?replay=${body.id}`)).body.attempts.length === 2, PATIENCE_MS);
  expect((await post(`/v1/replays/${body.id}/cancel`, {})).body.code).toBe('replay-ended');
});
