/** How a record's change came about, for the `changed` events. */
import { z } from 'zod';
import { field } from './canonical.js';
import type { OdooChange } from './change.js';

/**
 * `snapshot` is a record sent again as it is now, without any change. A delete has no snapshot, hence no `changed`; when a date
 * passes nothing changed.
 */
const CHANGE_KINDS = { create: 'created', update: 'updated', snapshot: 'snapshot', delete: null, passed: null } as const;

export const changeKind = field(z.enum(['created', 'updated', 'snapshot']), 'internal', 'How it came about');

export const changeKindOf = (change: OdooChange) => CHANGE_KINDS[change.op];
