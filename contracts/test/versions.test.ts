import { describe, expect, test } from '@jest/globals';
import { catalog } from '../src/catalog.js';
import { deprecationHeaders, deprecationNote, isPastSunset } from '../src/deprecation.js';
import { schemasOf } from '../src/generate/schemas.js';
import { defineEarlierVersion } from '../src/versions.js';
import { purchaseOrderApproved, purchaseOrderApprovedV1 } from '../src/domains/procurement/purchase-order-events.js';
import { change, eventExample, origin } from './examples.js';

const events = [...catalog.events.values()];
const earlier = events.filter((event) => event.derivation !== undefined);
const ending = [...events, ...catalog.commands.values(), ...catalog.queries.values()].flatMap(({ id, version, deprecated }) =>
  deprecated === undefined ? [] : [{ id, version, deprecated }],
);

describe.each(earlier.map((event) => [event.id, event] as const))('%s', (_id, event) => {
  test('is the same moment as its newer version, and says when it ends', () => {
    const { newer } = event.derivation ?? {};
    expect([newer?.entity, newer?.name, newer?.when]).toEqual([event.entity, event.name, event.when]);
    expect(event.deprecated?.replacedBy).toBe(newer?.id);
  });

  test('comes from the newer data alone, and is what it was before there was a newer one', () => {
    const { derivation } = event;
    if (!derivation) throw new Error('not an earlier version');
    const example = eventExample(event.id);
    const newer = derivation.newer.data.parse(derivation.newer.toData(change(example.change), origin));
    expect(event.data.parse(derivation.fromNewer(newer))).toEqual(example.data);
  });
});

test('a purchase order lives in two versions', () => {
  expect(earlier.map((event) => event.id)).toContain('procurement.purchase-order.approved.v1');
});

describe.each(ending.map((contract) => [contract.id, contract] as const))('%s ends', (id, { version, deprecated }) => {
  test('in favour of a later version that stays', () => {
    const successor = catalog.events.get(deprecated.replacedBy) ?? catalog.commands.get(deprecated.replacedBy);
    const found = successor ?? catalog.queries.get(deprecated.replacedBy);
    expect(found?.version).toBeGreaterThan(version);
    expect(found?.deprecated).toBeUndefined();
  });

  test('with a year, or at least half of one, to move', () => {
    const days = (Date.parse(deprecated.sunset) - Date.parse(deprecated.since)) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(180);
  });

  test('visibly in its schema', () => {
    expect(schemasOf(catalog).get(id)).toMatchObject({ deprecated: true, 'x-deprecation': deprecated });
  });
});

test('what the newer version refuses has no earlier version', () => {
  const recorded = change('purchase-order-approved');
  const broken = { ...recorded, snapshot: { ...recorded.snapshot, id: recorded.record_id, name: 7 } };
  expect(() => purchaseOrderApprovedV1.toData(broken, origin)).toThrow('field name');
});

test('an earlier version that is not earlier is refused', () => {
  const deprecated = { since: '2026-01-01', sunset: '2027-01-01', replacedBy: 'x', why: 'x' };
  const { data } = purchaseOrderApproved;
  expect(() => defineEarlierVersion(purchaseOrderApproved, { version: 2, data, fromNewer: (found) => found, deprecated })).toThrow(
    'version 2 is not earlier than procurement.purchase-order.approved.v2',
  );
});

describe('headers', () => {
  const deprecated = { since: '2026-11-22', sunset: '2027-11-22', replacedBy: 'a.b.c.v2', why: 'x' };

  test('are those of RFC 9745, RFC 8594 and RFC 8288', () => {
    expect(deprecationHeaders(deprecationNote(deprecated))).toEqual({
      deprecation: '@1795305600',
      sunset: 'Mon, 22 Nov 2027 00:00:00 GMT',
      link: '<urn:odoo-nats-bridge:contract:a.b.c.v2>; rel="successor-version"',
    });
  });

  test('are absent for a contract that stays', () => {
    expect(deprecationHeaders({})).toEqual({});
  });

  test('the sunset begins with its day', () => {
    expect(isPastSunset(deprecated, new Date('2027-11-21T23:59:59Z'))).toBe(false);
    expect(isPastSunset(deprecated, new Date('2027-11-22T00:00:00Z'))).toBe(true);
  });
});
