/** A message that says one thing: a command, an event, or nothing that concerns us. Its siblings are in `several.ts`. */
import { Injectable } from '@nestjs/common';
import { Commands } from '../command/command.js';
import type { Transaction } from '../store/store.js';
import { EventsOfSources } from './events.js';
import { KnownSources } from './known-sources.js';
import type { Mapped } from './mapping.js';
import { type Decision, type InboundMessage, Messages } from './messages.js';
import { placeOf } from './sequence.js';

@Injectable()
export class SingleItem {
  constructor(
    private readonly sources: KnownSources,
    private readonly messages: Messages,
    private readonly commands: Commands,
    private readonly events: EventsOfSources,
  ) {}

  /** Before the transaction: published again, an event of the same id is stored once. Throws Retry. */
  async publish(message: InboundMessage, mapped: Mapped): Promise<void> {
    if ('event' in mapped) await this.events.publish(message, mapped);
  }

  /** In the caller's transaction. Throws Refused when the command is refused at the door. */
  async decide(message: InboundMessage, mapped: Mapped, tx: Transaction): Promise<Decision> {
    if ('ignore' in mapped) return { state: 'ignored', reason: mapped.ignore };
    const { sourceKey = '', sequence } = mapped;
    const place = placeOf(mapped, sequence === undefined ? undefined : await this.messages.lastSequence(message.source, sourceKey, tx));
    if (place.state !== undefined) return { ...place, state: place.state };
    if ('event' in mapped) return { ...place, state: 'event', reason: mapped.event };
    const source = this.sources.of(message.source);
    const received = {
      client: this.sources.clientOf(source),
      type: mapped.command,
      idempotencyKey: mapped.key ?? `inbound:${source.name}:${message.messageId}`.slice(0, 128),
      body: JSON.stringify(mapped.input),
      expectedVersion: mapped.expectedVersion?.toString(),
      via: 'inbound' as const,
      source: { name: source.name, key: mapped.sourceKey ?? message.messageId },
    };
    const { commandId } = await this.commands.enter(received, tx);
    return { ...place, state: 'handed-over', commandId };
  }
}
