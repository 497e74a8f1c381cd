/**
 * A message that says several things: each item is a command, an event or left alone, with a fate of its own.
 *
 * - Its key is the mapping's, or the message's with the item's place, so that a repeat or a process that died adds nothing.
 * - What went in an earlier run stays as it is; what was ignored or rejected is decided anew.
 * - An item that is refused at the door takes nobody with it. Its number still counts against later items of the same message.
 */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Commands, type Received } from '../command/command.js';
import type { Client } from '../identity/access.js';
import type { Transaction } from '../store/store.js';
import { EventsOfSources } from './events.js';
import { type InboundItem, type ItemDecision, Items } from './items.js';
import type { Mapped } from './mapping.js';
import { type Decision, type InboundMessage, Messages } from './messages.js';
import { type Place, placeOf } from './sequence.js';

type Wanted = Exclude<Mapped, { ignore: string }>;
type CommandItem = Extract<Mapped, { command: string }>;

export interface Several {
  readonly decision: Decision;
  /** those that were decided now, by their place */
  readonly items: ReadonlyMap<number, ItemDecision>;
}

const isSettled = ({ state }: Pick<InboundItem, 'state'>): boolean => state === 'handed-over' || state === 'event';
const LONGEST_PREFIX = 120;

/** Within the 128 characters of a key, and never cut before the place. */
export function keyOfItem(source: string, messageId: string, ordinal: number): string {
  const whole = `inbound:${source}:${messageId}`;
  const prefix = whole.length <= LONGEST_PREFIX ? whole : `inbound:${createHash('sha256').update(whole).digest('hex')}`;
  return `${prefix}/${String(ordinal)}`;
}

@Injectable()
export class SeveralItems {
  constructor(
    private readonly rows: Items,
    private readonly messages: Messages,
    private readonly commands: Commands,
    private readonly events: EventsOfSources,
  ) {}

  /** What became of each item; none of a message that holds one thing only. */
  of(message: string): Promise<InboundItem[]> {
    return this.rows.of(message);
  }

  /** Before the transaction: published again, an event of the same id is stored once. Throws Retry. */
  async publish(message: InboundMessage, mapped: readonly Mapped[]): Promise<void> {
    const before = await this.rows.of(message.id);
    for (const [ordinal, item] of mapped.entries()) {
      const went = before.some((each) => each.ordinal === ordinal && isSettled(each));
      if ('event' in item && !went) await this.events.publish({ ...message, id: `${message.id}/${String(ordinal)}` }, item);
    }
  }

  /** In the caller's transaction, which holds the message. Throws Retry. */
  async decide(client: Client, message: InboundMessage, mapped: readonly Mapped[], tx: Transaction): Promise<Several> {
    const before = new Map((await this.rows.within(message.id, tx)).map((item) => [item.ordinal, item]));
    const open = [...mapped.entries()].filter(([ordinal]) => {
      const known = before.get(ordinal);
      return known === undefined || !isSettled(known);
    });
    const decisions = await this.decided(client, message, open, tx);
    await this.rows.write(message.id, message.source, decisions, tx);
    return { decision: summaryOf([...[...before.values()].filter(isSettled), ...decisions.values()]), items: decisions };
  }

  private async decided(
    client: Client,
    message: InboundMessage,
    open: readonly (readonly [number, Mapped])[],
    tx: Transaction,
  ): Promise<Map<number, ItemDecision>> {
    const lasts = await this.lastSequences(message.source, open, tx);
    const decisions = new Map<number, ItemDecision>();
    const commands: { ordinal: number; place: Place; received: Received }[] = [];
    for (const [ordinal, item] of open) {
      if ('ignore' in item) {
        decisions.set(ordinal, { state: 'ignored', reason: item.ignore });
        continue;
      }
      const place = placeOf(item, lasts.get(item.sourceKey ?? ''));
      if (place.state !== undefined) {
        decisions.set(ordinal, { ...place, state: place.state });
        continue;
      }
      if (item.sequence !== undefined) lasts.set(item.sourceKey ?? '', item.sequence);
      if ('event' in item) decisions.set(ordinal, { ...place, state: 'event', reason: item.event });
      else commands.push({ ordinal, place, received: receivedOf(client, message, ordinal, item) });
    }
    const entered = await this.commands.enterAll(
      commands.map(({ received }) => received),
      tx,
    );
    for (const [index, { ordinal, place }] of commands.entries()) {
      const found = entered[index];
      if (found === undefined) continue;
      const fate: ItemDecision =
        'refusal' in found
          ? { ...place, state: 'rejected', reason: found.refusal.code, detail: found.refusal.detail }
          : { ...place, state: 'handed-over', commandId: found.commandId };
      decisions.set(ordinal, fate);
    }
    return decisions;
  }

  /** In one order, so that two messages that share keys do not wait for each other for ever. */
  private async lastSequences(source: string, open: readonly (readonly [number, Mapped])[], tx: Transaction): Promise<Map<string, number>> {
    const numbered = open.map(([, item]) => item).filter((item): item is Wanted => !('ignore' in item) && item.sequence !== undefined);
    const lasts = new Map<string, number>();
    for (const key of [...new Set(numbered.map(({ sourceKey }) => sourceKey ?? ''))].sort()) {
      const last = await this.messages.lastSequence(source, key, tx);
      if (last !== undefined) lasts.set(key, last);
    }
    return lasts;
  }
}

const receivedOf = (client: Client, { source, messageId }: InboundMessage, ordinal: number, item: CommandItem): Received => ({
  client,
  type: item.command,
  idempotencyKey: item.key ?? keyOfItem(source, messageId, ordinal),
  body: JSON.stringify(item.input),
  expectedVersion: item.expectedVersion?.toString(),
  via: 'inbound',
  source: { name: source, key: item.sourceKey ?? messageId },
});

/** `partly`: some went, some were rejected. */
function summaryOf(items: readonly Pick<InboundItem, 'state'>[]): Decision {
  const count = (state: InboundItem['state']): number => items.filter((item) => item.state === state).length;
  const [rejected, went] = [count('rejected'), count('handed-over') + count('event')];
  const detail = { items: items.length, handedOver: count('handed-over'), events: count('event'), ignored: count('ignored'), rejected };
  if (rejected > 0) return { state: went > 0 ? 'partly' : 'rejected', reason: 'items-rejected', detail };
  if (went === 0) return { state: 'ignored', reason: 'items-ignored', detail };
  return { state: count('handed-over') > 0 ? 'handed-over' : 'event', detail };
}
