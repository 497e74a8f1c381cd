/** The report of who may do what, against what policy and fan-out really permit. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { type Facts, catalog, outcomeToken } from '@odoo-nats-bridge/contracts';
import { Audience, Sight, distribute } from '../../src/fanout/fanout.js';
import { Senders } from '../../src/fanout/outcomes.js';
import { Access, type Client } from '../../src/identity/access.js';
import { Credentials, ReachOfClients } from '../../src/identity/identity.js';
import { AccessReport, type ClientAccess, type RoleAccess } from '../../src/operate/access-report.js';
import { Policy } from '../../src/policy/policy.js';
import { clientOf, subscriptionOf } from '../../src/subscription/subscription.js';
import { translate } from '../../src/translate/translation.js';
import { changeMessage, changeNamed, eventExample } from '../rig/golden.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

const ACME = 'odoo:golden:res.partner:69';
const policy = Policy.load(fileURLToPath(new URL('../../policies', import.meta.url)));
const clients = [
  clientOf({ id: 'acme', roles: ['supplier'], supplier: ACME, oidcClient: 'acme-prod' }),
  clientOf({ id: 'buyer', roles: ['buyer'], system: 'erp-front', owner: { name: 'Purchasing' }, reviewBy: '2027-01-31' }),
  clientOf({ id: 'mes', roles: ['mes'] }),
  clientOf({ id: 'scanner', roles: ['warehouse', 'field-app'] }),
  clientOf({ id: 'books', roles: ['finance-app'], approvesAs: 'service' }),
  clientOf({ id: 'ops', roles: ['operator'] }),
];
const hook = { name: 'hook', client: 'mes', contracts: ['procurement.*'], channel: { kind: 'nats' as const } };
const endings = { name: 'endings', client: 'mes', contracts: ['outcomes.*', 'parties.*'], channel: { kind: 'nats' as const } };
const access = new Access(clients, [subscriptionOf(hook), subscriptionOf(endings, 2)]);

let database: TestDatabase;
let told: { clients: ClientAccess[]; roles: RoleAccess[] };
const of = (id: string): ClientAccess => {
  const found = told.clients.find(({ client }) => client === id);
  if (found === undefined) throw new Error(`${id} is not in the report`);
  return found;
};

beforeAll(async () => {
  database = await testDatabase();
  told = await new AccessReport(access, policy, new Credentials(database.store, { environment: 'test' })).of();
}, 60_000);
afterAll(() => database.drop());

test('events: for each client and each golden event, what fan-out delivers is what the report says', () => {
  let [delivered, denied] = [0, 0];
  for (const client of clients)
    for (const contract of catalog.events.keys()) {
      const decision = decisionOn(client, contract);
      // an event of somebody else's says nothing about what the client may have
      if (decision === undefined || decision === 'out-of-scope') continue;
      expect([client.id, contract, of(client.id).events.includes(contract)]).toEqual([client.id, contract, decision === 'deliver']);
      if (decision === 'deliver') delivered += 1;
      else denied += 1;
    }
  // both kinds were there, or the comparison would be idle
  expect(Math.min(delivered, denied)).toBeGreaterThan(20);
});

/** As of a subscription that is limited to what the client is limited to. */
function decisionOn(client: Client, contract: string): string | undefined {
  const event = translate(changeMessage(changeNamed(eventExample(contract).change)), catalog).find(
    ({ id }) => id?.endsWith(contract) === true,
  );
  if (event === undefined) return undefined;
  const headers = [...event.headers, ['Nats-Msg-Id', event.id ?? '']] as const;
  const message = { ...changeMessage(''), stream: 'EVENTS', subject: event.subject, headers, data: event.data };
  const scope = client.supplier === undefined ? {} : { supplier: client.supplier };
  const subscription = subscriptionOf({ name: 'x', client: client.id, contracts: [contract], scope, channel: { kind: 'nats' } });
  let decision: string | undefined;
  distribute(message, {
    catalog,
    audience: new Audience({ clients: [client], subscriptions: [subscription] }, catalog),
    policy,
    sight: new Sight(policy),
    onJudged: (_event, _listener, judgement) => {
      decision = judgement.decision;
    },
  });
  return decision;
}

const order: Facts = {
  supplier: ACME,
  company: 'odoo:golden:res.company:1',
  state: 'approved',
  currency: 'USD',
  totalMinor: 250_000,
  amountMinor: 250_000,
};

test.each([
  ['acme', 'procurement.receive-goods.v1', true],
  ['scanner', 'procurement.receive-goods.v1', true],
  ['mes', 'procurement.receive-goods.v1', false],
  ['buyer', 'procurement.receive-goods.v1', false],
  ['buyer', 'procurement.confirm-purchase-order.v1', true],
  ['acme', 'procurement.confirm-purchase-order.v1', false],
  ['ops', 'procurement.confirm-purchase-order.v1', false],
])('commands: %s and %s, %s by report and by judgement alike', (id, contract, may) => {
  const client = access.client(id);
  if (client === undefined) throw new Error(`no client ${id}`);
  const { verdict } = policy.judgeCommand(client, { id: contract }, 'odoo:golden:purchase.order:1', order);
  expect([of(id).commands.includes(contract), verdict !== 'refused']).toEqual([may, may]);
});

test('over NATS each client may publish exactly the commands and queries of the report', () => {
  const reach = new ReachOfClients(access, policy);
  for (const client of clients) {
    const { publish } = reach.permissions(client);
    const subjects = (prefix: string): string[] =>
      publish.filter((subject) => subject.startsWith(prefix)).map((subject) => subject.slice(prefix.length));
    // whoever sends may take back
    expect(subjects('commands.')).toEqual(of(client.id).commands.length === 0 ? [] : ['cancel', ...of(client.id).commands]);
    expect(subjects('queries.')).toEqual(of(client.id).queries);
  }
});

test('outcomes: each client gets its own by the subscriptions of the report, and by no other', () => {
  const senders = new Senders(access);
  for (const { id } of clients) expect([id, senders.of(outcomeToken(id)).map(({ name }) => name)]).toEqual([id, of(id).outcomes]);
  expect(of('mes').outcomes).toEqual(['endings']);
});

describe('besides', () => {
  test('it says what a client sees, has subscribed to, and how it gets in', () => {
    expect(of('acme')).toMatchObject({ external: true, scope: { supplier: ACME }, fieldClasses: ['public', 'internal', 'commercial'] });
    expect(of('acme').credentials).toEqual([{ kind: 'oidc-client', id: 'acme-prod', expiresAt: null, lastUsedAt: null }]);
    expect(of('mes').subscriptions).toMatchObject([{ name: 'hook', contracts: ['procurement.*'], status: 'active' }, { name: 'endings' }]);
    expect(of('buyer')).toMatchObject({ owner: { name: 'Purchasing' }, reviewBy: '2027-01-31', external: false, system: 'erp-front' });
    expect(of('acme').system).toBeNull();
    expect([of('books').approvesAs, of('acme').approvesAs]).toEqual(['service', null]);
  });

  test('it says what each role opens, and who has it', () => {
    const role = (name: string) => told.roles.find((each) => each.role === name);
    expect(role('supplier')).toMatchObject({ clients: ['acme'], commands: of('acme').commands, events: of('acme').events });
    expect(role('operator')).toMatchObject({ clients: ['ops'], commands: [], events: [], operates: expect.any(String) });
    expect(role('approver')).toMatchObject({ clients: [], operates: expect.stringContaining('approves commands') });
  });
});
