/** Which party of Odoo the demo's supplier is: the access file says it. */
import { z } from 'zod';

const file = z.looseObject({ clients: z.array(z.looseObject({ id: z.string(), supplier: z.string().optional() })) });

export function supplierParty(accessFile: string): string {
  const party = file.parse(JSON.parse(accessFile)).clients.find((client) => client.id === 'supplier')?.supplier;
  if (!party) throw new Error('the access file knows no client `supplier` with a party');
  return party;
}
