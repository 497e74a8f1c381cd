/** transfer-stock: goods that were moved from one of our shelves to another. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { defineCommand } from '../../contract.js';
import { findShelf, goodsInput, movedAnswer, movedFromOdoo, moveGoods, MOVING_ALLOWANCES, MOVING_REFUSALS } from './moving-goods.js';
import * as places from './places.js';

const { field } = canonical;

const input = z.object({
  ...goodsInput,
  toLocationId: field(places.locationId, 'internal', 'Where it lies now'),
  reference: field(canonical.lineOfText(64).optional(), 'internal', "The sender's own number of it; kept as the source document"),
});

export const transferStock = defineCommand({
  domain: 'inventory',
  name: 'transfer-stock',
  version: 1,
  meaning: 'Book goods that were moved from one of our locations to another, as one posted transfer.',
  owner: 'inventory',
  terms: { gs1: 'EPCIS ObjectEvent, bizStep storing' },
  input,
  answer: movedAnswer,
  refusals: MOVING_REFUSALS,
  aggregate: ({ productId }) => productId,
  allowances: MOVING_ALLOWANCES,
  toOdoo: (given) => moveGoods(given, findShelf(given.toLocationId, given), given.reference ?? false),
  fromOdoo: movedFromOdoo,
});
