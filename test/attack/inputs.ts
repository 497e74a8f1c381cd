/** Hostile inputs of commands, as data: what a stranger, a partner or a stolen service key would try. No servers here. */
export interface HttpAttack {
  readonly name: string;
  readonly path: string;
  readonly key: 'warehouse' | 'buyer' | 'wrong' | 'none';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

const RECEIVE = 'procurement.receive-goods.v1';
const order = (database: string, id: number | string = 1): string => `odoo:${database}:purchase.order:${String(id)}`;

/** Values that no field of a command should take; each is tried in each of its fields. */
const values: readonly unknown[] = [
  ...[null, 1, -1, true, [], {}, '', ' ', 'odoo', '1 OR 1=1', "'; DROP TABLE command; --", '../../etc/passwd', '${jndi:ldap://x}'],
  ...['\u0000', '\ud800', 'x'.repeat(5_000), { $ne: null }, { ref: 'order' }, [0, 0, { name: 'x' }], [6, 0, [1]], '__proto__', '{{7*7}}'],
];

const good = (database: string): Record<string, unknown> => ({
  purchaseOrderId: order(database),
  lines: [{ lineId: `odoo:${database}:purchase.order.line:1`, quantity: '1' }],
  backOrder: true,
});

/** Over HTTP: nothing here may reach Odoo. */
export function overHttp(database: string): HttpAttack[] {
  const body = good(database);
  const text = JSON.stringify(body);
  const key = (name: string): Record<string, string> => ({ 'idempotency-key': `attack-${name}` });
  const send = (name: string, given: string, more: Partial<HttpAttack> = {}): HttpAttack => ({
    ...{ name, path: `/v1/commands/${RECEIVE}`, key: 'warehouse', headers: key(name.replace(/[^a-z0-9-]/gi, '_')), body: given },
    ...more,
  });
  return [
    ...Object.keys(body).flatMap((field) =>
      values
        .filter((value) => !(field === 'backOrder' && value === true))
        .map((value, n) => send(`field ${field} ${String(n)}`, JSON.stringify({ ...body, [field]: value }))),
    ),
    ...values
      .map((value, n) =>
        send(
          `quantity ${String(n)}`,
          JSON.stringify({ ...body, lines: [{ lineId: `odoo:${database}:purchase.order.line:1`, quantity: value }] }),
        ),
      )
      .filter(({ body: sent }) => !sent.includes('"quantity":"1"')),
    ...[
      '{',
      '[]',
      'null',
      '""',
      '1',
      'true',
      '',
      '{"a":',
      '{"a":1}{"b":2}',
      '['.repeat(50_000),
      '<xml/>',
      'a=b&c=d',
      '\u0000',
      '{"__proto__":{}}',
      '{"constructor":1}',
    ].map((given, n) => send(`malformed ${String(n)}`, given)),
    send('oversized', JSON.stringify({ ...body, note: 'x'.repeat(300 * 1024) })),
    send('oversized twice', JSON.stringify({ ...body, note: 'x'.repeat(600 * 1024) })),
    ...['other', `${database}2`, `${database}_bridge`, 'postgres', 'DEMO'].map((tenant) =>
      send(`tenant ${tenant}`, JSON.stringify(good(tenant))),
    ),
    ...['res.users', 'ir.model', 'sale.order', 'bridge.command', 'purchase.order.line'].map((model) =>
      send(`relation ${model}`, text.replace('purchase.order:1', `${model}:1`)),
    ),
    ...['0', '-1', '1.5', '1e3', '99999999999', '01', '٣', '1;2'].map((id) =>
      send(`id ${id}`, text.replace('purchase.order:1', `purchase.order:${id}`)),
    ),
    ...[undefined, '', ' ', 'x'.repeat(129), 'x'.repeat(2_000), 'caf\u00e9'].map((given, n) =>
      send(`key ${String(n)}`, text, { headers: given === undefined ? {} : { 'idempotency-key': given } }),
    ),
    ...[
      'no.such.v1',
      'procurement.receive-goods.v99',
      'procurement.receive-goods',
      '..',
      '%2e%2e',
      '__proto__',
      'constructor',
      '*',
      '>',
      'procurement.*',
      'bridge.command.apply',
      'res.users.write.v1',
    ].map((type) => send(`contract ${type}`, text, { path: `/v1/commands/${encodeURIComponent(type)}` })),
    ...(['wrong', 'none'] as const).flatMap((who) =>
      [0, 1, 2, 3, 4].map((n) => send(`${who} credentials ${String(n)}`, text, { key: who })),
    ),
    ...['Basic YWRtaW46YWRtaW4=', 'Bearer', 'Bearer  ', 'bearer null', 'Bearer undefined', "Bearer ' OR ''='"].map((authorization, n) =>
      send(`authorization ${String(n)}`, text, { key: 'none', headers: { ...key(`auth${String(n)}`), authorization } }),
    ),
    ...['finance.register-payment.v1', 'sales.place-order.v1', 'projects.log-timesheet.v1'].map((type) =>
      send(`bulk ${type}`, `${text}\n`, { path: `/v1/bulk/${type}`, key: 'none' }),
    ),
  ];
}

export interface Operation {
  readonly name: string;
  readonly operations: unknown;
  /** beside them in the command */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Straight at the addon's `apply`, with a service user's own key: what a stolen key would try. */
export function atTheAddon(): Operation[] {
  const find = (model: string, domain: unknown = [['id', '=', 1]]): Record<string, unknown> => ({
    op: 'find',
    as: 'r',
    model,
    domain,
    expect: 'any',
  });
  const privileged = [
    'res.users',
    'res.groups',
    'ir.model.access',
    'ir.rule',
    'ir.cron',
    'ir.actions.server',
    'ir.config_parameter',
    'ir.model.fields',
    'bridge.allowance',
    'bridge.command',
    'bridge.outbox',
    'res.users.apikeys',
    'res.company',
    'account.move',
    'hr.employee',
  ];
  const methods = [
    'unlink',
    'write',
    'create',
    'copy',
    'sudo',
    'with_user',
    'browse',
    'search',
    'load',
    'export_data',
    'web_save',
    '_write',
    '__class__',
    'env',
    'button_draft',
    'action_archive',
    'message_post',
    'toggle_active',
    'init',
    'flush_model',
  ];
  const fields = [
    'state',
    'company_id',
    'amount_total',
    'user_id',
    'partner_id',
    'create_uid',
    'write_date',
    'id',
    'message_ids',
    'activity_ids',
    'access_token',
    'order_line',
    'invoice_ids',
    'currency_id',
    'dest_address_id',
  ];
  const domains: unknown[] = [
    [['partner_id.user_ids.login', '=', 'admin']],
    [['partner_id.user_ids', 'any', [['login', '=', 'admin']]]],
    [['partner_id', 'any!', [['id', '=', 1]]]],
    [['create_uid.password', '!=', false]],
    [['company_id.partner_id.bank_ids.acc_number', '!=', '']],
    [['id', 'inselect', ['SELECT 1', []]]],
    'all',
    [['id']],
    [[1, '=', 1]],
    [['no_such', '=', 1]],
  ];
  return [
    ...privileged.flatMap((model) => [
      { name: `write ${model}`, operations: [find(model), { op: 'write', on: 'r', values: { name: 'x' } }] },
      { name: `create ${model}`, operations: [{ op: 'create', as: 'n', model, values: { name: 'x' } }] },
    ]),
    ...methods.map((method) => ({ name: `method ${method}`, operations: [find('purchase.order'), { op: 'call', on: 'r', method }] })),
    ...fields.map((field) => ({
      name: `field ${field}`,
      operations: [find('purchase.order'), { op: 'write', on: 'r', values: { [field]: 1 } }],
    })),
    ...domains.map((domain, n) => ({ name: `domain ${String(n)}`, operations: [find('purchase.order', domain)] })),
    ...[
      [0, 0, { name: 'x' }],
      [1, 1, { price_unit: 0 }],
      [2, 1, 0],
      [3, 1, 0],
      [4, 1, 0],
      [5, 0, 0],
      [6, 0, []],
      [9, 0, 0],
    ].map((command) => ({
      name: `relation command ${JSON.stringify(command[0])}`,
      operations: [find('purchase.order'), { op: 'write', on: 'r', values: { order_line: [command] } }],
    })),
    ...[
      'x',
      [[]],
      {},
      [{ op: 'sql' }],
      [{ op: 'find' }],
      [{ op: 'write', on: 'nobody', values: {} }],
      [{ op: 'eval', code: '1' }],
      null,
      7,
    ].map((operations, n) => ({ name: `shape ${String(n)}`, operations })),
    {
      name: 'reading through',
      operations: [find('purchase.order'), { op: 'read', on: 'r', as: 'x', spec: { create_uid: { fields: { login: {} } } } }],
    },
    {
      name: 'external id',
      operations: [
        { op: 'create', as: 'n', model: 'ir.model.data', values: { module: 'base', name: 'group_system', model: 'res.users', res_id: 1 } },
      ],
    },
    {
      name: 'context',
      operations: [
        find('purchase.order'),
        { op: 'call', on: 'r', method: 'unlink', context: { active_test: false, force_delete: true, uid: 1, su: true } },
      ],
    },
  ];
}
