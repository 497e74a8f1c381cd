/** Telling the sender, in the transaction of what it is told of. */
import { outcomeSubject } from '@odoo-nats-bridge/contracts';
import { type Command, type Transaction, signal } from '../store/store.js';
import { type Told, tell } from './outbox.js';
import { type Status, statusOf } from './status.js';

export type Ended = Pick<Command, 'status' | 'answer' | 'refusal' | 'finishedAt'>;

/** In this order. Each with how it ended, which is in the command itself when that was read after. */
export async function tellEnds(tx: Transaction, ends: readonly (readonly [Command, Ended])[]): Promise<void> {
  if (ends.length === 0) return;
  await signal(tx, ...ends.map(([{ id }]) => `settled:${id}`));
  await tell(tx, ...ends.map(([command, ended]) => endOf(command, ended)));
}

function endOf(command: Command, { status, answer, refusal, finishedAt }: Ended): Told {
  const now = { ...statusOf(command, false), status, answer, refusal, finishedAt: finishedAt?.toISOString() ?? null };
  return newsOf(command, { what: status, id: `${command.id}:${status}`, data: now });
}

/** It may be asked more than once: each approval is told. */
export async function tellWaiting(
  tx: Transaction,
  command: Command,
  approval: { readonly id: string; readonly reason: string },
): Promise<void> {
  // whoever waits for the outcome at a door is told that it takes longer
  await signal(tx, `settled:${command.id}`);
  const now: Status = { ...statusOf(command, false), status: 'waiting' };
  const data = { ...now, approvalId: approval.id, reason: approval.reason };
  await tell(tx, newsOf(command, { what: 'waiting-for-approval', id: `${command.id}:waiting:${approval.id}`, data }));
}

interface News {
  readonly what: string;
  readonly id: string;
  readonly data: object;
}

const newsOf = (command: Command, { what, id, data }: News): Told => ({
  id,
  subject: outcomeSubject(command.client, what),
  type: `command.${what}`,
  about: command.id,
  correlationId: command.correlationId,
  causationId: command.id,
  partitionKey: command.aggregate,
  data: { ...data },
});
