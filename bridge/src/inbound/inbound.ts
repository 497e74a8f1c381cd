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
import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { LARGEST_BODY } from '../intake/intake.js';
import { AuditLog } from '../audit/audit.js';
import { Commands, newCommandId } from '../command/command.js';
import { CONFIG, type Config } from '../config/config.js';
import { Refused, explain } from '../failure.js';
import { Access, type Client } from '../identity/access.js';
import { Store, type Transaction } from '../store/store.js';
import { isProvableAgain, keptHeaders, messageIdOf } from './arrival.js';
import { type Tried, resultOf } from './cases.js';
import { EventsOfSources } from './events.js';
import { Flood } from './flood.js';
import type { InboundItem } from './items.js';
import { type Mapped, type MappedAll, MappingFailed } from './mapping.js';
import { type Decision, type InboundMessage, Messages, type NewMessage } from './messages.js';
import type { Incoming, Proof } from './proof.js';
import { read } from './reading.js';
import { placeOf } from './sequence.js';
import { SeveralItems } from './several.js';
import type { Source } from './sources.js';

export type { InboundItem } from './items.js';
export { type InboundMessage, type MessageFilter, Messages } from './messages.js';
export type { Incoming } from './proof.js';
export type { Mapped } from './mapping.js';

/** A source as operators see it. */
export interface SourceView {
  readonly name: string;
  readonly meaning: string;
  /** whom its messages act as */
  readonly client: string;
  readonly scheme: string;
}

