/** What a subscription has before it that was never attempted: what a replay waits for before it writes more. */
import { Injectable } from '@nestjs/common';
import { STREAMS, replaySubject } from '@odoo-nats-bridge/contracts';
import { Access } from '../identity/access.js';
import { Nats, backlogOf, countAfter } from '../nats/nats.js';
import { Store } from '../store/store.js';

@Injectable()
export class LaneBacklog {
  constructor(
    private readonly nats: Nats,
    private readonly store: Store,
    private readonly access: Access,
  ) {}

  /**
   * Over NATS one consumer reads live events and what is sent again, so both count; a webhook's lanes have places of their own.
   * undefined: there is no such subscription yet.
   */
  async of(name: string): Promise<number | undefined> {
    if (this.access.subscription(name)?.channel.kind !== 'webhook')
      return (await backlogOf(this.nats, STREAMS.deliveries, name))?.undelivered;
    const [place] = await this.store.read((tx) =>
      tx.query<{ reached: number }[]>('SELECT replay_position AS reached FROM delivery_place WHERE subscription = $1', [name]),
    );
    return place && countAfter(this.nats, { stream: STREAMS.deliveries, subject: replaySubject(name), after: place.reached });
  }
}
