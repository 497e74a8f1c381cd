/** Outcomes that come by webhook, from a real Odoo: with the bridge killed in the middle each arrives, and to its own client only. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { HttpClient } from '../rig/http-client.js';
import { freePort } from '../rig/free-port.js';
import { LOG_TIMESHEET, Timesheets, linesByMark } from '../rig/timesheets.js';
import { until } from '../rig/until.js';
import { WebhookReceiver } from '../rig/webhook-receiver.js';
import { Scene } from './scene.js';

const COMMANDS = 60;
const RECEIVE = 'procurement.receive-goods.v1';

/** A client with an endpoint of its own for what became of its commands. */
interface Sender {
  readonly door: HttpClient;
  readonly receiver: WebhookReceiver;
  readonly subscription: string;
}

let scene: Scene;
let operator: HttpClient;
let sites: Sender;
let warehouse: Sender;
beforeAll(async () => {
  scene = await Scene.open('test-faults');
  const { env } = scene.stack;
  operator = new HttpClient(env.BRIDGE_URL, env.OPERATOR_API_KEY);
  sites = await senderOf('applications', new HttpClient(env.BRIDGE_URL, env.APPLICATIONS_API_KEY));
  warehouse = await senderOf('warehouse', scene.warehouse);
}, 20 * 60_000);
afterAll(async () => {
  for (const { receiver, subscription } of [sites, warehouse]) {
    await fetch(`${scene.stack.env.BRIDGE_URL}/v1/subscriptions/${subscription}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${scene.stack.env.OPERATOR_API_KEY}` },
    });
    await receiver.close();
  }
  await scene.close();
});

async function senderOf(client: string, door: HttpClient): Promise<Sender> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const port = await freePort();
  const receiver = await WebhookReceiver.listen(port, secret);
  const name = `outcomes-${client}-${randomUUID().slice(0, 8)}`;
  const url = `http://127.0.0.1:${String(port)}/outcomes`;
  const channel = { kind: 'webhook', url, secret, allowHttp: true, allowPrivateAddress: true };
  const { http, body } = await operator.post('/v1/subscriptions', { name, client, contracts: ['outcomes.*'], channel });
  if (http !== 201) throw new Error(`no subscription: ${JSON.stringify(body)}`);
  return { door, receiver, subscription: name };
}

async function accepted({ door }: Sender, type: string, input: unknown): Promise<string> {
  const { http, body } = await door.raw(type, { 'idempotency-key': randomUUID(), prefer: 'wait=0' }, JSON.stringify(input));
  expect(http).toBe(202);
  return String(body.commandId);
}

const toldOf = ({ receiver }: Sender) => receiver.received.map(({ envelope: { subject, id, type } }) => ({ commandId: subject, id, type }));

test('each outcome arrives, with one id of its own, at the client whose command it was', async () => {
  const mark = `outcome ${randomUUID()}`;
  const sheets = await Timesheets.prepare(scene.person, scene.stack.env.ODOO_DATABASE, 20);
  const missing = (line: number): boolean => line % 10 === 0;
  const sheetOf = (line: number): unknown => {
    const sheet = sheets.timesheet(line, `${mark} ${String(line)}`);
    return missing(line) ? { ...sheet, taskId: sheet.projectId.replace(/project\.project:\d+$/, 'project.task:999999999') } : sheet;
  };
  const { order, line } = await scene.confirmedOrder(10);
  const sent: { readonly commandId: string; readonly line: number }[] = [];
  for (let number = 1; number <= COMMANDS; number += 1)
    sent.push({ line: number, commandId: await accepted(sites, LOG_TIMESHEET, sheetOf(number)) });
  const received = [
    await accepted(warehouse, RECEIVE, scene.receiptOf(order, line, '2')),
    await accepted(warehouse, RECEIVE, scene.receiptOf(order, line, '3')),
  ];
  const told = (): Set<string> => new Set(toldOf(sites).map(({ commandId }) => commandId));
  await until('some outcomes were told', () => (told().size >= 3 ? true : undefined), 60_000);
  await scene.stack.kill('bridge');
  const before = told().size;
  await scene.stack.start('bridge');
  await until('every outcome was told', () => (told().size >= COMMANDS ? true : undefined), 120_000);
  await until('the other client was told, too', () => (toldOf(warehouse).length >= received.length ? true : undefined), 60_000);

  expect(before).toBeLessThan(COMMANDS);
  for (const { commandId, line: number } of sent) {
    const mine = toldOf(sites).filter((each) => each.commandId === commandId);
    expect([number, [...new Set(mine.map(({ type }) => type))]]).toEqual([
      number,
      [missing(number) ? 'command.refused' : 'command.applied'],
    ]);
    expect([number, new Set(mine.map(({ id }) => id)).size]).toEqual([number, 1]);
  }
  expect(new Set(toldOf(sites).map(({ id }) => id)).size).toBe(COMMANDS);
  // nothing of the other's, on either side
  expect(told()).toEqual(new Set(sent.map(({ commandId }) => commandId)));
  expect(new Set(toldOf(warehouse).map(({ commandId }) => commandId))).toEqual(new Set(received));
  expect([sites.receiver.forged, warehouse.receiver.forged]).toEqual([0, 0]);
  const effects = await linesByMark(scene.odoo, `${mark} `);
  expect([...effects.values()].every((count) => count === 1)).toBe(true);
  expect(effects.size).toBe(sent.filter(({ line: number }) => !missing(number)).length);
}, 240_000);
