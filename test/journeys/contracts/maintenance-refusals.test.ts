/** What the commands of maintenance refuse on the real system: each code once. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { Journey } from '../../rig/journey.js';
import { expectMovingRefusals } from './moving-refusals.js';
import { NOWHERE, Warehouse } from './warehouse.js';

let journey: Journey;
let warehouse: Warehouse;
beforeAll(async () => {
  journey = await Journey.open();
  warehouse = await Warehouse.open(journey);
}, 20 * 60_000);
afterAll(async () => journey.close());

const LONG = 120_000;
type Input = Readonly<Record<string, unknown>>;
const requestId = (row: number): string => journey.id('maintenance.request', row);
const stageId = (row: number): string => journey.id('maintenance.stage', row);
const request = async (values: Input = {}): Promise<number> => warehouse.make('maintenance.request', { name: 'Journey', ...values });
const stages = async (done: boolean): Promise<number> =>
  (await journey.person.searchIds('maintenance.stage', [['done', '=', done]]))[0] ?? 0;

test(
  'maintenance.open-request.v1, maintenance.move-request.v1 and maintenance.close-request.v1 refuse what is not there or over',
  async () => {
    const [open, final] = [await stages(false), await stages(true)];
    const [running, closed] = [await request(), await request({ stage_id: final })];
    const unknown = { subject: 'x', equipmentId: journey.id('maintenance.equipment', NOWHERE), kind: 'corrective', priority: 'low' };
    await journey.expectRefusal('maintenance.open-request.v1', unknown, 'equipment-not-found');
    const move = async (row: number, stage: number, code: string): Promise<void> =>
      journey.expectRefusal('maintenance.move-request.v1', { requestId: requestId(row), stageId: stageId(stage) }, code);
    await move(NOWHERE, open, 'request-not-found');
    await move(closed, open, 'request-closed');
    await move(running, NOWHERE, 'stage-not-found');
    await move(running, final, 'stage-is-final');
    const close = async (row: number, stage: number, code: string): Promise<void> =>
      journey.expectRefusal('maintenance.close-request.v1', { requestId: requestId(row), stageId: stageId(stage) }, code);
    await close(NOWHERE, final, 'request-not-found');
    await close(closed, final, 'request-closed');
    await close(running, NOWHERE, 'stage-not-found');
    await close(running, open, 'stage-not-final');
  },
  LONG,
);

test(
  'maintenance.issue-spare-parts.v1 refuses parts that were not there, and requests that take none',
  async () => {
    const command = 'maintenance.issue-spare-parts.v1';
    const consumptionLocationId = await warehouse.consumption(await warehouse.product());
    const rest = { requestId: requestId(await request()), consumptionLocationId };
    await expectMovingRefusals({ warehouse, command, rest, destination: 'consumptionLocationId' });
    const [product, from] = [journey.id('product.product', NOWHERE), journey.id('stock.location', warehouse.stock)];
    const goods = { productId: product, quantity: '1', uom: 'Units', fromLocationId: from, consumptionLocationId };
    await journey.expectRefusal(command, { ...goods, requestId: requestId(NOWHERE) }, 'request-not-found');
    await journey.expectRefusal(command, { ...goods, requestId: requestId(await request({ archive: true })) }, 'request-put-away');
  },
  LONG,
);

test(
  'maintenance.post-cost.v1 refuses costs without a request, account or person, in another currency, or too large',
  async () => {
    const [account = 0] = await journey.person.searchIds('account.analytic.account', []);
    const good = {
      requestId: requestId(await request()),
      costCentreId: journey.id('account.analytic.account', account),
      description: 'Service',
      day: '2027-01-11',
      cost: { amount: '10', currency: 'USD' },
    };
    const refused = async (code: string, part: Input): Promise<void> =>
      journey.expectRefusal('maintenance.post-cost.v1', { ...good, ...part }, code);
    await refused('currency-differs', { cost: { amount: '10', currency: 'EUR' } });
    await refused('cost-centre-not-found', { costCentreId: journey.id('account.analytic.account', NOWHERE) });
    await refused('employee-not-found', { labour: { employeeId: journey.id('hr.employee', NOWHERE), hours: '1' } });
    await refused('request-not-found', { requestId: requestId(await request({ archive: true })) });
    // the facts for policy are read first
    await refused('record-not-found', { requestId: requestId(NOWHERE) });
    await journey.expectWaiting('maintenance.post-cost.v1', { ...good, cost: { amount: '5000.01', currency: 'USD' } });
  },
  LONG,
);
