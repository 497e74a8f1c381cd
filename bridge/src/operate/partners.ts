/**
 * The operators' desk for partners: a client with its subscriptions and its login as one thing. What is changed is one transaction, so
 * nothing is ever half there; what follows it (disconnecting, testing) can be asked for again.
 */
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { refuse } from '@odoo-nats-bridge/contracts';
import { DeliveryState, type Undelivered } from '../deliver/deliver.js';
import { Refused } from '../failure.js';
import { Access, type Client, type Subscription } from '../identity/access.js';
import {
  type Credential,
  Credentials,
  type Issued,
  type LiveConnection,
  Logins,
  NATS_LOGINS,
  inboxOf,
  requireMayGive,
} from '../identity/identity.js';
import {
  type Change,
  type ClientDeclaration,
  Registry,
  type SubscriptionDeclaration,
  clientDeclaration,
  clientOf,
  shown,
  subscriptionDeclaration,
} from '../subscription/subscription.js';
import { type Asked, changeOrTry } from './asked.js';
import { parsedBy } from './parsed-by.js';
import { type PartnerDeclaration, partnerDeclaration, rotation } from './partner-declaration.js';
import { PartnerTests, type TestReport } from './partner-tests.js';

const HOUR_MS = 3_600_000;

/** `secret`: shown now and never again; absent for a key of the partner's own. */
export interface ShownCredential extends Omit<Credential, 'client'> {
  readonly user: string;
  readonly secret?: string;
  /** what a client has to be told besides: the two settings that differ from a plain JetStream */
  readonly settings: { readonly inboxPrefix: string; readonly apiPrefix: string };
}

export interface PartnerAdded {
  readonly partner: string;
  readonly dryRun: boolean;
  /** what was not there before: `client`, `subscription <name>`, `credential` */
  readonly made: readonly string[];
  readonly credential: ShownCredential | null;
  /** of new webhook subscriptions, by name; shown now and never again */
  readonly signingSecrets: Readonly<Record<string, readonly string[]>>;
  readonly tests: readonly TestReport[];
}

export interface PartnerRemoved {
  readonly partner: string;
  readonly dryRun: boolean;
  readonly credentialsRevoked: number;
  readonly connectionsClosed: number;
  readonly undelivered: Readonly<Record<string, Undelivered>>;
}

@Injectable()
export class Partners {
  constructor(
    private readonly registry: Registry,
    private readonly access: Access,
    private readonly credentials: Credentials,
    private readonly logins: Logins,
    private readonly state: DeliveryState,
    private readonly tests: PartnerTests,
  ) {}

  /** Asked for again, it makes what is missing and tests anew. Refused `client-exists` when the name stands for something else. */
  async add(body: unknown, parse: (body: unknown, owner: Client) => SubscriptionDeclaration, asked: Asked): Promise<PartnerAdded> {
    const declared = parsedBy(partnerDeclaration, body);
    requireMayGive(asked, declared.roles);
    const client = this.clientOf(declared);
    const subscriptions = namedIn(declared).map((each) => parse(each, clientOf(client)));
    const made = await changeOrTry(this.registry, asked, (change) => this.make(change, asked.by, { declared, client, subscriptions }));
    const tests = asked.dryRun ? [] : await this.test(asked.by, subscriptions, made.issued?.secret);
    return {
      partner: client.id,
      dryRun: asked.dryRun,
      made: made.made,
      credential: made.issued === undefined ? null : shownCredential(made.issued, asked.dryRun),
      signingSecrets: asked.dryRun ? {} : made.signingSecrets,
      tests,
    };
  }

  /** Its login ends with the transaction, its connections a moment later; what it did not get stays, for whoever asks. */
  async remove(name: string, asked: Asked): Promise<PartnerRemoved> {
    this.known(name);
    const subscriptions = this.access.subscriptions.filter(({ client }) => client === name);
    const live = await this.logins.live(name);
    const revoked = await changeOrTry(this.registry, asked, async (change) => {
      const ended = await this.credentials.end(change, asked.by, { client: name }, 0);
      await change.closeClient(name, 'api');
      return ended.length;
    });
    if (!asked.dryRun) await this.logins.disconnect();
    const undelivered = await Promise.all(subscriptions.map(async (each) => [each.name, await this.state.undelivered(each.name)] as const));
    return {
      partner: name,
      dryRun: asked.dryRun,
      credentialsRevoked: revoked,
      connectionsClosed: live.length,
      undelivered: Object.fromEntries(undelivered),
    };
  }

  /** A new credential; the others end after the overlap, with what they opened. Also the first one of a client of the access file. */
  async rotate(name: string, body: unknown, asked: Asked): Promise<{ credential: ShownCredential; ending: Omit<Credential, 'client'>[] }> {
    const { overlapHours, ...wanted } = parsedBy(rotation, body);
    requireMayGive(asked, this.known(name).roles);
    const { issued, ending } = await changeOrTry(this.registry, asked, async (change) => {
      const fresh = await this.credentials.issue(change, asked.by, name, wanted);
      const which = { client: name, keep: fresh.credential.id, kinds: NATS_LOGINS };
      const others = await this.credentials.end(change, asked.by, which, overlapHours * HOUR_MS);
      return { issued: fresh, ending: others };
    });
    return { credential: shownCredential(issued, asked.dryRun), ending: ending.map(withoutClient) };
  }

