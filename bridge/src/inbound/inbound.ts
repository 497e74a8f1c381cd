/**
 * Messages that other systems post to /hooks/<source>.
 *
 *   prove     signature, key or certificate, and age         -> rejected, 401
 *   store     the raw body, before anybody is answered; a repeat gets the answer of the first
 *   read      the source's mapping                           -> ignored, or rejected
 *   sequence  older than what counted for the same key       -> ignored: out-of-sequence
 *   hand over a command of the source's client, in the same transaction; judged and applied like every command
 *
 * A process that dies in between leaves a row `received`: Leftovers decides it later, and the command's key makes that harmless.
 */
import { Injectable, Logger } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { newCommandId } from '../command/command.js';
import { Refused } from '../failure.js';
import { LARGEST_BODY } from '../intake/intake.js';
import { Store } from '../store/store.js';
import { isProvableAgain, keptHeaders, messageIdOf } from './arrival.js';
import type { Tried } from './cases.js';
import { Deciding, actorOf } from './deciding.js';
import { InboundEvidence } from './evidence.js';
import { Flood } from './flood.js';
import type { InboundItem } from './items.js';
import { KnownSources, type SourceView } from './known-sources.js';
import { type InboundMessage, Messages, type NewMessage } from './messages.js';
import type { Incoming, Proof } from './proof.js';
import { SeveralItems } from './several.js';

export type { InboundItem } from './items.js';
export { type InboundMessage, type MessageFilter, Messages } from './messages.js';
export type { Incoming } from './proof.js';
export type { Mapped } from './mapping.js';
export { type SourceView } from './known-sources.js';

/** What the sender is told. */
export interface Receipt {
  readonly id: string;
  readonly source: string;
  readonly messageId: string;
  readonly state: InboundMessage['state'];
  readonly reason: string | null;
  readonly commandId: string | null;
  /** what became of each, where the message holds several */
  readonly items?: readonly Pick<InboundItem, 'ordinal' | 'state' | 'reason' | 'commandId'>[];
  /** this message came before; nothing was done once more */
  readonly duplicate: boolean;
}

@Injectable()
export class Inbound {
  private readonly log = new Logger('inbound');
  private readonly flood = new Flood();

  constructor(
    private readonly sources: KnownSources,
    private readonly messages: Messages,
    private readonly deciding: Deciding,
    private readonly several: SeveralItems,
    private readonly store: Store,
    private readonly evidence: InboundEvidence,
  ) {}

  /** Throws Refused `unknown-source`, `unproven`; Retry when Postgres is away: then nothing was stored, and the sender sends again. */
  async receive(name: string, incoming: Incoming): Promise<Receipt> {
    const source = this.sources.of(name);
    if (incoming.body.byteLength > LARGEST_BODY) throw new Refused(refuse('payload-too-large'));
    const message = {
      id: newCommandId(),
      source: name,
      messageId: messageIdOf(source, incoming),
      headers: keptHeaders(source, incoming.headers),
      body: incoming.body,
    };
    const proof = source.prove(incoming);
    if (!proof.proven) return this.refuse(message, proof);
    const taken = await this.messages.take(message, proof.fingerprint);
    const decided = taken.message.state === 'received' ? await this.deciding.decide(taken.message) : taken.message;
    return this.receiptOf(decided, taken.repeated);
  }

  /** What would become of it; nothing is stored. Throws Refused `unknown-source`. */
  async try(name: string, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<Tried> {
    const source = this.sources.of(name);
    const lower = Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]));
    return this.sources.tried(source, { headers: lower, body, receivedAt: new Date() });
  }

  /** Throws Refused `inbound-not-found`. */
  async find(id: string): Promise<InboundMessage> {
    const message = await this.messages.find(id);
    if (message === undefined) throw new Refused(refuse('inbound-not-found'));
    return message;
  }

  /** What became of each item of a message; none when it holds one thing only. */
  itemsOf(message: Pick<InboundMessage, 'id'>): Promise<InboundItem[]> {
    return this.several.of(message.id);
  }

  /** The sources of this process. */
  list(): SourceView[] {
    return this.sources.list();
  }

  /** Decides an ignored or rejected message anew, as the files are by now. */
  async rerun(id: string, by: string, why: string): Promise<Receipt> {
    const message = await this.find(id);
    if (message.state === 'handed-over' || message.state === 'event') throw new Refused(refuse('inbound-settled'));
    const fingerprint = message.verified ? undefined : this.provenNow(message);
    const open = await this.store.transaction(async (tx) => {
      const reopened = await this.messages.reopen(id, fingerprint, tx);
      if (reopened === undefined) throw new Refused(refuse('inbound-settled'));
      await this.evidence.tell({ kind: 'inbound.rerun', actor: by, data: { why, was: message.reason } }, message, tx);
      return reopened;
    });
    return this.receiptOf(await this.deciding.decide(open), false);
  }

  private async refuse(message: NewMessage, { reason }: Extract<Proof, { proven: false }>): Promise<never> {
    if (this.flood.mayStore(message.source)) {
      await this.store.transaction(async (tx) => {
        await this.messages.reject(message, reason, tx);
        const happening = { kind: 'inbound.rejected', actor: actorOf(message), data: { reason } };
        await this.evidence.tell(happening, { ...message, commandId: null }, tx);
      });
      this.log.warn({ msg: 'inbound message rejected', inboundId: message.id, source: message.source, reason });
    }
    throw new Refused(refuse('unproven', reason));
  }

  /** Its age is judged by when it came. Throws Refused when it proves nothing even now. */
  private provenNow(message: InboundMessage): string | null {
    const source = this.sources.of(message.source);
    if (!isProvableAgain(source)) throw new Refused(refuse('unproven', 'what proved it is not stored: have it sent again'));
    const proof = source.prove({ headers: message.headers, body: message.body, peer: '', at: message.receivedAt });
    if (!proof.proven) throw new Refused(refuse('unproven', proof.reason));
    return proof.fingerprint;
  }

  private async receiptOf(message: InboundMessage, duplicate: boolean): Promise<Receipt> {
    const { id, source, messageId, state, reason, commandId } = message;
    const items = (await this.several.of(id)).map(({ ordinal, state: fate, reason: why, commandId: command }) => ({
      ...{ ordinal, state: fate, reason: why, commandId: command },
    }));
    return { id, source, messageId, state, reason, commandId, ...(items.length === 0 ? {} : { items }), duplicate };
  }
}
