/** The golden examples of the contracts: real changes recorded from Odoo, and what they mean. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { StreamMessage } from '../../src/nats/message.js';

const folder = fileURLToPath(new URL('../../../contracts/examples', import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));

const momentsOfDomain = z.record(z.string(), z.array(z.string()));

/** Contract ids by the change's name; each domain has a file of its own, entries of one change are united. */
export const moments = readdirSync(join(folder, 'moments')).reduce<Record<string, string[]>>((united, file) => {
  for (const [name, contracts] of Object.entries(momentsOfDomain.parse(read(`moments/${file}`))))
    united[name] = [...(united[name] ?? []), ...contracts].sort();
  return united;
}, {});

export const changeNamed = (name: string): Record<string, unknown> => z.record(z.string(), z.unknown()).parse(read(`changes/${name}.json`));

/** What an event's data has to be, and from which change. */
export const eventExample = (contract: string): { change: string; data: unknown } =>
  z.object({ change: z.string(), data: z.unknown() }).parse(read(`events/${contract}.json`));

export const changeMessage = (content: unknown, sequence = 7): StreamMessage => ({
  stream: 'ODOO_CHANGES',
  sequence,
  subject: 'odoo.change.golden.purchase-order.update',
  headers: [['Nats-Msg-Id', 'x']],
  data: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  storedAt: new Date(0),
  deliveries: 1,
});
