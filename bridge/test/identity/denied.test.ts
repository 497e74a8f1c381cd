/**
 * A partner with a real, issued credential tries everything else. Each table ends with something allowed on the same connection, so
 * that a dead connection proves nothing. How the accounts are built: docs/decisions/0003; what was measured: 0016.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type NatsConnection, headers } from '@nats-io/transport-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../rig/eventually.js';
import { Scene } from './scene.js';

const NEXT = 'hub.api.CONSUMER.MSG.NEXT.DELIVERIES';
const INFO = 'hub.api.CONSUMER.INFO.DELIVERIES';
const RECEIVE = 'commands.procurement.receive-goods.v1';

// servers and bridges start and stop in here, and other suites run beside
jest.setTimeout(60_000);

let scene: Scene;
let globex: NatsConnection;
let umbrella: NatsConnection;
const errors: string[] = [];

beforeAll(async () => {
  scene = await Scene.open();
  for (const id of ['globex', 'umbrella']) await scene.client(id);
  globex = await scene.login('globex', (await scene.issue('globex')).secret);
  umbrella = await scene.login('umbrella', (await scene.issue('umbrella')).secret);
  void (async () => {
    for await (const status of globex.status()) if (status.type === 'error') errors.push(status.error.message);
  })();
  await eventually(() => worksStill().catch(() => false));
}, 60_000);
afterAll(() => scene.close());

const deliver = (to: string, id: string): Promise<void> =>
  scene.hub.store({ subject: `deliver.${to}-orders`, headers: [['ce-id', id]], data: Buffer.from(`for ${to}`) });

const worksStill = async (): Promise<boolean> =>
  (await globex.request(`${INFO}.globex-orders`, '', { timeout: 2_000 })).json<{ name: string }>().name === 'globex-orders';

/** What the server said while `act` ran. */
async function saidDuring(act: () => void): Promise<string[]> {
  const before = errors.length;
  act();
  await globex.flush();
  // the client tells errors in a turn of its own
  await sleep(1);
  return errors.slice(before);
}
const violation = /permissions violation/i;

