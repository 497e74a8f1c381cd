/** A nats-server as customers run it, bridges that judge its logins, clients with subscriptions, and partners with issued credentials. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, type NatsConnection, connect, nkeyAuthenticator } from '@nats-io/transport-node';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Credentials, type Issued, Logins, type Wanted } from '../../src/identity/identity.js';
import type { Nats } from '../../src/nats/connection.js';
import { Registry, clientDeclaration, subscriptionDeclaration } from '../../src/subscription/subscription.js';
import { access, configOf, startBridge } from '../rig/bridge.js';
import { GuardedNats } from '../rig/guarded-nats.js';
import { dropDatabase, emptyDatabase } from '../rig/postgres.js';

export const OPERATOR = 'ops';

export class Scene {
  readonly bridges: NestFastifyApplication[] = [];
  /** lines that the bridges logged */
  readonly log: string[] = [];
  private readonly partners: NatsConnection[] = [];

  private constructor(
    readonly server: GuardedNats,
    private readonly database: { readonly url: string; readonly name: string },
    readonly hub: Nats,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Scene> {
    const database = await emptyDatabase();
    const server = await GuardedNats.start();
    const folder = mkdtempSync(join(tmpdir(), 'bridge-'));
    writeFileSync(join(folder, 'access.json'), JSON.stringify(access));
    const scene = new Scene(server, database, await server.hub(), folder);
    await scene.addBridge();
    return scene;
  }

  async addBridge(): Promise<NestFastifyApplication> {
    const app = await startBridge(configOf(this.server.settings, this.database.url, join(this.folder, 'access.json')));
    this.bridges.push(app);
    const note = (...words: unknown[]): number => this.log.push(JSON.stringify(words));
    Logger.overrideLogger({ log: note, warn: note, error: note, debug: note, verbose: note, fatal: note });
    return app;
  }

  async closeBridges(): Promise<void> {
    for (const app of this.bridges.splice(0)) await app.close();
  }

  get bridge(): NestFastifyApplication {
    const [first] = this.bridges;
    if (first === undefined) throw new Error('no bridge runs');
    return first;
  }

  /** A supplier with one subscription over NATS, `<id>-orders`. */
  async client(id: string, roles: readonly string[] = ['supplier']): Promise<void> {
    const registry = this.bridge.get(Registry);
    await registry.createClient(OPERATOR, clientDeclaration.parse({ id, roles, supplier: `odoo:demo:res.partner:${id}` }));
    await this.subscription(id, `${id}-orders`);
  }

  async subscription(client: string, name: string): Promise<void> {
    const declared = { name, client, contracts: ['procurement.*'], channel: { kind: 'nats' } };
    await this.bridge.get(Registry).create(OPERATOR, subscriptionDeclaration.parse(declared));
  }

  /** A further credential; the others of the client end after `othersEndAfterMs`, when given. */
  async issue(client: string, wanted: Wanted = {}, othersEndAfterMs?: number): Promise<Issued> {
    const credentials = this.bridge.get(Credentials);
    return this.bridge.get(Registry).change(OPERATOR, async (change) => {
      const issued = await credentials.issue(change, OPERATOR, client, wanted);
      if (othersEndAfterMs !== undefined) await credentials.end(change, OPERATOR, { client, keep: issued.credential.id }, othersEndAfterMs);
      return issued;
    });
  }

  async revoke(client: string, { credential }: Issued): Promise<void> {
    const credentials = this.bridge.get(Credentials);
    await this.bridge.get(Registry).change(OPERATOR, (change) => credentials.revoke(change, OPERATOR, client, credential.id));
    await this.bridge.get(Logins).disconnect();
  }

  /** Logs in as that client; never comes back by itself when it is disconnected. */
  async login(client: string, secret: string | undefined, more: ConnectionOptions = {}): Promise<NatsConnection> {
    const options = {
      servers: this.server.url,
      inboxPrefix: `_INBOX.${client}`,
      reconnect: false,
      timeout: 5_000,
      user: client,
      pass: secret ?? '',
    };
    return this.keep(await connect({ ...options, ...more }));
  }

  async loginByKey(client: string, seed: Uint8Array): Promise<NatsConnection> {
    const options = { servers: this.server.url, inboxPrefix: `_INBOX.${client}`, reconnect: false, timeout: 5_000 };
    return this.keep(await connect({ ...options, authenticator: nkeyAuthenticator(seed) }));
  }

  async close(): Promise<void> {
    for (const partner of this.partners) if (!partner.isClosed()) await partner.close();
    await this.closeBridges();
    await this.hub.onApplicationShutdown();
    await this.server.dispose();
    await dropDatabase(this.database.name);
    rmSync(this.folder, { recursive: true });
  }

  private keep(partner: NatsConnection): NatsConnection {
    this.partners.push(partner);
    // what the server refuses is asked for by the tests; an unread status would be an unhandled rejection
    void partner.closed().catch(() => undefined);
    return partner;
  }
}
