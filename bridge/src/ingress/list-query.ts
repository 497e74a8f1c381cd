/** What a sender asks of its list of commands. Throws Refused `schema-violation` naming what is wrong. */
import { refuse } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Refused } from '../failure.js';

const shape = z.strictObject({
  status: z.enum(['accepted', 'applying', 'waiting', 'applied', 'refused', 'failed']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  before: z.uuid().optional(),
  all: z.enum(['true', 'false']).optional(),
});

export function listQueryOf(query: unknown): Omit<z.infer<typeof shape>, 'all'> {
  const parsed = shape.safeParse(query);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Refused(refuse('schema-violation', { issues }));
}