const OTHERS = ['umbrella-orders', '*', '>'];
const API = [
  ...['INFO', 'STREAM.LIST', 'STREAM.NAMES', 'META.LEADER.STEPDOWN', 'SERVER.REMOVE', 'ACCOUNT.PURGE.PARTNERS'],
  ...[
    'INFO',
    'CREATE',
    'UPDATE',
    'PURGE',
    'DELETE',
    'MSG.GET',
    'MSG.DELETE',
    'SNAPSHOT',
    'RESTORE',
    'LEADER.STEPDOWN',
    'PEER.REMOVE',
  ].flatMap((verb) => ['DELIVERIES', 'ODOO_CHANGES', 'EVENTS'].map((stream) => `STREAM.${verb}.${stream}`)),
  ...[
    'CREATE.DELIVERIES',
    'CREATE.DELIVERIES.mine',
    'CREATE.DELIVERIES.mine.deliver.umbrella-orders',
    'DURABLE.CREATE.DELIVERIES.mine',
  ].map((verb) => `CONSUMER.${verb}`),
  ...[
    'LIST.DELIVERIES',
    'NAMES.DELIVERIES',
    'DELETE.DELIVERIES.globex-orders',
    'PAUSE.DELIVERIES.globex-orders',
    'UNPIN.DELIVERIES.globex-orders',
  ].map((verb) => `CONSUMER.${verb}`),
  ...[
    'RESET.DELIVERIES.globex-orders',
    'LEADER.STEPDOWN.DELIVERIES.globex-orders',
    'INFO.EVENTS.x',
    'MSG.NEXT.EVENTS.x',
    'MSG.NEXT.DEAD_LETTERS.x',
  ].map((verb) => `CONSUMER.${verb}`),
  ...['DIRECT.GET.DELIVERIES', 'DIRECT.GET.DELIVERIES.deliver.umbrella-orders', 'DIRECT.GET.ODOO_CHANGES'],
];
const PUBLISHED = [
  ...OTHERS.flatMap((name) => [`${NEXT}.${name}`, `${INFO}.${name}`]),
  ...['umbrella-orders.1.1.1.1.0', 'umbrella-orders', '*.1.1.1.1.0'].map((rest) => `$JS.ACK.DELIVERIES.${rest}`),
  ...[
    '$JS.ACK.EVENTS.x.1.1.1.1.0',
    '$JS.FC.DELIVERIES.umbrella-orders.x',
    '$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.DELIVERIES.umbrella-orders',
  ],
  ...API.map((verb) => `$JS.API.${verb}`),
  ...API.map((verb) => `hub.api.${verb}`),
  ...['$JS.hub.API.INFO', '$JS.API.CONSUMER.MSG.NEXT.DELIVERIES.globex-orders', '$JS.API.CONSUMER.INFO.DELIVERIES.globex-orders'],
  ...[
    'commands.procurement.confirm-purchase-order.v1',
    'commands.parties.change-party.v1',
    'commands.procurement.>',
    'commands.*.*.*',
    'commands',
    'commands.x',
  ],
  ...['queries.inventory.stock-level.v1', 'queries.>', 'queries.x'],
  ...[
    'deliver.globex-orders',
    'deliver.umbrella-orders',
    'odoo.change.demo.res-partner.update',
    'odoo.checkpoint.demo',
    'events.procurement.purchase-order.approved.v1',
  ],
  ...['checkpoint.translate', 'checkpoint.fanout', 'checkpoint.outcomes'],
  ...['dead-letters.translate', 'dead-letters.fanout', 'dead-letters.deliver.umbrella-orders'],
  ...[
    '_INBOX.umbrella.x',
    '_INBOX.bridge.x',
    '_INBOX.relay.x',
    '_INBOX.globex.x',
    '_INBOX.x',
    '_R_.x',
    '_GR_.x',
    '$GNR.x',
    '_NOTHING',
    'anything',
  ],
  ...[
    '$SYS.REQ.USER.AUTH',
    '$SYS.REQ.USER.INFO',
    '$SYS.REQ.SERVER.PING',
    '$SYS.REQ.SERVER.PING.CONNZ',
    '$SYS.REQ.ACCOUNT.PARTNERS.CONNZ',
    '$SYS.REQ.ACCOUNT.PING.CONNZ',
  ],
  ...['$SYS.REQ.SERVER.X.KICK', '$SYS.REQ.SERVER.X.RELOAD', '$SYS.REQ.CLAIMS.UPDATE', '$SYS.ACCOUNT.HUB.CONNECT', '$SYS.DEBUG.SUBSCRIBERS'],
];
const HEARD = [
  ...[
    '>',
    '*',
    '*.*',
    '_INBOX.>',
    '_INBOX.*.>',
    '_INBOX.umbrella.>',
    '_INBOX.umbrella.*',
    '_INBOX.bridge.>',
    '_INBOX.globex',
    '_INBOX.acm*.>',
  ],
  ...[
    'deliver.>',
    'deliver.globex-orders',
    'events.>',
    'odoo.>',
    'commands.>',
    RECEIVE,
    'queries.>',
    'hub.api.>',
    `${NEXT}.globex-orders`,
    'dead-letters.>',
    'checkpoint.>',
  ],
  ...[
    '$JS.>',
    '$JS.ACK.>',
    '$JS.ACK.DELIVERIES.globex-orders.>',
    '$JS.API.>',
    '$JS.EVENT.>',
    '$SYS.>',
    '$SYS.REQ.USER.AUTH',
    '$SYS.ACCOUNT.>',
    '_R_.>',
    '$GNR.>',
  ],
];

test(`${PUBLISHED.length} other subjects cannot be published to`, async () => {
  const let_through: string[] = [];
  for (const subject of PUBLISHED) {
    const said = await saidDuring(() => {
      globex.publish(subject, '{}');
    });
    if (!said.some((line) => violation.test(line))) let_through.push(subject);
  }
  expect(let_through).toEqual([]);
  expect(await worksStill()).toBe(true);
}, 30_000);

test(`${HEARD.length} other subjects cannot be listened to, by nobody and by no queue group`, async () => {
  const let_through: string[] = [];
  for (const subject of HEARD) {
    for (const queue of [undefined, 'bridge', 'callout']) {
      // a name with a star inside is no wildcard but a literal, which the permissions do not name either
      const said = await saidDuring(() => {
        globex.subscribe(subject, { ...(queue === undefined ? {} : { queue }), callback: () => undefined });
      });
      if (!said.some((line) => violation.test(line))) let_through.push(`${subject} ${queue ?? ''}`);
    }
  }
  expect(let_through).toEqual([]);
  expect(await worksStill()).toBe(true);
}, 30_000);

