/** What a sender sees of its command, over every door the same. */
import type { Refusal } from '@odoo-nats-bridge/contracts';
import type { Command, CommandStatus } from '../store/store.js';

export interface Status {
  /** null only when the command was refused at the door and never recorded */
  readonly commandId: string | null;
  readonly type: string;
  readonly status: CommandStatus;
  readonly idempotencyKey: string | null;
  readonly correlationId: string | null;
  /** true: this is the answer to an earlier request with the same key */
  readonly replayed: boolean;
  readonly answer: Readonly<Record<string, unknown>> | null;
  readonly refusal: Refusal | null;
  readonly acceptedAt: string | null;
  readonly finishedAt: string | null;
}

export const statusOf = (command: Command, replayed: boolean): Status => ({
  commandId: command.id,
  type: command.type,
  status: command.status,
  idempotencyKey: command.idempotencyKey,
  correlationId: command.correlationId,
  replayed,
  answer: command.answer,
  refusal: command.refusal,
  acceptedAt: command.acceptedAt.toISOString(),
  finishedAt: command.finishedAt?.toISOString() ?? null,
});

/** Refused before it became a command. */
export const refusedAtTheDoor = (type: string, refusal: Refusal): Status => ({
  commandId: null,
  type,
  status: 'refused',
  idempotencyKey: null,
  correlationId: null,
  replayed: false,
  answer: null,
  refusal,
  acceptedAt: null,
  finishedAt: null,
});
