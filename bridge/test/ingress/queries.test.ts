import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { headers } from '@nats-io/nats-core';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';

let bridge: TestBridge;
beforeAll(async () => {
  bridge = await testBridge();
}, 60_000);
afterAll(() => bridge.stop());

const STATUS = 'procurement.purchase-order-status.v1';
const COSTS = 'projects.project-cost-summary.v1';
const order = JSON.stringify({ purchaseOrderId: 'odoo:demo:purchase.order:42' });
const project = JSON.stringify({ projectId: 'odoo:demo:project.project:3' });

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly retryAfter: string | null;
  readonly json: Record<string, unknown>;
}

async function post(type: string, body: string, key: string = KEYS.buyer): Promise<Answer> {
  const response = await fetch(`${bridge.url}/v1/queries/${type}`, { method: 'POST', body, headers: { authorization: `Bearer ${key}` } });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    retryAfter: response.headers.get('retry-after'),
    json: (await response.json()) as Record<string, unknown>,
  };
}

async function story(queryId: unknown): Promise<unknown> {
  const response = await fetch(`${bridge.url}/v1/audit?correlationId=${String(queryId)}`, {
    headers: { authorization: `Bearer ${KEYS.ops}` },
  });
  return ((await response.json()) as { entries?: unknown }).entries;
}

describe('HTTP, while Odoo is away', () => {
  test.each<[string, () => Promise<Answer>, number, string]>([
    ['a wrong key', () => post(STATUS, order, 'wrong'), 401, 'unauthenticated'],
    ['no JSON', () => post(STATUS, 'hello'), 400, 'bad-json'],
    ['300 KiB', () => post(STATUS, ' '.repeat(300 * 1024)), 413, 'payload-too-large'],
    ['an unknown contract', () => post('procurement.burn.v1', order), 404, 'unknown-contract'],
    ['a command', () => post('procurement.receive-goods.v1', order), 404, 'unknown-contract'],
    ['a wrong question', () => post(STATUS, '{}'), 422, 'schema-violation'],
    ['an id of another database', () => post(STATUS, order.replace(':demo:', ':other:')), 422, 'schema-violation'],
  ])('%s is a problem with a code', async (_what, send, status, code) => {
    expect(await send()).toMatchObject({ status, type: expect.stringContaining('application/problem+json'), json: { status, code } });
  });

  test('who may not ask is told so before Odoo is asked, and there is evidence of it', async () => {
    const answer = await post(COSTS, project);
    expect(answer).toMatchObject({
      status: 403,
      json: { type: COSTS, status: 'refused', answer: null, refusal: { code: 'policy-denied' } },
    });
    expect(await story(answer.json.queryId)).toMatchObject([
      {
        kind: 'query.refused',
        actor: 'buyer',
        subject: { recordId: 'odoo:demo:project.project:3' },
        data: { type: COSTS, code: 'policy-denied', verdict: 'refused', via: 'http' },
      },
    ]);
  });

  test('nobody waits for an Odoo that is away: a code, and when to come back', async () => {
    const startedAt = Date.now();
    // the first ones meet a closed port, the later ones a breaker that has opened
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const answer = await post(STATUS, order);
      expect(answer).toMatchObject({ status: 503, json: { status: 'refused', refusal: { code: 'temporarily-unavailable' } } });
      expect(Number(answer.retryAfter)).toBeGreaterThan(0);
    }
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('NATS, while Odoo is away', () => {
  const ask = async (type: string, data: string, more: Readonly<Record<string, string>>): Promise<Record<string, unknown>> => {
    const given = headers();
    for (const [name, value] of Object.entries(more)) given.append(name, value);
    const reply = await bridge.nats.connection.request(`queries.${type}`, data, { headers: given, timeout: 5_000 });
    return reply.json();
  };
  // the server writes it when a request crosses accounts; inside the bridge's own account we stand in for it
  const sender = { 'Nats-Request-Info': '{"acc":"PARTNERS","user":"buyer"}' };

  test.each<[string, string, string, Readonly<Record<string, string>>, string]>([
    ['nobody', STATUS, order, {}, 'unauthenticated'],
    ['no JSON', STATUS, 'hello', sender, 'bad-json'],
    ['an unknown contract', 'no.such.v1', order, sender, 'unknown-contract'],
  ])('%s is refused at the door', async (_what, type, data, more, code) => {
    expect(await ask(type, data, more)).toMatchObject({ queryId: null, status: 'refused', refusal: { code } });
  });

  test('who may not ask is told so, with the id of the evidence', async () => {
    const reply = await ask(COSTS, project, sender);
    expect(reply).toMatchObject({ status: 'refused', refusal: { code: 'policy-denied' } });
    expect(await story(reply.queryId)).toMatchObject([{ kind: 'query.refused', data: { via: 'nats' } }]);
  });

  test('an Odoo that is away is a code', async () => {
    expect(await ask(STATUS, order, sender)).toMatchObject({ refusal: { code: 'temporarily-unavailable' } });
  });
});
