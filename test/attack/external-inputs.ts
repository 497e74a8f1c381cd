/** Hostile external ids, as data: keys and systems that would be another record's, another system's or another module's. No servers here. */
import type { HttpAttack, Operation } from './inputs.js';

const REQUEST = 'procurement.request-purchase.v1';
const CLOSE = 'maintenance.close-request.v1';

const keys: readonly unknown[] = [
  ...['', ' ', ' WO', 'WO ', 'W  O', 'W\u200bO', '\u202eOW', 'W\u00a0O', 'W\nO', 'W\u0000O', '\ud800', 'x'.repeat(101)],
  ...[null, 7, true, [], {}, { ref: 'order' }, ['WO-1']],
];
/** well-formed: refused because nobody knows whose they are */
const ofNobody = ['WO-1', 'base.main_company', '__bridge_cmms__.maintenance-request/WO-1', "'; DROP TABLE ir_model_data; --", '%', '../WO'];

/** Over HTTP, by a client that speaks for no system: nothing here may reach Odoo. */
export function externalOverHttp(database: string): HttpAttack[] {
  const purchase = {
    supplierId: `odoo:${database}:res.partner:1`,
    reference: 'x',
    neededAt: '2027-01-11T08:00:00Z',
    lines: [{ productId: `odoo:${database}:product.product:1`, quantity: '1' }],
  };
  const send = (name: string, type: string, body: unknown): HttpAttack => ({
    ...{ name: `external id ${name}`, path: `/v1/commands/${type}`, key: 'buyer', body: JSON.stringify(body) },
    headers: { 'idempotency-key': `attack-external-${name.replaceAll(' ', '-')}` },
  });
  const request = `odoo:${database}:maintenance.request:1`;
  return [
    ...[...keys, ...ofNobody].map((externalId, n) => send(`new ${String(n)}`, REQUEST, { ...purchase, externalId })),
    ...ofNobody.map((externalId, n) => send(`existing ${String(n)}`, CLOSE, { externalId })),
    ...['cmms', 'base', '*', { id: 'applications' }].map((system, n) =>
      send(`claimed ${String(n)}`, REQUEST, { ...purchase, externalId: 'WO-1', system, client: { system } }),
    ),
    send('and id', CLOSE, { requestId: request, externalId: 'WO-1' }),
    send('or nothing', CLOSE, {}),
  ];
}

/** Straight at the addon, with the key of the service user of procurement. */
export function externalAtTheAddon(): Operation[] {
  const find = (external: unknown, model = 'purchase.order') => ({ op: 'find', as: 'r', model, domain: [], refusal: 'no-such', external });
  const create = (external: unknown, model = 'purchase.order') => ({ op: 'create', as: 'n', model, values: { name: 'x' }, external });
  const named = (name: string, operations: unknown, system: unknown = 'cmms'): Operation => ({
    ...{ name: `external id ${name}`, operations, more: system === undefined ? {} : { system } },
  });
  const systems: readonly unknown[] = [
    '',
    'BASE',
    '__base__',
    'a.b',
    'a b',
    '../base',
    'x'.repeat(41),
    'base\n',
    7,
    true,
    ['cmms'],
    {},
    null,
  ];
  return [
    ...[...keys, ...ofNobody].filter((key) => key !== null).map((key, n) => named(`find ${String(n)}`, [find(key)])),
    ...['base', 'purchase', 'nats-bridge'].map((system) => named(`system ${system}`, [find('main_company')], system)),
    ...systems.map((system, n) => named(`no system ${String(n)}`, [find('WO-1')], system)),
    named('without a system', [find('WO-1')], undefined),
    ...['res.company', 'res.users', 'ir.model.data'].map((model) => named(`find ${model}`, [find('main_company', model)])),
    ...['ir.model.data', 'res.users', 'bridge.allowance', 'maintenance.request', 'purchase.order'].map((model) =>
      named(`create ${model}`, [create('WO-1', model)]),
    ),
    ...['write', 'call', 'read', 'assert'].map((op) =>
      named(`${op} by key`, [
        { ...find('x'), expect: 'any' },
        { op, on: 'r', external: 'x' },
      ]),
    ),
  ];
}
