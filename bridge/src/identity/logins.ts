/** Partners' logins to NATS, from the start of the bridge to its end: judged on one connection, ended on another. */
import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { explain } from '../failure.js';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { SideConnection } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { Registry } from '../subscription/subscription.js';
import { Access } from './access.js';
import { Attempts } from './attempts.js';
import { Callout } from './callout.js';
import { Connections, type LiveConnection } from './connections.js';
import { Credentials } from './credentials.js';
import { signingKey } from './nkey.js';
import { ReachOfClients } from './reach.js';

/** the users of nats-server.conf */
const JUDGE = 'callout';
const DOORMAN = 'kick';

const consumer = z.object({ name: z.string(), num_pending: z.number() });

@Injectable()
export class Logins implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('identity');
  private readonly attempts = new Attempts();
  private sides: readonly SideConnection[] = [];
  private connections: Connections | undefined;
  private forget: () => void = () => undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly access: Access,
    private readonly registry: Registry,
    private readonly credentials: Credentials,
    private readonly reach: ReachOfClients,
    private readonly health: Health,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { url, callout } = this.config.nats;
    if (callout === undefined) {
      this.health.report('logins', 'ok', 'nats-server does not ask this bridge: BRIDGE_NATS_CALLOUT_SEED is not set');
      return;
    }
    const [judge, doorman] = await Promise.all(
      [JUDGE, DOORMAN].map((user) => SideConnection.open({ url, user, password: callout.password })),
    );
    if (judge === undefined || doorman === undefined) return;
    this.sides = [judge, doorman];
    const { attempts, credentials, reach } = this;
    const refresh = (): Promise<void> => this.registry.refresh();
    new Callout({ key: signingKey(callout.seed, 'A'), attempts, credentials, reach, refresh }).answerOn(judge);
    this.connections = new Connections(doorman, { attempts, credentials, reach, refresh });
    this.connections.start();
    this.forget = this.access.onChange(() => {
      this.disconnect().catch((error: unknown) => {
        this.logger.warn({ msg: 'after a change the connections of partners could not be looked at', reason: explain(error) });
      });
    });
    this.health.report('logins', 'ok', 'partners’ logins are judged here');
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.forget();
    await this.connections?.stop();
    await Promise.all(this.sides.map((side) => side.close()));
  }

  /** Closes what is not in line any more; how many. */
  async disconnect(): Promise<number> {
    return (await this.connections?.afterChange()) ?? 0;
  }

  /** Logs in as the client would and looks at its consumer; what the consumer says, or why not. */
  async tryIn(client: string, secret: string, subscription: string): Promise<{ readonly ms: number; readonly failure?: string }> {
    const since = performance.now();
    const took = (): { ms: number } => ({ ms: Math.round(performance.now() - since) });
    try {
      const side = await SideConnection.open({ url: this.config.nats.url, user: client, password: secret });
      try {
        consumer.parse(await side.ask(`hub.api.CONSUMER.INFO.${STREAMS.deliveries}.${subscription}`, {}));
        return took();
      } finally {
        await side.close();
      }
    } catch (error) {
      return { ...took(), failure: explain(error) };
    }
  }

  /** Who of this client, or of all, is connected now. */
  async live(client?: string): Promise<LiveConnection[]> {
    return (await this.connections?.live(client)) ?? [];
  }
}
