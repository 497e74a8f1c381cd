/**
 * Events of sources: what another system tells and no command follows from. They go to the stream INBOUND, for whoever runs flows
 * on them; stored before the message counts as decided. The message's id is the event's, so publishing again stores nothing twice
 * within the stream's window, and readers can tell a repeat beyond it.
 */
import { Injectable } from '@nestjs/common';
import { inboundEventSubject } from '@odoo-nats-bridge/contracts';
import { Retry } from '../failure.js';
import { Nats } from '../nats/nats.js';
import type { Mapped } from './mapping.js';
import type { InboundMessage } from './messages.js';

@Injectable()
export class EventsOfSources {
  constructor(private readonly nats: Nats) {}

  /** Throws Retry when the broker does not confirm. */
  async publish(message: InboundMessage, { event, data, sourceKey, sequence }: Extract<Mapped, { event: string }>): Promise<void> {
    const { id, source, receivedAt } = message;
    const headers = [
      ['ce-specversion', '1.0'],
      ['ce-id', id],
      ['ce-source', `urn:odoo-nats-bridge:inbound:${source}`],
      ['ce-type', `inbound.${source}.${event}`],
      ['ce-time', receivedAt.toISOString()],
      ...(sourceKey === undefined ? [] : [['ce-subject', sourceKey] as const]),
      ...(sequence === undefined ? [] : [['ce-sequence', String(sequence)] as const]),
      ['content-type', 'application/json'],
    ] as const;
    try {
      await this.nats.store({ subject: inboundEventSubject(source, event), headers, data: Buffer.from(JSON.stringify(data)), id });
    } catch (cause) {
      throw new Retry('the broker did not confirm an inbound event', 1_000, cause);
    }
  }
}
