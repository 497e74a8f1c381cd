/** The operators' desk for clients: who answers for each, what lets it in, when it was here last. */
import { Injectable } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import { Access, type Client } from '../identity/access.js';
import { API_KEYS, type Credential, Credentials, type Issued, Logins, Uses, requireMayGive } from '../identity/identity.js';
import { Registry, clientDeclaration } from '../subscription/subscription.js';
import { type Asked, changeOrTry } from './asked.js';
import type { ClientQuery, KeyRotation, KeyWanted, Ownership } from './client-requests.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** `secret`: told now and never again; absent in a dry run. */
export interface KeyShown extends Credential {
  readonly secret?: string;
}

export interface ClientRow extends Pick<Client, 'id' | 'roles' | 'external' | 'owner' | 'reviewBy' | 'origin'> {
  readonly lastUsedAt: string | null;
  /** only receives, by webhook: it never logs in */
  readonly isReceiver: boolean;
  readonly credentials: readonly Credential[];
  readonly findings: readonly Finding[];
}

export type Finding = 'no-owner' | 'unused' | 'credential-expires' | 'review-due';

@Injectable()
export class Clients {
  constructor(
    private readonly registry: Registry,
    private readonly access: Access,
    private readonly credentials: Credentials,
    private readonly logins: Logins,
    private readonly uses: Uses,
  ) {}

  async list({ withoutOwner = false, unusedDays, expiringDays }: ClientQuery, now = new Date()): Promise<ClientRow[]> {
    const [inForce, uses, live] = await Promise.all([this.credentials.inForce(), this.uses.all(), this.logins.live()]);
    const connected = new Set(live.map(({ client }) => client));
    const rows = this.access.clients.map((client) => {
      const credentials = inForce.filter((each) => each.client === client.id);
      const lastUsedAt = connected.has(client.id) ? now : uses.get(client.id);
      return rowOf({ client, credentials, lastUsedAt, isReceiver: this.isReceiver(client) }, { unusedDays, expiringDays }, now);
    });
    const wanted: Finding[] = [
      ...(withoutOwner ? (['no-owner'] as const) : []),
      ...(unusedDays === undefined ? [] : (['unused'] as const)),
    ];
    const expires = (row: ClientRow): boolean => row.findings.some((each) => each === 'credential-expires' || each === 'review-due');
    return rows.filter((row) => wanted.every((each) => row.findings.includes(each)) && (expiringDays === undefined || expires(row)));
  }

  async own(id: string, { owner, reviewBy }: Ownership, asked: Asked): Promise<Client> {
    const declared = clientDeclaration.strip().parse({ ...this.known(id), owner: { name: owner.name, email: owner.email }, reviewBy });
    return changeOrTry(this.registry, asked, (change) => change.replaceClient(declared, 'api'));
  }

  async credentialsOf(id: string): Promise<Credential[]> {
    this.known(id);
    return this.credentials.of(id);
  }

  async issue(id: string, { expiresAt }: KeyWanted, asked: Asked): Promise<KeyShown> {
    const wanted = { apiKey: true, expiresAt: futureOf(expiresAt) };
    requireMayGive(asked, this.known(id).roles);
    const issued = await changeOrTry(this.registry, asked, (change) => this.credentials.issue(change, asked.by, id, wanted));
    return shownKey(issued, asked);
  }

  /** A new key; the others of the client end after the overlap. */
  async rotate(
    id: string,
    { expiresAt, overlapHours }: KeyRotation,
    asked: Asked,
  ): Promise<{ key: KeyShown; ending: readonly Credential[] }> {
    const wanted = { apiKey: true, expiresAt: futureOf(expiresAt) };
    requireMayGive(asked, this.known(id).roles);
    const { issued, ending } = await changeOrTry(this.registry, asked, async (change) => {
      const fresh = await this.credentials.issue(change, asked.by, id, wanted);
      const which = { client: id, keep: fresh.credential.id, kinds: API_KEYS };
      return { issued: fresh, ending: await this.credentials.end(change, asked.by, which, overlapHours * HOUR_MS) };
    });
    return { key: shownKey(issued, asked), ending };
  }

  /** Of any kind: a key opens nothing from the commit on, connections that a login opened are closed a moment later. */
  async revoke(id: string, credential: string, asked: Asked): Promise<void> {
    const isRevoked = await changeOrTry(this.registry, asked, (change) => this.credentials.revoke(change, asked.by, id, credential));
    if (!isRevoked) throw new Refused(refuse('credential-not-found', credential));
    if (!asked.dryRun) await this.logins.disconnect();
  }

  private isReceiver({ id, apiKeySha256, natsUser, oidcClient }: Client): boolean {
    const own = this.access.subscriptions.filter(({ client }) => client === id);
    const logsIn = [apiKeySha256, natsUser, oidcClient].some((each) => each !== undefined);
    return !logsIn && own.some(({ channel }) => channel.kind === 'webhook');
  }

  private known(id: string): Client {
    const client = this.access.client(id);
    if (client === undefined) throw new Refused(refuse('client-not-found', id));
    return client;
  }
}

interface Limits {
  readonly unusedDays: number | undefined;
  readonly expiringDays: number | undefined;
}

interface Known {
  readonly client: Client;
  readonly credentials: readonly Credential[];
  readonly lastUsedAt: Date | undefined;
  readonly isReceiver: boolean;
}

/** Without a limit of its own, unused means never used, and expiring means within 30 days. */
function rowOf(known: Known, { unusedDays, expiringDays = 30 }: Limits, now: Date): ClientRow {
  const { client, credentials, lastUsedAt, isReceiver } = known;
  const { id, roles, external, owner, reviewBy, origin } = client;
  const until = new Date(now.getTime() + expiringDays * DAY_MS);
  const isUnused = lastUsedAt === undefined || (unusedDays !== undefined && now.getTime() - lastUsedAt.getTime() >= unusedDays * DAY_MS);
  const findings: readonly (readonly [Finding, boolean])[] = [
    ['no-owner', client.owner === undefined],
    // one that has a credential but only receives by webhook otherwise is asked about all the same
    ['unused', isUnused && !(isReceiver && credentials.length === 0)],
    ['credential-expires', credentials.some(({ expiresAt }) => expiresAt !== null && expiresAt <= until)],
    ['review-due', client.reviewBy !== undefined && new Date(client.reviewBy) <= until],
  ];
  return {
    ...{ id, roles, external, owner, reviewBy, origin },
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    isReceiver,
    credentials,
    findings: findings.filter(([, holds]) => holds).map(([finding]) => finding),
  };
}

function futureOf(expiresAt: string | undefined): Date | undefined {
  if (expiresAt === undefined) return undefined;
  const at = new Date(expiresAt);
  if (at.getTime() <= Date.now())
    throw new Refused(refuse('schema-violation', { issues: [{ path: 'expiresAt', message: 'is over already' }] }));
  return at;
}

const shownKey = ({ credential, secret }: Issued, { dryRun }: Asked): KeyShown => ({
  ...credential,
  ...(secret === undefined || dryRun ? {} : { secret }),
});
