/** What every command that moves goods refuses: each code once. */
import type { Warehouse } from './warehouse.js';
import { NOWHERE } from './warehouse.js';

type Input = Readonly<Record<string, unknown>>;

export interface MovingScene {
  readonly warehouse: Warehouse;
  readonly command: string;
  /** what the command takes beside the goods */
  readonly rest: Input;
  /** what the command calls the destination */
  readonly destination: string;
}

export async function expectMovingRefusals({ warehouse, command, rest, destination }: MovingScene): Promise<void> {
  const { journey, stock } = warehouse;
  const plain = await warehouse.product();
  const numbered = await warehouse.product({ tracking: 'lot' });
  await warehouse.fill(plain, 5);
  const [customers = 0] = await journey.person.searchIds('stock.location', [['usage', '=', 'customer']]);
  const good: Input = {
    productId: journey.id('product.product', plain),
    quantity: '2',
    uom: 'Units',
    fromLocationId: journey.id('stock.location', stock),
    ...rest,
  };
  const refused = async (code: string, part: Input): Promise<void> => journey.expectRefusal(command, { ...good, ...part }, code);
  await refused('product-not-found', { productId: journey.id('product.product', NOWHERE) });
  await refused('unit-differs', { uom: 'Dozens' });
  await refused('lot-required', { productId: journey.id('product.product', numbered) });
  await refused('lot-not-found', { lotId: journey.id('stock.lot', NOWHERE) });
  await refused('source-not-found', { fromLocationId: journey.id('stock.location', customers) });
  await refused('destination-not-found', { [destination]: journey.id('stock.location', customers) });
  await refused('quantity-too-fine', { quantity: '1.234' });
  await refused('goods-not-moved', { quantity: '5.01' });
}
