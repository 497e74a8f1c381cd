/** quarantine-stock: goods put aside until their quality is decided. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { defineCommand, rowId } from '../../contract.js';
import { findFirst } from '../../steps.js';
import { findShelf, goodsInput, movedAnswer, movedFromOdoo, moveGoods, MOVING_ALLOWANCES, MOVING_REFUSALS } from './moving-goods.js';
import * as places from './places.js';

const { field } = canonical;

const input = z.object({
  ...goodsInput,
  quarantineLocationId: field(places.locationId, 'internal', "The warehouse's quality control location, or one below it"),
  reason: field(canonical.lineOfText(200), 'internal', 'Why; kept as the source document of the transfer'),
});

export const quarantineStock = defineCommand({
  domain: 'inventory',
  name: 'quarantine-stock',
  version: 1,
  meaning:
    "Move goods to a warehouse's quality control location. They stay in stock, but away from what is picked. To free them, transfer them back.",
  owner: 'quality',
  terms: { gs1: 'EPCIS ObjectEvent, bizStep holding' },
  input,
  answer: movedAnswer,
  refusals: {
    ...MOVING_REFUSALS,
    'not-a-quarantine-location': 'The destination is not the quality control location of a warehouse, nor below one.',
  },
  aggregate: ({ productId }) => productId,
  allowances: MOVING_ALLOWANCES,
  toOdoo: (given) => {
    const quality = [['wh_qc_stock_loc_id', 'parent_of', [rowId(given.quarantineLocationId)]]];
    const destination = [
      ...findShelf(given.quarantineLocationId, given),
      findFirst('quality', 'stock.warehouse', quality, 'not-a-quarantine-location'),
    ];
    return moveGoods(given, destination, given.reason);
  },
  fromOdoo: movedFromOdoo,
});
