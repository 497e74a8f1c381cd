/** A work order of a CMMS, told to Odoo and spoken of by the CMMS' own number, on the real system. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { auditStory } from '../rig/audit.js';
import { HttpClient } from '../rig/http-client.js';
import { Journey } from '../rig/journey.js';

const OPEN = 'maintenance.open-request.v1';
const MOVE = 'maintenance.move-request.v1';
const CLOSE = 'maintenance.close-request.v1';
const run = randomUUID().slice(0, 8);
const workOrder = (number: number): string => `WO ${run}/${String(number)}`;
const opening = (number: number) => ({ subject: `Seals ${workOrder(number)}`, kind: 'corrective', priority: 'low' });

// several calls into Odoo each, on a machine that may be busy
jest.setTimeout(90_000);

let journey: Journey;
let cmms: HttpClient;
/** another client of the same system, one of another system */
let replica: HttpClient;
let elsewhere: HttpClient;
let buyer: HttpClient;
beforeAll(async () => {
  journey = await Journey.open();
  const { env } = journey.stack;
  cmms = new HttpClient(env.BRIDGE_URL, env.APPLICATIONS_API_KEY);
  buyer = new HttpClient(env.BRIDGE_URL, env.BUYER_API_KEY);
  replica = await clientOf('replica', 'applications');
  elsewhere = await clientOf('elsewhere', `other-${run}`);
}, 20 * 60_000);
afterAll(async () => journey.close());

async function clientOf(name: string, system: string): Promise<HttpClient> {
  const { env } = journey.stack;
  const key = randomBytes(32).toString('base64url');
  const apiKeySha256 = createHash('sha256').update(key).digest('hex');
  const partner = { name: `${name}-${run}`, roles: ['cmms'], system, apiKeySha256 };
  const added = await new HttpClient(env.BRIDGE_URL, env.OPERATOR_API_KEY).post('/v1/partners', partner);
  expect([added.http, added.body]).toEqual([200, expect.anything()]);
  return new HttpClient(env.BRIDGE_URL, key);
}

async function applied(from: HttpClient, type: string, input: unknown): Promise<Record<string, unknown>> {
  const { commandId, status, refusal, answer } = await from.command(type, randomUUID(), input);
  expect([status, refusal]).toEqual(['applied', null]);
  return { commandId, ...answer };
}
async function refused(from: HttpClient, type: string, input: unknown): Promise<string | undefined> {
  const { status, refusal } = await from.command(type, randomUUID(), input);
  expect(status).toBe('refused');
  return refusal?.code;
}
const requestIn = (answer: Record<string, unknown>): string => (answer.request as { readonly id: string }).id;
const rowsOf = async (number: number): Promise<number[]> =>
  journey.person.searchIds('maintenance.request', [['name', '=', opening(number).subject]], 10);
const stage = async (done: boolean): Promise<string> => {
  const [id = 0] = await journey.person.searchIds('maintenance.stage', [['done', '=', done]], 2);
  return journey.id('maintenance.stage', id);
};

test('a work order is opened, moved and closed by its number, and Odoo shows whose number it is', async () => {
  const externalId = workOrder(1);
  const opened = await applied(cmms, OPEN, { ...opening(1), externalId });
  const request = requestIn(opened);
  const [row = 0] = await rowsOf(1);
  expect(request).toBe(journey.id('maintenance.request', row));
  const shown = await journey.person.call('maintenance.request', 'get_external_id', [[row]]);
  expect(Object.values(shown as object)).toEqual([expect.stringMatching(/^__bridge_applications__\.maintenance-request\/WO%20/)]);
  expect(requestIn(await applied(replica, MOVE, { externalId, stageId: await stage(false) }))).toBe(request);
  const closed = await applied(cmms, CLOSE, { externalId });
  expect([requestIn(closed), closed.stage]).toEqual([request, expect.objectContaining({ isFinal: true })]);

  // the story of the record has the commands that named it by its number
  const story = await auditStory(journey.stack.env, request);
  expect(story.filter(({ kind }) => kind === 'command.applied')).toHaveLength(2);
  const judged = (await auditStory(journey.stack.env, String(closed.commandId))).find(({ kind }) => kind === 'command.judged');
  expect(judged?.data).toMatchObject({ record: request });
});

test('a second one with the number is refused, with whatever key, by whichever client, also by several at once', async () => {
  const given = { ...opening(2), externalId: workOrder(2) };
  const both = [cmms, replica];
  const eight = [...both, ...both, ...both, ...both];
  const race = await Promise.all(eight.map(async (from) => from.command(OPEN, randomUUID(), given)));
  expect(race.map(({ status }) => status).sort()).toEqual(['applied', ...Array.from({ length: 7 }, () => 'refused')]);
  expect(new Set(race.flatMap(({ refusal }) => refusal?.code ?? []))).toEqual(new Set(['external-id-taken']));
  for (const from of both) expect(await refused(from, OPEN, given)).toBe('external-id-taken');
  expect(await rowsOf(2)).toHaveLength(1);

  // another system's number is another number
  await applied(elsewhere, OPEN, given);
  expect(await rowsOf(2)).toHaveLength(2);
});

test('the number is free again when its record is deleted in Odoo', async () => {
  const given = { ...opening(3), externalId: workOrder(3) };
  await applied(cmms, OPEN, given);
  await journey.person.call('maintenance.request', 'unlink', [await rowsOf(3)]);
  expect(await refused(cmms, CLOSE, { externalId: workOrder(3) })).toBe('record-not-found');
  await applied(cmms, OPEN, given);
  await applied(cmms, CLOSE, { externalId: workOrder(3) });
});

test('what is sent before the record is there waits for the command that makes it', async () => {
  const externalId = workOrder(4);
  const opened = await cmms.command(OPEN, randomUUID(), { ...opening(4), externalId }, { prefer: 'wait=0' });
  const closed = await applied(replica, CLOSE, { externalId });
  expect([opened.http, closed.stage]).toEqual([202, expect.objectContaining({ isFinal: true })]);
  expect(await rowsOf(4)).toHaveLength(1);
});

test('a number leads nowhere for another system, and a client without a system has none', async () => {
  const externalId = workOrder(5);
  await applied(cmms, OPEN, { ...opening(5), externalId });
  expect(await refused(elsewhere, CLOSE, { externalId })).toBe('record-not-found');
  const purchase = { supplierId: journey.supplier, reference: 'x', neededAt: '2027-01-11T08:00:00Z', externalId };
  const lines = [{ productId: journey.id('product.product', 1), quantity: '1' }];
  const answer = await buyer.raw(
    'procurement.request-purchase.v1',
    { 'idempotency-key': randomUUID() },
    JSON.stringify({ ...purchase, lines }),
  );
  expect([answer.http, answer.body.code]).toEqual([403, 'no-system']);
  await applied(cmms, CLOSE, { externalId });
});
