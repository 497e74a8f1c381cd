/**
 * Brings the deliveries of one webhook subscription to its endpoint. It owns when an attempt begins: limits, breaker, order, lease. One
 * replica has one of it at a time.
 *
 *   read -> begun -> answered -> written down -> place saved
 *
 * A message that fails is parked with a row of its own and comes again by schedule while others pass. When the endpoint fails as a
 * whole, the breaker opens: the stream is not read on, and one attempt at a time probes, later and later.
 */
import { Logger } from '@nestjs/common';
import { explain } from '../failure.js';
import type { Nats } from '../nats/nats.js';
import { Aftermath, type Done, type Loaded } from './aftermath.js';
import { lineOf } from './attempt-line.js';
import { Unsaved } from './changes.js';
import { EndpointHealth } from './endpoint-health.js';
import { Lane } from './lane.js';
import { readAgain, readAlready } from './loading.js';
import { LoopTurn } from './loop-turn.js';
import { Pace } from './pace.js';
import { Parking } from './parking.js';
import type { Changes, Standing } from './places.js';
import type { Answer } from './post.js';
import { scheduleOf } from './retry.js';
import { type Round, Rounds } from './round.js';
import type { Saved, Saving } from './saving.js';
import type { Sending, WebhookSubscription } from './sending.js';
import type { Settling, Told } from './settling.js';
import { Trial, type TrialResult, resultOf } from './trial.js';
import { Unwritten } from './unwritten.js';
import { isDelivered, isGone } from './verdict.js';
import type { Unsendable } from './webhook-request.js';

// what waits of a record that is under way leaves at least 32 to choose from
const READ_AHEAD = 96;
// read in a row: what is made of each is made in half the time then
const ROOM_FOR = 64;
const READ_BYTES = 512 * 1024;
const AGAIN_MS = 1_000;

export interface CourierRooms {
  readonly nats: Nats;
  readonly settling: Settling;
  readonly saving: Pick<Saving, 'note'>;
  /** Whether an attempt of this length ends before the lease does. */
  readonly mayTake: (ms: number) => boolean;
  /** Another replica has it. */
  readonly onLost: () => void;
  /** It wants nothing any more (410), or nothing but failures for too long. */
  readonly onDisable: (reason: string) => void;
  readonly onWarning: (failingHours: number) => void;
}

/** a request, and what is in it */
interface Asked {
  readonly round: Round;
  readonly loaded: readonly Loaded[];
}

interface Arrived extends Asked {
  readonly bytes: number;
  readonly answer: Answer | Unsendable;
  readonly latencyMs: number;
}

interface Followed {
  readonly round: Round;
  readonly told: readonly Told[];
  readonly done: readonly Done[];
  readonly bytes: number;
}

export class Courier implements Saved {
  private readonly logger = new Logger('deliver');
  private readonly lanes: { readonly live: Lane; readonly replay: Lane };
  private readonly parking: Parking;
  private readonly unsaved: Unsaved;
  private readonly rounds: Rounds;
  private readonly aftermath: Aftermath;
  private readonly health: EndpointHealth;
  private readonly pace: Pace;
  private readonly trial = new Trial();
  /** attempts and writings under way */
  private working = 0;
  private onEnded: () => void = () => undefined;
  private readonly unwritten = new Unwritten();
  private readonly answers = new LoopTurn<Arrived>((arrived) => {
    this.answered(arrived);
  });
  private inFlight = 0;
  private timer: NodeJS.Timeout | undefined;
  private halted = false;

  constructor(
    private readonly rooms: CourierRooms,
    private readonly subscription: WebhookSubscription,
    private readonly sending: Sending,
    standing: Standing,
  ) {
    this.lanes = { live: this.laneOf('live', standing), replay: this.laneOf('replay', standing) };
    this.parking = new Parking(standing.parked, subscription.order === 'record');
    this.unsaved = new Unsaved(subscription.name, this.lanes);
    this.rounds = new Rounds(subscription, this.lanes, this.parking, (delivery, lane) => {
      this.aftermath.parkBehind(delivery, lane, Date.now());
      rooms.saving.note(this);
    });
    const known = { parking: this.parking, rounds: this.rounds, unsaved: this.unsaved };
    this.aftermath = new Aftermath(known, scheduleOf(subscription.limits));
    this.health = new EndpointHealth(standing.trouble, subscription.limits.longestPauseMs);
    this.pace = new Pace(subscription.limits.perSecond, Date.now());
  }

  get name(): string {
    return this.subscription.name;
  }

