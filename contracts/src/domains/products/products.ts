import type { Domain } from '../../contract.js';
import { category, categoryChanged } from './category.js';
import { product, productChanged, productDiscontinued, productPriceChanged } from './product.js';
import { unit, unitChanged } from './unit.js';

export const products: Domain = {
  name: 'products',
  meaning: 'What we buy, make, keep and sell, and the units it is counted in.',
  odooGroups: [],
  entities: [product, unit, category],
  events: [productChanged, productPriceChanged, productDiscontinued, unitChanged, categoryChanged],
  commands: [],
};
