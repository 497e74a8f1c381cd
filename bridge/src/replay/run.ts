/**
 * One order, worked off by this replica. It owns the pace: a step every 0.2 s, at most the rate's share of it. Each step finds out
 * what is due, settles what gets no message, writes the rest behind the order's checkpoint, and tells its progress. A replica that
 * takes over goes on behind the last told position and writes nothing that the checkpoint knows: nothing is lost, nothing doubled.
 */
import { STREAMS, eventRetryCheckpoint, replayCheckpoint } from '@odoo-nats-bridge/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LaneBacklog } from '../deliver/deliver.js';
import { settleRetries } from '../deadletter/deadletter.js';
import { FencedWriter, type Nats, type Step } from '../nats/nats.js';
import type { Store } from '../store/store.js';
import type { JudgedAgain } from './judged-again.js';
import { Lane } from './lane.js';
import type { Order, ReplayState } from './order.js';
import { type Portion, type Source, isStored } from './portion.js';
import { ReplaySource } from './replay-source.js';
import { RetrySource } from './retry-source.js';
import { type Progress, tellProgress } from './rows.js';

const STEP_MS = 200;
const WAIT_MS = 500;
/** what was not used is saved up, but not for long */
const SAVED_S = 0.5;

export interface RunRooms {
  readonly nats: Nats;
  readonly store: Store;
  readonly judged: JudgedAgain;
  readonly backlog: LaneBacklog;
}

/** ended: all is done · cancelled: somebody wants it to stop · lost: another replica has it, or it is final */
export type RunEnd = 'ended' | 'cancelled' | 'lost' | 'stopped';

export class Run {
  private readonly source: Source;
  private readonly lane: Lane;
  private readonly writers = new Map<'deliveries' | 'events', FencedWriter>();
  private allowance = 1;
  private allowedAt = Date.now();
  private told: Progress;

  constructor(
    private readonly rooms: RunRooms,
    private readonly worker: string,
    private readonly order: Order,
  ) {
    this.lane = new Lane(rooms.backlog, order.perSecond);
    this.source =
      order.kind === 'replay' ? new ReplaySource(rooms.nats, rooms.judged, this.lane, order) : new RetrySource(rooms, this.lane, order);
    const { position, lookedAt, written, leftOut } = order;
    this.told = { position, lookedAt, written, leftOut, note: null };
  }

  /** Throws Fenced when another replica writes, Retry when the broker or Postgres is away, a Defect when it cannot go on. */
  async work(stop: AbortSignal): Promise<RunEnd> {
    if (this.order.state === 'cancelling') return 'cancelled';
    while (!stop.aborted) {
      const portion = await this.due();
      const state = portion === undefined ? await this.tell(this.told) : await this.carryOut(portion);
      if (state === undefined) return 'lost';
      if (state === 'cancelling') return 'cancelled';
      if (portion?.end === true) return 'ended';
      await this.rest(portion, stop);
    }
    return 'stopped';
  }

  /** After the order has ended: its checkpoints are not needed any more. */
  async close(): Promise<void> {
    for (const writer of this.writers.values()) await writer.close();
  }

  // undefined while the rate allows nothing
  private async due(): Promise<Portion | undefined> {
    const { perSecond } = this.order;
    const now = Date.now();
    const most = Math.max(1, perSecond * SAVED_S);
    this.allowance = Math.min(most, this.allowance + ((now - this.allowedAt) / 1_000) * perSecond);
    this.allowedAt = now;
    if (this.allowance < 1) return undefined;
    this.lane.lookAgain();
    return this.source.next(Math.floor(this.allowance));
  }

  private async carryOut(portion: Portion): Promise<ReplayState | undefined> {
    const { store } = this.rooms;
    if (portion.before.length > 0) await store.transaction((tx) => settleRetries(tx, portion.before));
    const written = (await this.write('events', portion.events)) + (await this.write('deliveries', portion.deliveries));
    this.allowance -= written;
    const leftOut = { ...this.told.leftOut };
    for (const reason of portion.leftOut) leftOut[reason] = (leftOut[reason] ?? 0) + 1;
    return this.tell(
      {
        position: portion.position,
        lookedAt: this.told.lookedAt + portion.lookedAt,
        written: this.told.written + portion.deliveries.length + portion.events.length,
        leftOut,
        note: portion.waitsFor,
      },
      portion,
    );
  }

  /** Returns how many were not stored yet. */
  private async write(target: 'deliveries' | 'events', steps: readonly Step[]): Promise<number> {
    if (steps.length === 0) return 0;
    const writer = this.writers.get(target) ?? (await this.openWriter(target));
    const open = steps.filter((step) => !isStored(step, writer.position));
    await writer.write(open);
    return open.length;
  }

  private async openWriter(target: 'deliveries' | 'events'): Promise<FencedWriter> {
    const { nats } = this.rooms;
    const { id, kind } = this.order;
    const source = kind === 'replay' ? STREAMS.events : STREAMS.deadLetters;
    const { created: sourceCreated } = await nats.manager.streams.info(source);
    const where =
      target === 'events'
        ? { stream: STREAMS.events, checkpoint: eventRetryCheckpoint(id) }
        : { stream: STREAMS.deliveries, checkpoint: replayCheckpoint(id) };
    const writer = await FencedWriter.open(nats, { ...where, sourceCreated });
    this.writers.set(target, writer);
    return writer;
  }

  private async tell(progress: Progress, portion?: Portion): Promise<ReplayState | undefined> {
    const state = await this.rooms.store.transaction(async (tx) => {
      if (portion !== undefined) await settleRetries(tx, portion.after);
      return tellProgress(tx, this.order.id, this.worker, progress);
    });
    this.told = progress;
    return state;
  }

  // what is left out anyway need not be slow, and what the rate allows already need not wait
  private async rest(portion: Portion | undefined, stop: AbortSignal): Promise<void> {
    const waits = portion !== undefined && portion.waitsFor !== null;
    if (!waits && this.allowance >= 1 && portion !== undefined) return;
    await sleep(waits ? WAIT_MS : STEP_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}
