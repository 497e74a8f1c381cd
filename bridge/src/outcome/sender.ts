/** Telling the sender, in the transaction of what it is told of. */
import { outcomeSubject } from '@odoo-nats-bridge/contracts';
import { type Command, type Transaction, signal } from '../store/store.js';
import { tell } from './outbox.js';
import { type Status, statusOf } from './status.js';

export type Ended = Pick<Command, 'status' | 'answer' | 'refusal' | 'finishedAt'>;

/** @param ended how it ended, when `command` was read before */
export async function tellEnd(tx: Transaction, command: Command, ended: Ended = command): Promise<void> {
  const { status, answer, refusal, finishedAt } = ended;
  await signal(tx, `settled:${command.id}`);
  const now = { ...statusOf(command, false), status, answer, refusal, finishedAt: finishedAt?.toISOString() ?? null };
  await tellSender(tx, command, { what: status, id: `${command.id}:${status}`, data: now });
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
  await tellSender(tx, command, { what: 'waiting-for-approval', id: `${command.id}:waiting:${approval.id}`, data });
}

interface News {
  readonly what: string;
  readonly id: string;
  readonly data: object;
}

const tellSender = (tx: Transaction, command: Command, { what, id, data }: News): Promise<void> =>
  tell(tx, {
    id,
    subject: outcomeSubject(command.client, what),
    type: `command.${what}`,
    about: command.id,
    correlationId: command.correlationId,
    causationId: command.id,
    partitionKey: command.aggregate,
    data: { ...data },
  });
