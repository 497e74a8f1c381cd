/** Each client that may send commands has a durable consumer of its own outcomes, named like it: it reads them when it comes. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { STREAMS, catalog, outcomeToken, outcomesOf } from '@odoo-nats-bridge/contracts';
import { explain } from '../failure.js';
import { Access, type Client } from '../identity/access.js';
import { type Durable, Nats, ensureDurable } from '../nats/nats.js';
import { Policy } from '../policy/policy.js';

const AGAIN_MS = 5_000;

@Injectable()
export class OutcomeConsumers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('outcome');
  /** those that were made or found by this process */
  private readonly made = new Set<string>();
  private again: NodeJS.Timeout | undefined;
  private unlisten = (): void => undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly nats: Nats,
    private readonly access: Access,
    private readonly policy: Policy,
  ) {}

  onApplicationBootstrap(): void {
    this.unlisten = this.access.onChange(() => {
      this.look();
    });
    this.look();
  }

  async onModuleDestroy(): Promise<void> {
    this.unlisten();
    clearTimeout(this.again);
    await this.running;
  }

  /** One look after another; what the broker refused is tried again. */
  private look(): void {
    clearTimeout(this.again);
    this.running = this.running
      .then(() => this.ensure())
      .catch((thrown: unknown) => {
        this.log.warn({ msg: 'a consumer of outcomes could not be made yet', reason: explain(thrown) });
        this.again = setTimeout(() => {
          this.look();
        }, AGAIN_MS);
      });
  }

  private async ensure(): Promise<void> {
    for (const client of this.access.clients) {
      if (this.made.has(client.id) || !this.sends(client)) continue;
      await ensureDurable(this.nats, durableOf(client.id));
      this.made.add(client.id);
    }
  }

  private sends({ roles }: Client): boolean {
    return this.policy.withinReach(roles, [...catalog.commands.keys()]).length > 0;
  }
}

const durableOf = (client: string): Durable => ({
  stream: STREAMS.outcomes,
  name: outcomeToken(client),
  filters: [outcomesOf(client)],
  ackWaitMs: 30_000,
  // a sender that never acknowledges harms nobody but itself
  maxDeliver: -1,
  maxUnacknowledged: 1_000,
  tellsAcknowledgements: false,
});
