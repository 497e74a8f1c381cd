/** What becomes of a stored message: read by its source's mapping, and handed over, ignored or rejected, with its evidence. */
import { Injectable, Logger } from '@nestjs/common';
import { Refused, explain } from '../failure.js';
import { Store, type Transaction } from '../store/store.js';
import { InboundEvidence } from './evidence.js';
import { KnownSources } from './known-sources.js';
import { type Mapped, type MappedAll, MappingFailed } from './mapping.js';
import { type Decision, type InboundMessage, Messages } from './messages.js';
import { SeveralItems } from './several.js';
import { SingleItem } from './single.js';

@Injectable()
export class Deciding {
  private readonly log = new Logger('inbound');

  constructor(
    private readonly sources: KnownSources,
    private readonly messages: Messages,
    private readonly single: SingleItem,
    private readonly several: SeveralItems,
    private readonly store: Store,
    private readonly evidence: InboundEvidence,
  ) {}

  /** Decides a message that is `received`; returns it as it is then. Throws Retry. */
  async decide(message: InboundMessage): Promise<InboundMessage> {
    try {
      await this.judge(message);
    } catch (thrown) {
      const decision = rejectionOf(thrown);
      if (decision === undefined) throw thrown;
      await this.store.transaction((tx) => this.settle(message, decision, tx));
    }
    return (await this.messages.find(message.id)) ?? message;
  }

  private async judge(message: InboundMessage): Promise<void> {
    const mapped = await this.sources.read(this.sources.of(message.source), message);
    // items that went in an earlier run are not handed over once more under the message's own key
    if (isList(mapped) || (await this.several.of(message.id)).length > 0) return this.judgeAll(message, [mapped].flat());
    await this.single.publish(message, mapped);
    await this.store.transaction(async (tx) => {
      await this.settle(message, await this.single.decide(message, mapped, tx), tx);
    });
  }

  private async judgeAll(message: InboundMessage, mapped: readonly Mapped[]): Promise<void> {
    const client = this.sources.clientOf(this.sources.of(message.source));
    await this.several.publish(message, mapped);
    await this.store.transaction(async (tx) => {
      if (!(await this.messages.hold(message.id, tx))) return;
      const { decision, items } = await this.several.decide(client, message, mapped, tx);
      for (const [item, { state, reason, detail, missing, commandId = null }] of items) {
        const happening = { kind: `inbound.item-${state}`, actor: actorOf(message), data: { item, reason, detail, missing } };
        await this.evidence.tell(happening, { ...message, commandId }, tx);
      }
      await this.settle(message, decision, tx);
    });
  }

  private async settle(message: InboundMessage, decision: Decision, tx: Transaction): Promise<void> {
    if (!(await this.messages.decide(message.id, decision, tx))) return;
    const { state, reason, detail, missing, commandId = null } = decision;
    this.log.log({ msg: `inbound message ${state}`, inboundId: message.id, source: message.source, reason, commandId, missing });
    const happening = { kind: `inbound.${state}`, actor: actorOf(message), data: { reason, detail, missing } };
    await this.evidence.tell(happening, { ...message, commandId }, tx);
  }
}

export const actorOf = ({ source }: Pick<InboundMessage, 'source'>): string => `source:${source}`;

/** What the message itself is to blame for, or its mapping; undefined: it is to be tried again. */
function rejectionOf(thrown: unknown): Decision | undefined {
  if (thrown instanceof MappingFailed) return { state: 'rejected', reason: 'mapping-failed', detail: explain(thrown) };
  if (thrown instanceof Refused) return { state: 'rejected', reason: thrown.refusal.code, detail: thrown.refusal.detail };
  return undefined;
}

const isList = (mapped: MappedAll): mapped is readonly Mapped[] => Array.isArray(mapped);
