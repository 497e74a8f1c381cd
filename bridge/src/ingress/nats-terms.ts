/** What the headers of a command over NATS say beside its input; the same as over HTTP. */
import type { Received } from '../command/command.js';
import { type NatsRequest, type StreamMessage, header } from '../nats/nats.js';

export const termsOf = (message: NatsRequest | StreamMessage): Pick<Received, 'idempotencyKey' | 'deadline' | 'expectedVersion'> => ({
  idempotencyKey: header(message, 'Idempotency-Key'),
  deadline: header(message, 'Deadline'),
  expectedVersion: header(message, 'If-Match'),
});