  start(): void {
    this.pump();
  }

  /** Begins nothing new; resolves when what is under way is written down, or cannot be. */
  async stop(): Promise<void> {
    this.halt();
    while (this.working > 0) {
      this.rooms.settling.hurry();
      await new Promise<void>((ended) => (this.onEnded = ended));
    }
    this.trial.end({ outcome: 'stopped' });
    await Promise.all([this.lanes.live.intake.close(), this.lanes.replay.intake.close(), this.sending.close()]);
  }

  /** One message goes ahead now, whatever schedule and breaker say, within all limits. Resolves with what came of it. */
  tryNow(): Promise<TrialResult> {
    const result = this.trial.ask();
    if (this.halted) this.trial.end({ outcome: 'stopped' });
    this.health.probeAt(Date.now());
    this.pump();
    return result;
  }

  changes(): Changes {
    return this.unsaved.now(this.health.trouble);
  }

  saved(changes: Changes): void {
    this.unsaved.saved(changes);
  }

  lost(): void {
    if (!this.halted) this.rooms.onLost();
    this.halt();
  }

  private laneOf(kind: 'live' | 'replay', standing: Standing): Lane {
    const { name, mode } = this.subscription;
    // a batch waits until it is full: it takes whatever there is room for
    const reading =
      mode.kind === 'batch'
        ? { mostBytes: Math.max(mode.maxBytes, READ_BYTES), roomFor: 1 }
        : { mostBytes: READ_BYTES, roomFor: ROOM_FOR, make: this.sending.contentOfOne };
    return new Lane(this.rooms.nats, { subscription: name, kind, ...reading }, standing[kind], () => {
      // while there is no room for an attempt, the end of one will pump
      if (this.inFlight < this.most) this.pump();
    });
  }

  private halt(): void {
    this.halted = true;
    clearTimeout(this.timer);
    for (const { intake } of Object.values(this.lanes)) intake.want(0);
  }

  /** Begins what may begin; called whenever anything has changed. */
  private pump(): void {
    for (;;) {
      if (this.halted) return;
      this.readAhead();
      const now = Date.now();
      const until = this.health.leftAloneUntil(now);
      if (this.trial.isWaiting && until !== undefined) this.trial.end({ outcome: 'held', until: until.toISOString() });
      const waitMs = this.waitMs(now);
      if (waitMs > 0) {
        this.wakeIn(waitMs);
        return;
      }
      const round = this.nextRound(now);
      if (round === undefined) {
        this.wakeIn((this.rounds.nextAt() ?? Infinity) - now);
        return;
      }
      this.pace.take();
      this.inFlight += 1;
      this.attempt(round);
    }
  }

  private nextRound(now: number): Round | undefined {
    const { isInTrouble } = this.health;
    if (!this.trial.isWaiting) return isInTrouble ? this.rounds.probe() : this.rounds.next(now);
    const round = this.rounds.trial(isInTrouble);
    if (round !== undefined) this.trial.begin(round);
    else this.trial.end({ outcome: 'nothing-waits' });
    return round ?? (isInTrouble ? undefined : this.rounds.next(now));
  }

  /** 0 or less: an attempt may begin. Infinity: something else will pump. */
  private waitMs(now: number): number {
    if (this.inFlight >= this.most || this.unwritten.isFull(this.rounds.busy.size)) return Infinity;
    if (!this.rooms.mayTake(this.sending.totalMs)) return AGAIN_MS;
    const health = this.trial.isWaiting ? this.health.waitMsOfTrial(now) : this.health.waitMs(now);
    const waitMs = Math.max(health, this.pace.waitMs(now));
    return waitMs > 0 ? waitMs : this.rooms.settling.waitMs(now);
  }

  /** how many requests may be under way */
  private get most(): number {
    return this.health.isInTrouble || this.subscription.mode.kind === 'batch' ? 1 : this.subscription.limits.inFlight;
  }

