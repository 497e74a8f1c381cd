/**
 * The webhook subscriptions of this replica. It holds their leases: one replica works on a subscription at a time, so order per record
 * and the position are one process's affair. A replica that dies is replaced after LEASE_MS; one that ends gives its leases back.
 */
import { Logger } from '@nestjs/common';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { explain } from '../failure.js';
import { lastSequence } from '../nats/nats.js';
import { Lookout } from '../store/store.js';
import { Courier, type CourierRooms } from './courier.js';
import type { Places } from './places.js';
import { within } from './progress.js';
import type { Saving } from './saving.js';
import { Sending, type WebhookSubscription } from './sending.js';
import type { Trials } from './trials.js';

export interface LeaseTimes {
  /** must exceed a renewal and the longest attempt (15 s), or nothing can be begun */
  readonly leaseMs: number;
  readonly renewMs: number;
}
export const LEASE: LeaseTimes = { leaseMs: 30_000, renewMs: 5_000 };

export type WebhookRooms = Pick<CourierRooms, 'nats' | 'settling'> & {
  readonly saving: Saving;
  readonly places: Places;
  readonly trials: Pick<Trials, 'begin' | 'end' | 'onAsked'>;
  readonly onDisable: (subscription: string, reason: string) => void;
  readonly onWarning: (subscription: string, failingHours: number) => void;
  readonly sendingOf?: (subscription: WebhookSubscription) => Sending;
};

export class Webhooks {
  private readonly logger = new Logger('deliver');
  private readonly wanted = new Map<string, WebhookSubscription>();
  private readonly couriers = new Map<string, Courier>();
  private readonly renewing: Lookout;
  private isStopping = false;
  private unhear: () => void = () => undefined;
  /** by performance.now: leases that were renewed last are ours until then */
  private leasedUntil = 0;

  constructor(
    private readonly rooms: WebhookRooms,
    private readonly times: LeaseTimes = LEASE,
  ) {
    this.renewing = new Lookout({
      everyMs: times.renewMs,
      look: () => this.renew(),
      failed: (thrown) => {
        this.logger.warn({ msg: 'the leases could not be renewed', reason: explain(thrown) });
      },
    });
  }

  start(): void {
    this.renewing.start();
    this.unhear = this.rooms.trials.onAsked(() => {
      this.lookForTrials();
    });
  }

  /** What is under way is written down and saved; then the next replica may go on at once. */
  async stop(): Promise<void> {
    this.unhear();
    this.rooms.settling.stop();
    this.rooms.saving.stop();
    this.isStopping = true;
    await this.renewing.stop();
    // also those whose lease was just taken and whose work had not begun
    const names = [...this.wanted.keys()];
    await Promise.all([...this.couriers.values()].map((courier) => courier.stop()));
    await this.rooms.saving.flush();
    await this.giveUp(names);
  }

  /** From now on; a lease is taken with the next renewal, which is at once. */
  open(subscription: WebhookSubscription): () => Promise<void> {
    this.wanted.set(subscription.name, subscription);
    this.renewing.hurry();
    return () => this.close(subscription.name);
  }

  /** How many of them this replica works on. */
  get held(): number {
    return this.couriers.size;
  }

  /**
   * Tries now what somebody asked for, of those this replica works on. Whoever asked waits for the answer; what could not be written is
   * told by the attempt's own evidence.
   */
  private lookForTrials(): void {
    this.tryAsked().catch((error: unknown) => {
      this.logger.warn({ msg: 'a try that was asked for could not be told', reason: explain(error) });
    });
  }

  private async tryAsked(): Promise<void> {
    const asked = await this.rooms.trials.begin([...this.couriers.keys()]);
    await Promise.all(asked.map(({ id, subscription }) => this.tryNow(id, subscription)));
  }

  private async tryNow(id: string, name: string): Promise<void> {
    const result = (await this.couriers.get(name)?.tryNow()) ?? { outcome: 'stopped' as const };
    await this.rooms.trials.end(id, result);
  }

  // The lease is kept: what closes is most often opened again, changed.
  private async close(name: string): Promise<void> {
    this.wanted.delete(name);
    const courier = this.couriers.get(name);
    this.couriers.delete(name);
    await courier?.stop();
    await this.rooms.saving.flush();
  }

  private async renew(): Promise<false> {
    const names = [...this.wanted.keys()];
    if (names.length === 0) return false;
    const asked = performance.now();
    const ours = await this.rooms.places.hold(names, this.times.leaseMs);
    this.leasedUntil = asked + this.times.leaseMs;
    for (const [name, courier] of this.couriers) if (!ours.has(name)) courier.lost();
    const fresh = [...ours].filter((name) => !this.couriers.has(name));
    await Promise.all(fresh.map((name) => this.take(name)));
    this.lookForTrials();
    return false;
  }

  private async take(name: string): Promise<void> {
    const known = await this.rooms.places.read(name);
    const last = await lastSequence(this.rooms.nats, STREAMS.deliveries);
    if (known.live.position > last)
      this.logger.warn({ msg: 'the broker has lost deliveries; some may come twice', subscription: name, last });
    const standing = { ...known, live: within(known.live, last), replay: within(known.replay, last) };
    const subscription = this.wanted.get(name);
    // it may have been closed meanwhile
    if (subscription === undefined || this.isStopping || this.couriers.has(name)) return;
    const courier = new Courier(this.roomsOf(name), subscription, this.sendingOf(subscription), standing);
    this.couriers.set(name, courier);
    courier.start();
  }

  private sendingOf(subscription: WebhookSubscription): Sending {
    return this.rooms.sendingOf?.(subscription) ?? new Sending(subscription);
  }

  private roomsOf(name: string): CourierRooms {
    const { nats, settling, saving } = this.rooms;
    return {
      nats,
      settling,
      saving,
      mayTake: (ms) => performance.now() + ms < this.leasedUntil,
      onLost: () => {
        this.forget(name);
      },
      onDisable: (reason) => {
        this.rooms.onDisable(name, reason);
      },
      onWarning: (hours) => {
        this.rooms.onWarning(name, hours);
      },
    };
  }

  private forget(name: string): void {
    this.logger.warn({ msg: 'another replica has the subscription', subscription: name });
    const courier = this.couriers.get(name);
    this.couriers.delete(name);
    void courier?.stop();
  }

  private async giveUp(names: readonly string[]): Promise<void> {
    try {
      await this.rooms.places.release(names);
    } catch (error) {
      this.logger.warn({ msg: 'the leases could not be given back; they end by themselves', reason: explain(error) });
    }
  }
}
