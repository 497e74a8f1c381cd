/** scripts/new-contract without Odoo: what it refuses, and what it makes of each type of field. Its run: test/integration/first-contract.test.ts. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '../src/catalog.js';
import { withContract, withDomain } from '../src/new-contract/domain-files.js';
import { fieldsOf } from '../src/new-contract/entity-file.js';
import { fieldLines } from '../src/new-contract/fields.js';
import { filesOf, placeOf } from '../src/new-contract/files.js';
import type { OdooField, OdooModel } from '../src/new-contract/odoo-model.js';
import { NewContractRefusal } from '../src/new-contract/refusal.js';
import { wantedOf } from '../src/new-contract/wanted.js';
import { CONTRACTS } from './examples.js';

const ROOT = join(CONTRACTS, '..');
const given = (line: string) => wantedOf(line.split(' '));
const VEHICLE = 'motor-pool lorry registered --model fleet.vehicle';

const odooField = (type: string, more: Partial<OdooField> = {}): OdooField => ({
  ...{ type, label: 'Label', help: '', stored: true, column: true, required: false, forbidden: false, groups: '' },
  ...{ perCompany: false, translated: false, selection: [], currency: null, relation: null, ...more },
});
const partner = { model: 'res.partner', name: 'name', secret: false };
const STATES: [string, string][] = [
  ['in_use', 'In Use'],
  ['sold', 'Sold'],
];

const vehicle: OdooModel = {
  ...{ model: 'fleet.vehicle', title: 'Vehicle', module: 'fleet', names: ['license_plate'] },
  fields: {
    license_plate: odooField('char', { help: 'The plate.\n Of the car' }),
    driver_id: odooField('many2one', { relation: partner }),
    state: odooField('selection', { selection: STATES }),
    active: odooField('boolean'),
    tag_ids: odooField('many2many', { relation: partner, column: false }),
    nick_name: odooField('char', { translated: true }),
  },
  example: {
    create: { license_plate: { value: 'S-NB 1' }, model_id: { of: 'fleet.vehicle.model', at: 0 } },
    edit: { driver_id: { of: 'res.partner', by: 'name', named: 'Wood Corner' } },
  },
};

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof NewContractRefusal) return thrown.code;
    throw thrown;
  }
  return 'none';
}

describe('what it refuses before it asks Odoo', () => {
  test.each([
    ['motor-pool lorry registered', 'bad-arguments'],
    [`${VEHICLE} --no-such-option`, 'bad-arguments'],
    [`${VEHICLE} --class secret`, 'bad-arguments'],
    ['Fleet vehicle registered --model fleet.vehicle', 'bad-name'],
    ['fleet vehicle_x registered --model fleet.vehicle', 'bad-name'],
    ['fleet function registered --model fleet.vehicle', 'bad-name'],
    ['fleet fleet registered --model fleet.vehicle', 'bad-name'],
    ['fleet vehicle registered --model ../../etc', 'bad-name'],
    [`${VEHICLE} --fields name,../x`, 'bad-name'],
    [`${VEHICLE} --role supplier`, 'bad-role'],
    [`${VEHICLE} --role Fleet"App`, 'bad-role'],
    [`${VEHICLE} --role fleet-app --class personal`, 'none'],
  ])('%s: %s', (line, code) => {
    expect(refusal(() => given(line))).toBe(code);
  });

  test.each([
    ['procurement purchase-order approved --model purchase.order', 'name-taken'],
    ['procurement purchase-order printed --model stock.picking', 'name-taken'],
    ['procurement purchase-order printed --model purchase.order --fields name', 'entity-exists'],
    ['procurement purchase-order printed --model purchase.order --when no_such', 'bad-moment'],
    ['motor-pool picking seen --model stock.picking', 'model-shared'],
    ['events vehicle seen --model fleet.vehicle', 'name-taken'],
    ['catalog vehicle seen --model fleet.vehicle', 'name-taken'],
    ['crm opportunity-created happened --model crm.team', 'name-taken'],
    ['procurement purchase-order printed --model purchase.order --when state', 'none'],
    [VEHICLE, 'none'],
  ])('%s: %s', (line, code) => {
    expect(refusal(() => placeOf(given(line), catalog, ROOT))).toBe(code);
  });
});

describe('a field of Odoo', () => {
  test.each([
    ['binary', {}, 'field-binary'],
    ['char', { stored: false }, 'field-not-stored'],
    ['char', { forbidden: true }, 'field-secret'],
    ['char', { groups: 'base.group_system' }, 'field-secret'],
    ['many2one', { relation: { ...partner, secret: true } }, 'field-secret'],
    ['properties', {}, 'field-type'],
    ['reference', {}, 'field-type'],
    ['selection', { selection: [] }, 'names-collide'],
    [
      'selection',
      {
        selection: [
          ['a_b', 'A'],
          ['a-b', 'B'],
        ],
      },
      'names-collide',
    ],
  ] as [string, Partial<OdooField>, string][])('%s %j is refused: %s', (type, more, code) => {
    expect(refusal(() => fieldLines('thing', odooField(type, more), 'sensitive'))).toBe(code);
  });

  test.each(['password', 'api_key', 'access_token', 'client_secret'])('%s is taken for a secret', (name) => {
    expect(refusal(() => fieldLines(name, odooField('char'), 'sensitive'))).toBe('field-secret');
  });

  test.each([
    ['char', {}, "textOrNull(node, 'thing')", 'z.string().nullable()'],
    ['char', { required: true }, "text(node, 'thing')", 'z.string()'],
    ['boolean', {}, "flag(node, 'thing')", 'z.boolean()'],
    ['integer', {}, "number(node, 'thing')", 'z.int()'],
    ['float', {}, "canonical.toQuantity(number(node, 'thing'), null)", 'canonical.quantity('],
    ['monetary', { currency: 'currency_id' }, "canonical.toMoney(number(node, 'thing')", 'canonical.money('],
    ['date', {}, "textOrNull(node, 'thing')", 'z.iso.date().nullable()'],
    ['datetime', {}, "textOrNull(node, 'thing')", 'canonical.time.nullable()'],
    ['selection', { selection: STATES, required: true }, "choice(node, 'thing', THING_WORDS)", 'z.enum('],
    ['many2one', { relation: partner }, "canonicalId(origin, 'res.partner', thing.id)", "idOf('res.partner')"],
    ['many2many', { relation: partner }, "many(node, 'thing').map(", 'z.array('],
  ] as [string, Partial<OdooField>, string, string][])('%s %j is read and told by the canonical rules', (type, more, read, shape) => {
    const lines = fieldLines('thing', odooField(type, more), 'sensitive');
    expect(lines.read.replaceAll('"', "'")).toContain(read);
    expect(lines.shape.replaceAll('"', "'")).toContain(shape);
    expect(lines.shape).toContain("'sensitive'");
  });

  test('words of a selection and the help become ours', () => {
    expect(fieldLines('state', odooField('selection', { selection: STATES }), 'internal').constants[0]).toContain('"in_use": "in-use"');
    const priority: [string, string][] = [
      ['0', 'Normal'],
      ['1', 'Very High'],
    ];
    expect(fieldLines('priority', odooField('selection', { selection: priority }), 'internal').constants[0]).toContain('"1": "very-high"');
    expect(fieldLines('plate', odooField('char', { help: 'The plate.\n  Of the car' }), 'internal').shape).toContain(
      '"The plate. Of the car"',
    );
  });

  test('two fields of one name are refused', () => {
    const both = { ...vehicle, names: ['driver_id', 'driver'], fields: { ...vehicle.fields, driver: odooField('char') } };
    expect(refusal(() => fieldsOf(given(VEHICLE), both))).toBe('names-collide');
  });
});

describe('the files', () => {
  const files = (line: string): Map<string, string> => {
    const wanted = given(line);
    return filesOf(wanted, vehicle, placeOf(wanted, catalog, ROOT));
  };
  const event = 'contracts/src/domains/motor-pool/lorry-registered.ts';

  test.each([
    ['', "rootRow(change)?.op === 'create'"],
    ['--when driver_id', 'value !== (row?.old?.driver_id ?? null)'],
    ['--when state=sold', 'became(change, "state", "sold")'],
    ['--when active', 'became(change, "active", true)'],
  ])('the moment %s', (option, code) => {
    expect(files(`${VEHICLE} ${option}`.trim()).get(event)).toContain(code);
  });

  test.each([
    ['tag_ids', 'bad-moment'],
    ['nick_name', 'bad-moment'],
    ['license_plate=x', 'bad-moment'],
    ['active=false', 'bad-moment'],
    ['state=lost', 'bad-value'],
  ])('a moment of %s is refused: %s', (when, code) => {
    expect(refusal(() => files(`${VEHICLE} --when ${when}`))).toBe(code);
  });

  test('an example that Odoo does not take is refused, after what is wrong with a field', () => {
    const example = { refused: 'no-example', message: 'model_id is missing' } as const;
    const make = (more: Partial<OdooModel>) =>
      refusal(() => filesOf(given(VEHICLE), { ...vehicle, example, ...more }, placeOf(given(VEHICLE), catalog, ROOT)));
    expect(make({})).toBe('no-example');
    expect(make({ fields: { license_plate: odooField('char', { stored: false }) } })).toBe('field-not-stored');
  });

  test('the field that tells the moment is captured, although it was not asked for', () => {
    expect(files(`${VEHICLE} --when driver_id`).get('contracts/src/domains/motor-pool/lorry.ts')).toContain(
      'driver_id: { fields: { name: {} } }',
    );
  });

  test('nobody may receive it, but the role that was named, and it only this event', () => {
    const policy = 'bridge/policies/motor-pool.cedar';
    expect(files(VEHICLE).get(policy)).not.toMatch(/^permit/m);
    expect(files(`${VEHICLE} --role fleet-app`).get(policy)).toMatch(
      /^permit \([^)]*resource == Event::"motor-pool\.lorry\.registered\.v1"\s*\)\s*when \{ principal\.roles\.contains\("fleet-app"\) \};/m,
    );
  });

  test('the journey names the contract and expects what was entered', () => {
    const journey = files(`${VEHICLE} --when driver_id`).get('test/journeys/contracts/motor-pool-lorry-registered.test.ts') ?? '';
    expect(journey).toContain('test("motor-pool.lorry.registered.v1: ');
    expect(journey).toContain('licensePlate: "S-NB 1"');
    expect(journey).toContain('driver: { id: journey.id("res.partner", rowOfDriverId) }');
    expect(journey).toContain(`there("res.partner", [["name", '=', "Wood Corner"]])`);
  });

  test('all domains of the catalogue take a further event', () => {
    for (const { name } of catalog.domains) {
      const source = readFileSync(join(ROOT, 'contracts/src/domains', name, `${name}.ts`), 'utf8');
      const added = withContract(source, name, { identifier: 'thing', file: 'thing' }, { identifier: 'thingSeen', file: 'thing-seen' });
      expect(added).toMatch(/entities: \[[^\]]*\bthing\],/);
      expect(added).toMatch(/events: \[[^\]]*\bthingSeen\],/);
      expect(added).toMatch(/^import \{ thingSeen \} from '\.\/thing-seen\.js';$/m);
    }
  });

  test('the catalogue gets its two lines, and nothing else', () => {
    const source = readFileSync(join(ROOT, 'contracts/src/catalog.ts'), 'utf8');
    const before = new Set(source.split('\n'));
    const added = withDomain(source, 'zoo-keeping').split('\n');
    expect(added.filter((line) => !before.has(line))).toEqual([
      "import { zooKeeping } from './domains/zoo-keeping/zoo-keeping.js';",
      '  zooKeeping,',
    ]);
    expect(added).toHaveLength(source.split('\n').length + 2);
  });
});