describe('the reply subject', () => {
  test('of acknowledgements, of the server’s own answers and of gateways is refused, whatever is asked', async () => {
    await deliver('umbrella', 'held');
    const held = await umbrella.request(`${NEXT}.umbrella-orders`, '{"batch":1,"expires":2000000000}', { noMux: true, timeout: 3_000 });
    const state = async (): Promise<number> => (await scene.hub.manager.consumers.info('DELIVERIES', 'umbrella-orders')).num_ack_pending;
    expect(await state()).toBe(1);
    for (const asked of [`${NEXT}.globex-orders`, RECEIVE, '$JS.ACK.DELIVERIES.globex-orders.1.1.1.1.0']) {
      for (const reply of [held.reply ?? '', '$JS.ACK.DELIVERIES.umbrella-orders.1.1.1.1.0', '_R_.x.y', '_GR_.x.y.z']) {
        const said = await saidDuring(() => {
          globex.publish(asked, '{"batch":1,"no_wait":true}', { reply });
        });
        expect([asked, reply, said.join()]).toEqual([asked, reply, expect.stringMatching(/violation for publish with reply/i)]);
      }
    }
    expect(await state()).toBe(1);
    held.respond('+ACK');
    await eventually(async () => (await state()) === 0);
  });

  test('puts nothing on any subject of the bridge’s account', async () => {
    const heard: string[] = [];
    for (const subject of [
      'commands.>',
      'deliver.>',
      'odoo.>',
      'events.>',
      'dead-letters.>',
      'checkpoint.>',
      '$JS.API.STREAM.DELETE.*',
      '$SYS.>',
      '_INBOX.bridge.x',
    ]) {
      scene.hub.connection.subscribe(subject, {
        callback: (_, message) => {
          heard.push(`${message.subject} ${message.string()}`);
        },
      });
    }
    await scene.hub.connection.flush();
    const replies = [
      ...[
        RECEIVE,
        'commands.procurement.confirm-purchase-order.v1',
        'queries.inventory.stock-level.v1',
        'deliver.umbrella-orders',
        'odoo.change.demo.x.update',
      ],
      ...[
        'events.x',
        'checkpoint.fanout',
        'dead-letters.deliver.umbrella-orders',
        '$JS.API.STREAM.DELETE.ODOO_CHANGES',
        `${NEXT}.umbrella-orders`,
      ],
      ...['$SYS.REQ.SERVER.PING', '$SYS.REQ.USER.AUTH', '_INBOX.bridge.x', 'hub.api.STREAM.DELETE.DELIVERIES'],
    ];
    for (const [index, reply] of replies.entries()) {
      await deliver('globex', `reply-${index}`);
      heard.splice(0);
      await saidDuring(() => {
        globex.publish(`${NEXT}.globex-orders`, '{"batch":1,"no_wait":true}', { reply });
      });
      await saidDuring(() => {
        globex.publish('$JS.ACK.DELIVERIES.globex-orders.1.1.1.1.0', '+NXT {"batch":1,"no_wait":true}', { reply });
      });
      await sleep(30);
      expect([reply, heard]).toEqual([reply, []]);
    }
    expect(await worksStill()).toBe(true);
  }, 30_000);

  test('of somebody else’s inbox: only the exact subject is reached, by an answer that holds nothing but the sender’s own', async () => {
    const heard: string[] = [];
    umbrella.subscribe('_INBOX.umbrella.4kT9.1', {
      callback: (_, message) => {
        heard.push(message.string());
      },
    });
    // as a client listens: its own random word in the middle
    umbrella.subscribe('_INBOX.umbrella.Zq81xXbQh2LmPw0dRsT7aV.*', {
      callback: (_, message) => {
        heard.push(message.string());
      },
    });
    await umbrella.flush();
    const given = headers();
    given.set('Prefer', 'wait=0');
    for (const reply of ['_INBOX.umbrella.x', '_INBOX.umbrella.guess.1', '_INBOX.umbrella.*.1', '_INBOX.umbrella.>']) {
      globex.publish(RECEIVE, 'not a command', { reply, headers: given });
    }
    await globex.flush();
    await sleep(300);
    expect(heard).toEqual([]);
    globex.publish(RECEIVE, 'not a command', { reply: '_INBOX.umbrella.4kT9.1', headers: given });
    await eventually(() => heard.length > 0);
    expect(heard).toEqual([expect.stringContaining('"status":"refused"')]);
  });
});

describe('who the sender of a command is', () => {
  const ask = async (more: Readonly<Record<string, string>>): Promise<string | undefined> => {
    const given = headers();
    for (const [name, value] of Object.entries({ Prefer: 'wait=0', ...more })) given.append(name, value);
    return (await globex.request(RECEIVE, '{', { headers: given, timeout: 3_000 })).json<{ refusal: { code: string } | null }>().refusal
      ?.code;
  };
  const forged = '{"acc":"PARTNERS","user":"umbrella.aaaaaaaaaaaa.000000000000"}';
  test('is told by the server; a forged one is replaced, and one in other letters is refused', async () => {
    expect(await ask({})).toBe('bad-json');
    expect(await ask({ 'Nats-Request-Info': forged })).toBe('bad-json');
    expect(await ask({ 'nats-request-info': forged })).toBe('unauthenticated');
  });
});
