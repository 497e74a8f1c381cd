/** Customer relations on the real system: interest comes in, goes through the pipeline, is won or lost. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Journey } from '../../rig/journey.js';

const CREATE = 'crm.create-lead.v1';

// a button of Odoo takes seconds on a busy machine
jest.setTimeout(90_000);

let journey: Journey;
let chance: string;
const interest = () => ({ title: 'Journey roof', kind: 'opportunity', email: `${randomUUID()}@example.org`, person: 'Eva Dach' });

beforeAll(async () => {
  journey = await Journey.open();
}, 20 * 60_000);
afterAll(async () => journey.close());

test('crm.create-lead.v1, crm.opportunity.created.v1, crm.opportunity.changed.v1: a web form tells of interest', async () => {
  const answer = await journey.send(CREATE, { ...interest(), expectedRevenue: { amount: '1200.50', currency: 'USD' } });
  chance = String(answer.leadId);
  const { data } = await journey.expectEvent('crm.opportunity.created.v1', chance);
  expect(data).toMatchObject({ state: 'open', salesperson: null, expectedRevenue: { amount: '1200.50', currency: 'USD' } });
  await journey.expectEvent('crm.opportunity.changed.v1', chance, (found) => found.change === 'created');
});

test('crm.opportunity.created.v1: a lead is told of only when somebody qualifies it', async () => {
  const { leadId } = await journey.send(CREATE, { ...interest(), kind: 'lead' });
  await journey.call('crm.lead', 'convert_opportunity', [[journey.row(leadId)], false]);
  const { data } = await journey.expectEvent('crm.opportunity.changed.v1', String(leadId));
  expect(data.change).toBe('updated');
  await journey.expectEvent('crm.opportunity.created.v1', String(leadId));
});

test('crm.create-lead.v1: each refusal', async () => {
  const known = interest();
  const archived = await journey.create('res.partner', { name: 'Journey past customer', active: false });
  await journey.expectRefusal(CREATE, { ...known, customerId: journey.id('res.partner', archived) }, 'customer-not-found');
  await journey.expectRefusal(CREATE, { ...known, expectedRevenue: { amount: '1', currency: 'XAU' } }, 'currency-differs');
  await journey.send(CREATE, known);
  await journey.expectRefusal(CREATE, known, 'lead-exists');
});

test('crm.opportunity.stage-changed.v1: a salesperson moves it on', async () => {
  const [qualified] = await journey.person.searchIds('crm.stage', [['name', '=', 'Qualified']]);
  await journey.write('crm.lead', journey.row(chance), { stage_id: qualified });
  const { data } = await journey.expectEvent('crm.opportunity.stage-changed.v1', chance);
  expect(data.stage).toBe('Qualified');
});

test('crm.opportunity.won.v1: a salesperson wins it', async () => {
  await journey.call('crm.lead', 'action_set_won_rainbowman', [[journey.row(chance)]]);
  const { data } = await journey.expectEvent('crm.opportunity.won.v1', chance);
  expect(data).toMatchObject({ state: 'won', stage: 'Won' });
});

test('crm.opportunity.lost.v1: a salesperson gives one up, with a reason', async () => {
  const lost = await journey.create('crm.lead', { name: 'Journey shed', type: 'opportunity' });
  const [reason] = await journey.person.searchIds('crm.lost.reason', [['name', '=', 'Too expensive']]);
  await journey.call('crm.lead', 'action_set_lost', [[lost]], { lost_reason_id: reason });
  const { data } = await journey.expectEvent('crm.opportunity.lost.v1', journey.id('crm.lead', lost));
  expect(data).toMatchObject({ state: 'lost', active: false, lostReason: 'Too expensive' });
});
