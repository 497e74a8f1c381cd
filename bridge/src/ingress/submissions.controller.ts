import { randomUUID } from 'node:crypto';
import { Controller, Logger } from '@nestjs/common';
import { Ctx, EventPattern } from '@nestjs/microservices';
import { ALL_SUBMISSIONS, STREAMS, refuse, submissionOf } from '@odoo-nats-bridge/contracts';
import { AuditLog } from '../audit/audit.js';
import { Commands } from '../command/command.js';
import { Refused } from '../failure.js';
import { Access, type Client } from '../identity/access.js';
import { type StreamMessage, header } from '../nats/nats.js';
import { termsOf } from './nats-terms.js';

/**
 * Commands that are left in a stream, whether a bridge runs or not (docs/decisions/0022). A message is acknowledged when its command
 * is recorded, or when its refusal is: nothing ends without a word. One after another, so a sender's order is kept.
 */
@Controller()
export class SubmissionsController {
  private readonly log = new Logger('ingress');

  constructor(
    private readonly commands: Commands,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /** Throws Retry when Postgres is away: the message comes again. */
  @EventPattern({ stream: STREAMS.submissions, durable: 'bridge-submissions', filters: [ALL_SUBMISSIONS] })
  async receive(@Ctx() message: StreamMessage): Promise<void> {
    const { client: named, type } = submissionOf(message.subject);
    try {
      const client = this.sender(named);
      await this.commands.send({ client, type, body: message.data, via: 'nats', ...termsOf(message) }, 0);
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      await this.tell(message, named, type, thrown);
    }
  }

  /** The broker lets a client write under its own name only, and a stream keeps no other word of who wrote. */
  private sender(named: string): Client {
    const client = this.access.client(named);
    if (client === undefined) throw new Refused(refuse('unauthenticated'));
    return client;
  }

  /** Nobody waits for an answer, so the refusal is kept as evidence; what was recorded and refused later has its own. */
  private async tell(message: StreamMessage, named: string, type: string, { refusal }: Refused): Promise<void> {
    const { code, detail = null } = refusal;
    const idempotencyKey = header(message, 'Idempotency-Key')?.slice(0, 128) ?? null;
    this.log.warn({ msg: 'submission refused', client: named, type: type.slice(0, 200), code, sequence: message.sequence });
    const data = { type: type.slice(0, 200), via: 'nats', idempotencyKey, code, detail, sequence: message.sequence };
    const entry = { kind: 'submission.refused', actor: named, correlationId: randomUUID(), subject: { commandId: null }, data };
    await this.audit.append([entry]);
  }
}