export const SOURCES = Symbol('SOURCES');

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
    @Inject(SOURCES) private readonly sources: ReadonlyMap<string, Source>,
    private readonly messages: Messages,
    private readonly commands: Commands,
    private readonly events: EventsOfSources,
    private readonly several: SeveralItems,
    private readonly access: Access,
    private readonly store: Store,
    private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: Pick<Config, 'odoo'>,
  ) {}

  /** Throws Refused `unknown-source`, `unproven`; Retry when Postgres is away: then nothing was stored, and the sender sends again. */
  async receive(name: string, incoming: Incoming): Promise<Receipt> {
    const source = this.source(name);
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
    const decided = taken.message.state === 'received' ? await this.decide(taken.message) : taken.message;
    return this.receiptOf(decided, taken.repeated);
  }

  /** What would become of it; nothing is stored. Throws Refused `unknown-source`. */
  async try(name: string, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<Tried> {
    const source = this.source(name);
    const { database } = this.config.odoo;
    const lower = Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]));
    return resultOf(() => read(source, { headers: lower, body, receivedAt: new Date() }, database), database);
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
    return [...this.sources.values()].map(({ name, meaning, client, verification: { scheme } }) => ({ name, meaning, client, scheme }));
  }

  /** Decides an ignored or rejected message anew, as the files are by now. */
  async rerun(id: string, by: string, why: string): Promise<Receipt> {
    const message = await this.find(id);
    if (message.state === 'handed-over' || message.state === 'event') throw new Refused(refuse('inbound-settled'));
    const fingerprint = message.verified ? undefined : this.provenNow(message);
    const open = await this.store.transaction(async (tx) => {
      const reopened = await this.messages.reopen(id, fingerprint, tx);
      if (reopened === undefined) throw new Refused(refuse('inbound-settled'));
      await this.tell('inbound.rerun', by, message, { why, was: message.reason }, tx);
      return reopened;
    });
    return this.receiptOf(await this.decide(open), false);
  }

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

  private source(name: string): Source {
    const source = this.sources.get(name);
    if (source === undefined) throw new Refused(refuse('unknown-source'));
    return source;
  }

  private async judge(message: InboundMessage): Promise<void> {
    const source = this.source(message.source);
    const mapped = await read(source, message, this.config.odoo.database);
    // items that went in an earlier run are not handed over once more under the message's own key
    if (isList(mapped) || (await this.several.of(message.id)).length > 0) return this.judgeAll(source, message, [mapped].flat());
    if ('event' in mapped) await this.events.publish(message, mapped);
    await this.store.transaction(async (tx) => {
      await this.settle(message, await this.consequence(source, message, mapped, tx), tx);
    });
  }

  private async judgeAll(source: Source, message: InboundMessage, mapped: readonly Mapped[]): Promise<void> {
    const client = this.clientOf(source);
    await this.several.publish(message, mapped);
    await this.store.transaction(async (tx) => {
      if (!(await this.messages.hold(message.id, tx))) return;
      const { decision, items } = await this.several.decide(client, message, mapped, tx);
      for (const [item, { state, reason, detail, missing, commandId = null }] of items)
        await this.tell(`inbound.item-${state}`, `source:${source.name}`, { ...message, commandId }, { item, reason, detail, missing }, tx);
      await this.settle(message, decision, tx);
    });
  }

  /** Throws Refused `client-not-found`. */
  private clientOf(source: Source): Client {
    const client = this.access.client(source.client);
    if (client === undefined) throw new Refused(refuse('client-not-found', source.client));
    return client;
  }

  private async consequence(source: Source, message: InboundMessage, mapped: Mapped, tx: Transaction): Promise<Decision> {
    if ('ignore' in mapped) return { state: 'ignored', reason: mapped.ignore };
    const { sourceKey = '', sequence } = mapped;
    const place = placeOf(mapped, sequence === undefined ? undefined : await this.messages.lastSequence(message.source, sourceKey, tx));
    if (place.state !== undefined) return { ...place, state: place.state };
    if ('event' in mapped) return { ...place, state: 'event', reason: mapped.event };
    const client = this.clientOf(source);
    const idempotencyKey = mapped.key ?? `inbound:${source.name}:${message.messageId}`.slice(0, 128);
    const received = {
      client,
      type: mapped.command,
      idempotencyKey,
      body: JSON.stringify(mapped.input),
      expectedVersion: mapped.expectedVersion?.toString(),
      via: 'inbound' as const,
      source: { name: source.name, key: mapped.sourceKey ?? message.messageId },
    };
    const { commandId } = await this.commands.enter(received, tx);
    return { ...place, state: 'handed-over', commandId };
  }

  private async settle(message: InboundMessage, decision: Decision, tx: Transaction): Promise<void> {
    if (!(await this.messages.decide(message.id, decision, tx))) return;
    const { state, reason, missing, commandId = null } = decision;
    this.log.log({ msg: `inbound message ${state}`, inboundId: message.id, source: message.source, reason, commandId, missing });
    await this.tell(
      `inbound.${state}`,
      `source:${message.source}`,
      { ...message, commandId },
      { reason, detail: decision.detail, missing },
      tx,
    );
  }

  private async refuse(message: NewMessage, { reason }: Extract<Proof, { proven: false }>): Promise<never> {
    if (this.flood.mayStore(message.source)) {
      await this.store.transaction(async (tx) => {
        await this.messages.reject(message, reason, tx);
        await this.tell('inbound.rejected', `source:${message.source}`, { ...message, commandId: null }, { reason }, tx);
      });
      this.log.warn({ msg: 'inbound message rejected', inboundId: message.id, source: message.source, reason });
    }
    throw new Refused(refuse('unproven', reason));
  }

  /** Its age is judged by when it came. Throws Refused when it proves nothing even now. */
  private provenNow(message: InboundMessage): string | null {
    const source = this.source(message.source);
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

  private tell(
    kind: string,
    actor: string,
    { id, source, messageId, commandId }: Pick<InboundMessage, 'id' | 'source' | 'messageId' | 'commandId'>,
    data: Readonly<Record<string, unknown>>,
    tx: Transaction,
  ): Promise<void> {
    const told = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
    const subject = { inboundId: id, commandId };
    return this.audit.append(
      [{ kind, actor, correlationId: commandId ?? randomUUID(), subject, data: { source, messageId, ...told } }],
      tx,
    );
  }
}

/** What the message itself is to blame for, or its mapping; undefined: it is to be tried again. */
function rejectionOf(thrown: unknown): Decision | undefined {
  if (thrown instanceof MappingFailed) return { state: 'rejected', reason: 'mapping-failed', detail: explain(thrown) };
  if (thrown instanceof Refused) return { state: 'rejected', reason: thrown.refusal.code, detail: thrown.refusal.detail };
  return undefined;
}

const isList = (mapped: MappedAll): mapped is readonly Mapped[] => Array.isArray(mapped);
