/** A stretch of EVENTS, each event judged for one subscription as of now. Never ahead of fan-out: the live delivery comes first. */
import { ALL_EVENTS, REPLAY, STREAMS, eventSubject, fanoutCheckpoint, replaySubject } from '@odoo-nats-bridge/contracts';
import { type Nats, type OutgoingMessage, type StreamMessage, type Step, header, readCheckpoint, readPage } from '../nats/nats.js';
import type { JudgedAgain } from './judged-again.js';
import type { Lane } from './lane.js';
import type { ReplayFilter, ReplayOrder } from './order.js';
import { type Portion, type Source, stepsOf, withoutId } from './portion.js';

/** Judging an event takes a millisecond or so, and the event loop is shared with live traffic: no more of it in one go. */
export const PAGE = 100;

export const filtersOf = ({ contracts }: ReplayFilter): readonly string[] =>
  contracts === undefined ? [ALL_EVENTS] : [...new Set(contracts)].map(eventSubject);

export const isWanted = (message: StreamMessage, { record }: ReplayFilter): boolean =>
  record === undefined || header(message, 'ce-subject') === record;

export class ReplaySource implements Source {
  /** read and not yet handed out */
  private waiting: readonly StreamMessage[] = [];
  private position: number;
  private exhausted = false;

  constructor(
    private readonly nats: Nats,
    private readonly judged: JudgedAgain,
    private readonly lane: Lane,
    private readonly order: ReplayOrder,
  ) {
    this.position = order.position;
  }

  async next(max: number): Promise<Portion> {
    const { subscription } = this.order;
    const obstacle = this.judged.obstacle(subscription);
    if (obstacle !== undefined) return this.nothing(obstacle.detail);
    const { room, undelivered } = await this.lane.room(subscription);
    if (room === 0) return this.nothing(`the subscriber has ${undelivered} messages before it; live ones go first`);
    if (this.waiting.length === 0 && !this.exhausted) await this.read();
    if (this.waiting.length === 0) return this.nothing(this.exhausted ? null : 'fan-out has not come so far', this.exhausted);
    return this.handOut(Math.min(max, room));
  }

  private async read(): Promise<void> {
    const { filter, lastSequence } = this.order;
    const { manager } = this.nats;
    const fannedOut = (await readCheckpoint(manager, STREAMS.deliveries, fanoutCheckpoint)).position.sequence;
    const page = await readPage(this.nats, { stream: STREAMS.events, filters: filtersOf(filter), after: this.position, max: PAGE });
    const inRange = page.messages.filter(({ sequence }) => sequence <= lastSequence);
    this.waiting = inRange.filter(({ sequence }) => sequence <= fannedOut);
    this.exhausted = this.waiting.length === inRange.length && (page.left === 0 || inRange.length < page.messages.length);
  }

  private handOut(max: number): Portion {
    const deliveries: Step[] = [];
    const leftOut: string[] = [];
    let taken = 0;
    for (const message of this.waiting) {
      if (deliveries.length >= max) break;
      taken += 1;
      if (!isWanted(message, this.order.filter)) continue;
      const judged = this.judged.forOne(message, this.order.subscription);
      if (judged.decision === 'left-out') leftOut.push(judged.reason);
      else
        deliveries.push(
          ...stepsOf(
            judged.outputs.map((output) => this.again(output)),
            message.sequence,
          ),
        );
    }
    this.position = this.waiting[taken - 1]?.sequence ?? this.position;
    this.waiting = this.waiting.slice(taken);
    this.lane.take(this.order.subscription, deliveries.length);
    const end = this.exhausted && this.waiting.length === 0;
    return { ...EMPTY, deliveries, leftOut, lookedAt: taken, position: end ? this.order.lastSequence : this.position, end };
  }

  private again(output: OutgoingMessage): OutgoingMessage {
    const { subscription, id } = this.order;
    return withoutId({ ...output, subject: replaySubject(subscription), headers: [...output.headers, [REPLAY, id]] });
  }

  private nothing(waitsFor: string | null, end = false): Portion {
    return { ...EMPTY, position: end ? this.order.lastSequence : this.position, end, waitsFor };
  }
}

const EMPTY = { deliveries: [], events: [], position: 0, lookedAt: 0, leftOut: [], before: [], after: [], end: false, waitsFor: null };
