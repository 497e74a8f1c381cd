/** Until when a command may begin: the sender's word, or the contract's. Pure. */
import { type CommandContract, refuse } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Refused } from '../failure.js';

const instant = z.iso.datetime({ offset: true });

/** One that has passed already is no mistake of form: the command is recorded, and refused with evidence. Throws Refused `bad-deadline`. */
export function deadlineOf(given: string | undefined, contract: Pick<CommandContract, 'deadlineSeconds'>, now: Date): Date | null {
  if (given !== undefined) {
    const parsed = instant.safeParse(given.trim());
    if (!parsed.success) throw new Refused(refuse('bad-deadline'));
    return new Date(parsed.data);
  }
  const { deadlineSeconds } = contract;
  return deadlineSeconds === undefined ? null : new Date(now.getTime() + deadlineSeconds * 1_000);
}
