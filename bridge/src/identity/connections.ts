/**
 * The live connections of partners. It owns: whoever's credential or rights ended is disconnected at once, whatever replica let it in.
 * nats-server is asked who is there, so nothing that a crash forgot stays connected.
 */
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { explain } from '../failure.js';
import type { SideConnection } from '../nats/nats.js';
import type { Attempts } from './attempts.js';
import type { Credentials } from './credentials.js';
import { PARTNERS } from './login.js';
import { type ConnectionName, connectionNamed, markOf } from './permissions.js';
import type { ReachOfClients } from './reach.js';

const LIST = `$SYS.REQ.ACCOUNT.${PARTNERS}.CONNZ`;
const PAGE = 500;
/** what no change announces: a credential that ran out, a connection that was let in while its credential was being revoked */
const EACH_MS = 5_000;
/** a login that was judged before a change may be registered after the first look: nats-server waits 2 s for an answer at most */
const AGAIN_AFTER_MS = [200, 1_000, 2_500];

const listing = z.object({
  server: z.object({ id: z.string() }),
  data: z
    .object({
      connections: z
        .array(
          z.object({
            cid: z.number(),
            authorized_user: z.string().default(''),
            ip: z.string().default(''),
            start: z.string(),
            lang: z.string().default(''),
            version: z.string().default(''),
          }),
        )
        .default([]),
    })
    .default({ connections: [] }),
});

const kicked = z.object({ error: z.object({ description: z.string() }).optional() });

export interface LiveConnection extends ConnectionName {
  readonly server: string;
  readonly id: number;
  readonly host: string;
  readonly since: string;
  readonly library: string;
}

export interface ConnectionsNeeds {
  readonly credentials: Credentials;
  readonly reach: ReachOfClients;
  readonly attempts: Attempts;
  readonly refresh: () => Promise<void>;
}

export class Connections {
  private readonly logger = new Logger('identity');
  private readonly again = new Set<NodeJS.Timeout>();
  private readonly looks = new Set<Promise<unknown>>();
  private regularly: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: SideConnection,
    private readonly needs: ConnectionsNeeds,
  ) {}

  start(): void {
    this.regularly = setInterval(() => {
      this.lookQuietly();
    }, EACH_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.regularly);
    this.forgetAgain();
    await Promise.all(this.looks);
  }

  /** After a change: now, and again for those that were on their way in. Resolves after the first look; how many had to go. */
  afterChange(): Promise<number> {
    this.forgetAgain();
    for (const delayMs of AGAIN_AFTER_MS)
      this.again.add(
        setTimeout(() => {
          this.lookQuietly();
        }, delayMs),
      );
    return this.look();
  }

  /** Those of one client, or of all. */
  async live(client?: string): Promise<LiveConnection[]> {
    const found: LiveConnection[] = [];
    for await (const page of this.pages()) found.push(...page);
    return client === undefined ? found : found.filter((each) => each.client === client);
  }

  /** Disconnects whoever is not in line with today's credentials and rights; returns how many. */
  private async look(): Promise<number> {
    await this.needs.refresh();
    let left = 0;
    for await (const page of this.pages()) left += await this.disconnect(page);
    return left;
  }

  private async disconnect(live: readonly LiveConnection[]): Promise<number> {
    const valid = await this.needs.credentials.valid([...new Set(live.map(({ credential }) => credential))]);
    const leaving = live.filter((each) => !valid.has(each.credential) || !this.hasTodaysRights(each));
    await Promise.all(leaving.map((each) => this.kick(each, valid.has(each.credential) ? 'its rights changed' : 'its credential ended')));
    return leaving.length;
  }

  private lookQuietly(): void {
    const turnedAway = this.needs.attempts.turnedAway();
    if (turnedAway > 0) this.logger.warn({ msg: 'logins were refused unseen: too many failed', count: turnedAway });
    const look = this.look()
      .catch((error: unknown) => {
        this.logger.warn({ msg: 'the connections of partners could not be looked at', reason: explain(error) });
      })
      .finally(() => this.looks.delete(look));
    this.looks.add(look);
  }

  private forgetAgain(): void {
    for (const timer of this.again) clearTimeout(timer);
    this.again.clear();
  }

  private hasTodaysRights({ client: id, mark }: LiveConnection): boolean {
    const client = this.needs.reach.client(id);
    return client !== undefined && markOf(this.needs.reach.permissions(client)) === mark;
  }

  /** A connection that went by itself meanwhile is no failure. nats-server does nothing that it cannot answer: it has to be a request. */
  private async kick({ server, id, client, credential }: LiveConnection, why: string): Promise<void> {
    const { error } = kicked.parse(await this.connection.ask(`$SYS.REQ.SERVER.${server}.KICK`, { cid: id }));
    if (error === undefined) this.logger.log({ msg: 'a connection was closed', client, credential, why });
  }

  /** One after another, as the servers answer. */
  private async *pages(): AsyncGenerator<LiveConnection[]> {
    for (let offset = 0, more = true; more; offset += PAGE) {
      more = false;
      for await (const answer of this.connection.askAll(LIST, { auth: true, limit: PAGE, offset })) {
        const { server, data } = listing.parse(answer);
        more ||= data.connections.length === PAGE;
        yield data.connections.flatMap((each) => liveOf(server.id, each));
      }
    }
  }
}

type Listed = z.infer<typeof listing>['data']['connections'][number];

/** None for a connection that the bridge did not let in: a user whom an operator put into the configuration. */
function liveOf(server: string, { cid, authorized_user: user, ip, start, lang, version }: Listed): LiveConnection[] {
  const name = connectionNamed(user);
  return name === undefined ? [] : [{ ...name, server, id: cid, host: ip, since: start, library: `${lang} ${version}` }];
}
