/**
 * Writes down what became of deliveries, before anybody counts on it: first the dead letter, then the attempt with its evidence (in
 * groups, over all subscriptions), and only then does the place move on. A crash between them tells it twice, never not at all.
 */
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { explain } from '../failure.js';
import type { Nats } from '../nats/nats.js';
import { type Attempt, type AttemptOutcome, attemptOf } from './attempt.js';
import type { DeliveryAttempts } from './attempts.js';
import { type Delivery, deliveryDeadLetter } from './delivery.js';
import { Proof } from './proof.js';

const AGAIN_MS = 1_000;
// No attempt waits for it, and a transaction for each would cost more than the deliveries themselves: of what happens within it, one
// group is made, whichever subscriptions it is about.
const GATHER_MS = 50;

/** What became of one delivery. */
export interface Told {
  readonly delivery: Delivery;
  /** from 1 */
  readonly attempt: number;
  readonly outcome: AttemptOutcome;
  /** a code; absent when it was delivered */
  readonly reason?: string | undefined;
  readonly detail?: string | undefined;
  readonly status?: number | undefined;
  readonly latencyMs?: number | undefined;
  readonly response?: string | undefined;
}

interface Ended {
  readonly told: readonly Told[];
  readonly at: Date;
}

const KINDS = {
  delivered: 'event.delivered',
  failed: 'event.attempt-failed',
  gone: 'event.attempt-failed',
  'dead-lettered': 'event.dead-lettered',
} as const;

export class Settling {
  private readonly logger = new Logger('deliver');
  private stopped = false;
  private gathered: Ended[] = [];
  private writing: Promise<boolean> | undefined;
  private gathering = new AbortController();
  private readonly proof: Proof;

  constructor(
    private readonly nats: Pick<Nats, 'store'>,
    private readonly attempts: Pick<DeliveryAttempts, 'record' | 'prove'>,
  ) {
    this.proof = new Proof(() => this.attempts.prove());
  }

  /** 0: what becomes of an attempt that begins now can be written down. Otherwise look again after that long. */
  waitMs(now: number): number {
    return this.proof.waitMs(now);
  }

  /** What cannot be written now is given up: it will be delivered again. */
  stop(): void {
    this.stopped = true;
  }

  /** Somebody waits for what was told so far: it is gathered no longer. */
  hurry(): void {
    this.gathering.abort();
  }

  /** False: it could not be written before the end. The same promise for all that are written together. */
  write(told: readonly Told[]): Promise<boolean> {
    const ended = { told, at: new Date() };
    const isDead = told.some(({ outcome }) => outcome === 'dead-lettered');
    return isDead ? this.afterLetters(ended) : this.gather(ended);
  }

  private async afterLetters(ended: Ended): Promise<boolean> {
    for (const { delivery, outcome, attempt, reason = 'not-delivered', detail = reason } of ended.told) {
      if (outcome !== 'dead-lettered') continue;
      if (!(await this.until(() => this.nats.store(deliveryDeadLetter(delivery, detail, attempt, reason))))) return false;
    }
    return this.gather(ended);
  }

  private gather(ended: Ended): Promise<boolean> {
    this.gathered.push(ended);
    return (this.writing ??= this.writeGathered());
  }

  private async writeGathered(): Promise<boolean> {
    await this.wait();
    // their messages are let go of here: Postgres may be away for long
    const group: Attempt[] = [];
    for (const { told, at } of this.gathered) for (const each of told) group.push(asAttempt(each, at));
    this.gathered = [];
    this.writing = undefined;
    return this.until(async () => {
      await this.attempts.record(group);
      this.proof.written();
    });
  }

  private async wait(): Promise<void> {
    if (this.stopped) return;
    this.gathering = new AbortController();
    await sleep(GATHER_MS, undefined, { signal: this.gathering.signal }).catch(() => undefined);
  }

  private async until(work: () => Promise<void>): Promise<boolean> {
    for (;;) {
      try {
        await work();
        return true;
      } catch (error) {
        this.proof.failed();
        this.logger.error({ msg: 'what became of a delivery could not be written', reason: explain(error) });
      }
      if (this.stopped) return false;
      await sleep(AGAIN_MS);
    }
  }
}

function asAttempt({ delivery, attempt, outcome, reason, detail, status, latencyMs, response }: Told, at: Date): Attempt {
  const evidence = { kind: KINDS[outcome], reason };
  return attemptOf(delivery, { channel: 'webhook', attempt, outcome, reason, detail, status, latencyMs, response, at, evidence });
}