  /** how many one request holds at most */
  private get atOnce(): number {
    const { mode } = this.subscription;
    return mode.kind === 'batch' ? mode.maxEvents : 1;
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.timer);
    if (ms === Infinity) return;
    const wait = Math.min(Math.max(ms, 1), 60_000);
    this.timer = setTimeout(() => {
      this.pump();
    }, wait);
  }

  // An endpoint that is left alone keeps one at hand, to be tried with.
  private readAhead(): void {
    const most = this.health.waitMs(Date.now()) > 0 ? 1 : Math.max(READ_AHEAD, this.atOnce);
    const wanted = this.parking.isFull ? 0 : most;
    this.lanes.live.intake.want(wanted);
    this.lanes.replay.intake.want(wanted);
  }

  private track(work: Promise<void>): void {
    this.working += 1;
    void work.then(() => {
      this.ended();
      this.pump();
    }, this.failed);
  }

  private ended(): void {
    this.working -= 1;
    this.onEnded();
  }

  private readonly failed = (error: unknown): void => {
    this.logger.error({ msg: 'an attempt could not be made', subscription: this.name, reason: explain(error) });
    this.ended();
    this.pump();
  };

  private attempt(round: Round): void {
    const loaded = readAlready(round);
    if (loaded === undefined) this.track(this.loadAndSend(round));
    else this.send({ round, loaded });
  }

  private async loadAndSend(round: Round): Promise<void> {
    const loaded = await this.load(round);
    if (loaded !== undefined) this.send({ round, loaded });
  }

  // One promise for each attempt: on the way of all of them what is under way is counted, not chained.
  private send({ round, loaded }: Asked): void {
    const deliveries = loaded.map(({ delivery }) => delivery);
    const bytes = deliveries.reduce((sum, { message }) => sum + message.data.byteLength, 0);
    const began = performance.now();
    this.working += 1;
    this.unwritten.begin(bytes);
    void this.sending.send(deliveries, new Date()).then((answer) => {
      this.answers.add({ round, loaded, bytes, answer, latencyMs: performance.now() - began });
    }, this.failed);
  }

  private answered(arrived: readonly Arrived[]): void {
    const followed = arrived.map((each) => this.follow(each));
    // the next ones are on their way while these are told of
    this.pump();
    for (const each of followed) if (each !== undefined) this.tell(each);
  }

  /** What the next attempt depends on. */
  private follow({ round, loaded, bytes, answer, latencyMs }: Arrived): Followed | undefined {
    this.inFlight -= 1;
    const now = Date.now();
    try {
      if (answer.kind !== 'unsendable') this.consequences(this.health.judge(answer, now, Math.random()), isGone(answer));
      const { told, done } = this.aftermath.follow({ round, loaded, answer, latencyMs, now });
      if (this.trial.isOf(round)) this.trial.end(this.resultOf(told, answer, now));
      return { round, told, done, bytes };
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }

  private tell({ round, told, done, bytes }: Followed): void {
    try {
      const [first] = told;
      if (first !== undefined) this.logger.log(lineOf(this.name, first, { together: told.length, isProbe: round.isProbe }));
      const group = this.unwritten.add(this.rooms.settling.write(told), { done, bytes });
      if (group !== undefined) this.track(this.afterwards(group));
      this.ended();
    } catch (error) {
      this.failed(error);
    }
  }

  /** What an endpoint that is well again was spared comes at once, at its pace. */
  private resultOf([told]: readonly Told[], answer: Answer | Unsendable, now: number): TrialResult {
    if (told === undefined) return { outcome: 'nothing-waits' };
    const isWell = answer.kind === 'answered' && isDelivered(answer);
    const due = isWell ? this.parking.bringForward(now) : [];
    for (const message of due) this.unsaved.park(message);
    return resultOf(told, due.length);
  }

  private async afterwards(group: Promise<readonly Done[]>): Promise<void> {
    const written = await group;
    if (written.length === 0) return;
    this.aftermath.written(written);
    this.rooms.saving.note(this);
  }

  /** Parked ones are read from the stream. Undefined: it cannot be read now. */
  private async load(round: Round): Promise<Loaded[] | undefined> {
    try {
      return await readAgain(this.rooms.nats, this.name, round);
    } catch (error) {
      this.logger.warn({ msg: 'parked deliveries cannot be read', subscription: this.name, reason: explain(error) });
      this.health.holdUntil(Date.now() + AGAIN_MS);
      this.inFlight -= 1;
      this.rounds.giveBack(round);
      this.trial.giveBack(round);
      return undefined;
    }
  }

  private consequences(verdict: ReturnType<EndpointHealth['judge']>, gone: boolean): void {
    if (gone) this.disable('HTTP 410: the endpoint wants nothing any more');
    else if (verdict.next === 'disable') this.disable(`nothing but failures for ${verdict.hours} h`);
    else if (verdict.next === 'warn') this.rooms.onWarning(verdict.hours);
  }

  private disable(reason: string): void {
    // up to inFlight of them may hear it at once
    if (!this.halted) this.rooms.onDisable(reason);
    this.halt();
  }
}
