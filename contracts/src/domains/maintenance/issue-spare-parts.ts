/** issue-spare-parts: parts that were taken out of stock for a maintenance request. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { defineCommand, type OdooOperation, rowId } from '../../contract.js';
import { assertThat, findOne } from '../../steps.js';
import { goodsInput, movedAnswer, movedFromOdoo, moveGoods, MOVING_ALLOWANCES, MOVING_REFUSALS } from '../inventory/moving-goods.js';
import * as places from '../inventory/places.js';
import { numberOf, requestId } from './work-order-number.js';

const { field } = canonical;

const input = z.object({
  requestId: field(requestId, 'internal', 'The work they are for'),
  ...goodsInput,
  consumptionLocationId: field(
    places.locationId,
    'internal',
    "Where consumed goods go: a location of the kind production (or loss) of the same company, as the company's Production",
  ),
});

/** Parts are often booked after the work is closed: only a request that was put away takes none. */
const findRequest = (id: string): OdooOperation[] => [
  findOne('request', 'maintenance.request', [['id', '=', rowId(id)]], 'request-not-found'),
  assertThat('request', [['archive', '=', false]], 'request-put-away'),
];

/** As a production order's components do, consumed goods leave for a location that is none of our shelves. */
const findConsumer = (id: string): OdooOperation =>
  findOne(
    'to',
    'stock.location',
    [
      ['id', '=', rowId(id)],
      ['usage', 'in', ['production', 'inventory']],
    ],
    'destination-not-found',
  );

export const issueSpareParts = defineCommand({
  domain: 'maintenance',
  name: 'issue-spare-parts',
  version: 1,
  meaning: 'Book spare parts that were used for a maintenance request. They leave the stock, with their value.',
  owner: 'maintenance',
  terms: { isa95: 'MaterialActual, use Consumed (maintenance)' },
  input,
  answer: movedAnswer,
  refusals: {
    ...MOVING_REFUSALS,
    'request-not-found': 'No such request is visible to the bridge.',
    'request-put-away': 'The request was put away.',
  },
  aggregate: ({ requestId: id }) => id,
  allowances: [...MOVING_ALLOWANCES, { model: 'maintenance.request', operation: 'read' }],
  toOdoo: (given) => [
    ...findRequest(given.requestId),
    ...moveGoods(given, [findConsumer(given.consumptionLocationId)], numberOf(rowId(given.requestId))),
  ],
  fromOdoo: movedFromOdoo,
});
