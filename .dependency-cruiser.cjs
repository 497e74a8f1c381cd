/**
 * The room check: no circles, no deep imports, no forbidden names (STYLE: "Doors").
 * A room of bridge/src is entered through `<room>/<room>.ts` or `<room>/<room>.module.ts`.
 */
const OPEN = '^bridge/src/(failure\\.ts|config/config\\.ts|identity/access\\.ts)$';
const ROOM = '^bridge/src/([^/]+)/';
const ADAPTERS = '(nats|odoo|store)';

/** Which room may enter which: the flow, downstream only (DESIGN: "Rooms"). Everyone may enter audit and observe: they only listen. */
const downstream = {
  translate: ['nats', 'audit', 'observe'],
  fanout: ['nats', 'policy', 'subscription', 'audit', 'observe'],
  deliver: ['nats', 'store', 'subscription', 'deadletter', 'audit', 'observe'],
  deadletter: ['nats', 'store', 'audit', 'observe'],
  // does once more what these do
  replay: ['nats', 'store', 'policy', 'translate', 'fanout', 'deliver', 'deadletter', 'audit', 'observe'],
  ingress: ['nats', 'intake', 'command', 'query', 'identity', 'audit', 'observe'],
  intake: ['audit'],
  command: ['intake', 'store', 'odoo', 'policy', 'apply', 'outcome', 'audit', 'observe'],
  query: ['intake', 'odoo', 'policy', 'audit', 'observe'],
  apply: ['store', 'odoo', 'policy', 'approve', 'outcome', 'audit', 'observe'],
  // masks as fan-out does
  approve: ['intake', 'store', 'odoo', 'policy', 'fanout', 'outcome', 'audit', 'observe'],
  outcome: ['nats', 'store', 'policy', 'audit', 'observe'],
  subscription: ['store', 'audit'],
  // judging is pure; its evidence, its shadow and its reload are not
  policy: ['subscription', 'store', 'audit', 'observe'],
  // who may talk is what the room subscription knows
  identity: ['config', 'subscription', 'policy', 'nats', 'store', 'audit', 'observe'],
  config: [],
  nats: ['config', 'observe'],
  odoo: ['config', 'observe', 'audit'],
  store: ['config', 'observe'],
  audit: ['store'],
  observe: ['nats', 'odoo', 'store'],
  operate: [
    ...['audit', 'store', 'identity', 'intake', 'policy', 'command', 'apply', 'approve', 'subscription', 'nats'],
    ...['fanout', 'deliver', 'deadletter', 'replay'],
  ],
  // a program of its own that knows the HTTP API only
  cli: [],
  record: ['nats'],
  sandbox: ['record', 'deliver', 'fanout', 'nats', 'identity'],
};

const flow = Object.entries(downstream).map(([room, allowed]) => ({
  name: `flow-${room}`,
  comment: `${room}/ may enter only: ${allowed.join(', ') || 'contracts and the open files'}`,
  severity: 'error',
  from: { path: `^bridge/src/${room}/`, pathNot: `^bridge/src/${room}/${room}\\.module\\.ts$` },
  to: { path: ROOM, pathNot: [`^bridge/src/(${[room, ...allowed].join('|')})/`, OPEN] },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circles-between-files',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-deep-imports-between-rooms',
      comment: 'enter a room through the file of its own name or its module',
      severity: 'error',
      from: { path: ROOM },
      to: { path: ROOM, pathNot: ['^bridge/src/$1/', '^bridge/src/([^/]+)/\\1(\\.module)?\\.ts$', OPEN] },
    },
    {
      name: 'no-deep-imports-into-contracts',
      severity: 'error',
      from: { path: '^(bridge|test|contracts/client)/' },
      to: { path: '^contracts/src/', pathNot: '^contracts/src/index\\.ts$' },
    },
    {
      name: 'protocols-only-in-their-adapter',
      comment: 'nats/ is the only importer of the NATS client, store/ of TypeORM and pg',
      severity: 'error',
      from: { path: '^bridge/src/', pathNot: `^bridge/src/(${ADAPTERS}/|[a-z]+/[a-z-]+\\.entity\\.ts$)` },
      to: { path: 'node_modules/(@nats-io|pg)/' },
    },
    {
      name: 'contracts-depend-on-zod-only',
      severity: 'error',
      // what is imported by subscribers and senders; generating, checking and the programs run at build time
      from: { path: '^contracts/src/', pathNot: '^contracts/src/(generate|compatibility|coverage|site|new-contract|programs)' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod/' },
    },
    ...flow,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.stack)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.d.ts'],
    },
  },
};
