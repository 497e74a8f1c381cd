/** Maintenance on the real system: each contract caused by the business operation that it tells of. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Journey } from '../../rig/journey.js';
import { Warehouse } from './warehouse.js';

let journey: Journey;
let warehouse: Warehouse;
beforeAll(async () => {
  journey = await Journey.open();
  warehouse = await Warehouse.open(journey);
}, 20 * 60_000);
afterAll(async () => journey.close());

const requestId = (row: number): string => journey.id('maintenance.request', row);
const stage = async (done: boolean, after = 0): Promise<number> => {
  const wanted = [
    ['done', '=', done],
    ['id', '>', after],
  ];
  const [found = 0] = await journey.person.searchIds('maintenance.stage', wanted);
  return found;
};

describe('a press', () => {
  let press: number;
  let request: number;

  test('maintenance.equipment.changed.v1: it is entered', async () => {
    press = await journey.create('maintenance.equipment', { name: 'Press', serial_no: randomUUID(), technician_user_id: 2 });
    const { data } = await journey.expectEvent('maintenance.equipment.changed.v1', journey.id('maintenance.equipment', press));
    expect(data).toMatchObject({ name: 'Press', change: 'created', active: true });
  });

  test('maintenance.request.opened.v1, maintenance.asset-failure.reported.v1, maintenance.request.changed.v1: it fails', async () => {
    const values = { name: 'Loses pressure', equipment_id: press, maintenance_type: 'corrective', priority: '3' };
    request = await journey.create('maintenance.request', values);
    const opened = await journey.expectEvent('maintenance.request.opened.v1', requestId(request));
    expect(opened.data).toMatchObject({ number: `MR/${String(request)}`, priority: 'high', stage: { isFinal: false } });
    const failed = await journey.expectEvent('maintenance.asset-failure.reported.v1', requestId(request));
    expect(failed.data).toMatchObject({ symptom: 'Loses pressure', asset: { id: journey.id('maintenance.equipment', press) } });
    await journey.expectEvent('maintenance.request.changed.v1', requestId(request), (data) => data.change === 'created');
  });

  test('maintenance.work-order.released.v1: the repair is planned', async () => {
    await journey.write('maintenance.request', request, { schedule_date: '2027-01-11 07:00:00' });
    const { data } = await journey.expectEvent('maintenance.work-order.released.v1', requestId(request));
    expect(data).toMatchObject({ plannedStart: '2027-01-11T07:00:00Z' });
  });

  test('maintenance.move-request.v1, maintenance.request.stage-changed.v1: work begins', async () => {
    const next = journey.id('maintenance.stage', await stage(false, await stage(false)));
    const answer = await journey.send('maintenance.move-request.v1', { requestId: requestId(request), stageId: next });
    expect(answer).toMatchObject({ stage: { id: next }, closedOn: null });
    await journey.expectEvent('maintenance.request.stage-changed.v1', requestId(request));
  });

  test('maintenance.issue-spare-parts.v1, maintenance.parts-consumption.booked.v1: a hose is used', async () => {
    const hose = await warehouse.product();
    await warehouse.fill(hose, 3);
    const goods = { productId: journey.id('product.product', hose), quantity: '1', uom: 'Units' };
    const way = {
      fromLocationId: journey.id('stock.location', warehouse.stock),
      consumptionLocationId: await warehouse.consumption(hose),
    };
    const { movementId } = await journey.send('maintenance.issue-spare-parts.v1', { requestId: requestId(request), ...goods, ...way });
    const { data } = await journey.expectEvent('maintenance.parts-consumption.booked.v1', String(movementId));
    expect(data).toMatchObject({ quantity: { value: '1.00' }, request: { id: requestId(request) } });
  });

  test('maintenance.post-cost.v1, maintenance.labour.booked.v1: somebody worked on it', async () => {
    const [account = 0] = await journey.person.searchIds('account.analytic.account', []);
    const [employee = 0] = await journey.person.searchIds('hr.employee', []);
    const { costId } = await journey.send('maintenance.post-cost.v1', {
      requestId: requestId(request),
      costCentreId: journey.id('account.analytic.account', account),
      description: 'Hose changed',
      day: '2027-01-11',
      cost: { amount: '57', currency: 'USD' },
      labour: { employeeId: journey.id('hr.employee', employee), hours: '1.5' },
    });
    const { data } = await journey.expectEvent('maintenance.labour.booked.v1', String(costId));
    expect(data).toMatchObject({ hours: '1.5', cost: { amount: '57.00' }, employee: { id: journey.id('hr.employee', employee) } });
  });

  test('maintenance.cost.posted.v1: an accountant books an outside service on it', async () => {
    const [account] = await journey.person.searchIds('account.analytic.account', []);
    const values = { name: 'Fitted by the maker', ref: `MR/${String(request)}`, account_id: account, amount: -240.5 };
    const cost = await journey.create('account.analytic.line', values);
    const { data } = await journey.expectEvent('maintenance.cost.posted.v1', journey.id('account.analytic.line', cost));
    expect(data).toMatchObject({ cost: { amount: '240.50', currency: 'USD' }, request: { id: requestId(request) } });
  });

  test('maintenance.close-request.v1, maintenance.request.done.v1, maintenance.work-order.completed.v1: it runs again', async () => {
    const answer = await journey.send('maintenance.close-request.v1', { requestId: requestId(request) });
    expect(answer).toMatchObject({ stage: { isFinal: true } });
    await journey.expectEvent('maintenance.request.done.v1', requestId(request));
    await journey.expectEvent('maintenance.work-order.completed.v1', requestId(request));
  });

  test('maintenance.open-request.v1: a system asks for a check', async () => {
    const answer = await journey.send('maintenance.open-request.v1', {
      subject: 'Check the seals',
      equipmentId: journey.id('maintenance.equipment', press),
      kind: 'preventive',
      priority: 'low',
    });
    const { id } = answer.request as { id: string };
    const { data } = await journey.expectEvent('maintenance.request.opened.v1', id);
    expect(data).toMatchObject({ subject: 'Check the seals', kind: 'preventive', technician: { id: journey.id('res.users', 2) } });
  });
});