  async show(name: string): Promise<Readonly<Record<string, unknown>>> {
    const client = this.known(name);
    const subscriptions = this.access.subscriptions.filter((each) => each.client === name);
    const { apiKeySha256, ...open } = client;
    return {
      ...open,
      hasApiKey: apiKeySha256 !== undefined,
      subscriptions: await Promise.all(
        subscriptions.map(async (each) => ({ ...shown(each), undelivered: await this.state.undelivered(each.name) })),
      ),
      credentials: (await this.credentials.of(name)).map(withoutClient),
      connections: (await this.logins.live(name)).map(shownConnection),
    };
  }

  private async make(change: Change, by: string, { declared, client, subscriptions }: Wanted) {
    const made: string[] = [];
    const signingSecrets: Record<string, string[]> = {};
    if (this.access.client(client.id) === undefined) {
      await change.createClient(client, 'api');
      made.push('client');
    }
    for (const each of subscriptions) {
      if (this.isThere(each)) continue;
      await createOrTakeBack(change, each);
      made.push(`subscription ${each.name}`);
      if (each.channel.kind === 'webhook') signingSecrets[each.name] = each.channel.secrets.map(({ value }) => value);
    }
    const issued = await this.issueFirst(change, by, { declared, client, subscriptions });
    if (issued !== undefined) made.push('credential');
    return { made, signingSecrets, issued };
  }

  /** A client that has a valid one keeps it: a repeat must not end what the partner already uses. `rotate` gives a new one. */
  private async issueFirst(change: Change, by: string, { declared, client, subscriptions }: Wanted): Promise<Issued | undefined> {
    const wants = declared.credential !== undefined || subscriptions.some(({ channel }) => channel.kind === 'nats');
    const known = await this.credentials.of(client.id);
    const logins = known.filter(({ kind }) => kind !== 'api-key');
    const valid = await this.credentials.valid(logins.map(({ id }) => id));
    if (!wants || valid.size > 0) return undefined;
    return this.credentials.issue(change, by, client.id, declared.credential ?? {});
  }

  private async test(by: string, declared: readonly SubscriptionDeclaration[], secret: string | undefined): Promise<TestReport[]> {
    const subscriptions = declared
      .map(({ name }) => this.access.subscription(name))
      .filter((each): each is Subscription => each !== undefined);
    return Promise.all(subscriptions.map((each) => this.tests.run(by, each, secret)));
  }

  private clientOf(declared: PartnerDeclaration): ClientDeclaration {
    const { name: id, roles, supplier, scope, system, apiKeySha256, oidcClient, owner, reviewBy } = declared;
    const said = { id, roles, supplier, scope, system, apiKeySha256, oidcClient, owner, reviewBy };
    const client = parsedBy(clientDeclaration, { ...said, external: true });
    const known = this.access.client(id);
    if (known !== undefined && !isDeepStrictEqual(comparable(clientDeclaration.strip().parse(known)), comparable(client)))
      throw new Refused(refuse('client-exists', `${id} is there with other roles, scope or key`));
    return client;
  }

  private isThere(declared: SubscriptionDeclaration): boolean {
    const known = this.access.subscription(declared.name);
    if (known === undefined) return false;
    if (isDeepStrictEqual(withoutSecrets(subscriptionDeclaration.strip().parse(known)), withoutSecrets(declared))) return true;
    throw new Refused(refuse('subscription-exists', `${declared.name} is there and declared otherwise`));
  }

  private known(name: string): Client {
    const client = this.access.client(name);
    if (client === undefined) throw new Refused(refuse('client-not-found', name));
    return client;
  }
}

interface Wanted {
  readonly declared: PartnerDeclaration;
  readonly client: ClientDeclaration;
  readonly subscriptions: readonly SubscriptionDeclaration[];
}

/** A partner that was removed and comes back finds its subscription, and what waits there. */
async function createOrTakeBack(change: Change, declared: SubscriptionDeclaration): Promise<void> {
  try {
    await change.create(declared, 'api');
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.refusal.code !== 'subscription-exists') throw thrown;
    await change.replace(declared, 'api');
  }
}

/** Each with its owner; a single one without a name is `<partner>-events`. */
function namedIn({ name: client, subscriptions }: PartnerDeclaration): Record<string, unknown>[] {
  const only = subscriptions.length === 1 ? { name: `${client}-events` } : {};
  return subscriptions.map((each) => ({ ...only, ...each, client }));
}

const comparable = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The bridge makes up a secret for a webhook that names none, another one each time. */
function withoutSecrets(declared: SubscriptionDeclaration): unknown {
  const { channel } = declared;
  return comparable({ ...declared, channel: channel.kind === 'webhook' ? { ...channel, secrets: [] } : channel });
}

function withoutClient({ id, kind, issuedAt, issuedBy, expiresAt, revokedAt, lastUsedAt }: Credential): Omit<Credential, 'client'> {
  return { id, kind, issuedAt, issuedBy, expiresAt, revokedAt, lastUsedAt };
}

function shownCredential({ credential, secret }: Issued, dryRun: boolean): ShownCredential {
  const { client: user, ...open } = credential;
  const settings = { inboxPrefix: inboxOf(user), apiPrefix: 'hub.api' };
  return { ...open, user, settings, ...(secret === undefined || dryRun ? {} : { secret }) };
}

const shownConnection = ({ host, since, library, credential }: LiveConnection) => ({ host, since, library, credential });
