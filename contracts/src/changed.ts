/** The `changed` events, for those who keep a copy: what an entity is after any change of it, and how that came about. */
import { z } from 'zod';
import { field } from './canonical.js';
import type { OdooChange } from './change.js';
import { defineEvent, type EventContract, type EventFacts } from './contract.js';
import { hasSnapshot } from './snapshot.js';

/**
 * `snapshot` is a record sent again as it is now, without any change. A delete has no snapshot, hence no `changed`; when a date
 * passes nothing changed.
 */
const CHANGE_KINDS = { create: 'created', update: 'updated', snapshot: 'snapshot', delete: null, passed: null } as const;

export const changeKind = field(z.enum(['created', 'updated', 'snapshot']), 'internal', 'How it came about');

const kind = z.object({ change: changeKind });
const kindOf = (change: OdooChange) => ({ change: CHANGE_KINDS[change.op] });

interface Preset {
  readonly name?: string;
  readonly when?: EventContract['when'];
}

/** `data` and `toData` are the entity's; the event has `change` beside them. Named `changed` and told at each change unless said; in batches. */
export function defineChanged<Data extends z.ZodObject>(
  event: Omit<EventFacts<Data>, 'name' | 'delivery' | 'passes'> & Preset,
): EventContract {
  const { data, toData } = event;
  if ('change' in data.shape) throw new TypeError(`${event.entity.name}: its own field would be taken for how it changed`);
  return defineEvent({
    name: 'changed',
    when: hasSnapshot,
    ...event,
    delivery: 'batch',
    data: data.extend(kind.shape),
    toData: (change, origin) => ({ ...(toData(change, origin) as object), ...kindOf(change) }),
    extension: { data, toData, more: kind, toMore: kindOf },
  });
}
