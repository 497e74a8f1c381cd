/**
 * The life of a command, as data.
 *
 *   accepted   recorded and queued; nothing has happened in Odoo
 *   applying   one worker holds the lease: facts, verdict, apply. Taken again (applying -> applying) when the lease ran out,
 *              given back (applying -> accepted) when Odoo is away
 *   waiting    for an approval; out of the queue, so that later commands of its aggregate go ahead. Approved, it is queued again
 *              at a new place (waiting -> accepted) and judged again
 *   applied    Odoo did it, and its answer is stored here and there
 *   refused    by policy, by Odoo, by an approver, by its sender (cancelled) or by time (deadline, expiry); nothing was changed
 *   failed     by a defect, after some attempts; nothing was changed
 */
import type { CommandStatus } from './command.entity.js';

const LIFE = {
  accepted: ['applying', 'refused'],
  applying: ['applying', 'accepted', 'waiting', 'applied', 'refused', 'failed'],
  waiting: ['accepted', 'refused'],
  applied: [],
  refused: [],
  failed: [],
} as const satisfies Record<CommandStatus, readonly CommandStatus[]>;

const all = Object.keys(LIFE) as CommandStatus[];

export const mayBecome = (from: CommandStatus, to: CommandStatus): boolean => (LIFE[from] as readonly CommandStatus[]).includes(to);
export const isFinal = (status: CommandStatus): boolean => LIFE[status].length === 0;
export const FINAL: readonly CommandStatus[] = all.filter(isFinal);
export const OPEN: readonly CommandStatus[] = all.filter((status) => !isFinal(status));
