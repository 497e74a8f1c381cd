/** A body by its shape. Throws Refused `schema-violation` with the wrong paths, never with a value. */
import { refuse } from '@odoo-nats-bridge/contracts';
import type { z } from 'zod';
import { Refused } from '../failure.js';

export function parsedBy<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Refused(refuse('schema-violation', { issues }));
}
