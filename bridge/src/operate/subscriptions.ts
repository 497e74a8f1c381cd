/** The operators' desk for subscriptions: checks what is asked, changes it, and shows it without secrets. */
import { Injectable } from '@nestjs/common';
import { type Catalog, catalog, refuse } from '@odoo-nats-bridge/contracts';
import { randomBytes } from 'node:crypto';
import { UNCHALLENGED, newEd25519Secret, newHmacSecret, rotated } from '../deliver/deliver.js';
import { Refused } from '../failure.js';
import { Access, type Client, type Subscription } from '../identity/access.js';
import { Policy } from '../policy/policy.js';
import {
  type Change,
  Registry,
  type SubscriptionDeclaration,
  type SubscriptionStatus,
  isTwin,
  shown,
  subscriptionDeclaration,
  wrongIn,
} from '../subscription/subscription.js';
import { type Asked, changeOrTry } from './asked.js';
import { parsedBy } from './parsed-by.js';

export type Shown = Readonly<Record<string, unknown>>;

@Injectable()
export class Subscriptions {
  private readonly catalog: Pick<Catalog, 'events'> = catalog;

  constructor(
    private readonly registry: Registry,
    private readonly access: Access,
    private readonly policy: Policy,
  ) {}

  list(client?: string): Shown[] {
    return this.access.subscriptions.filter((each) => client === undefined || each.client === client).map(shown);
  }

  get(name: string): Shown {
    return shown(this.known(name));
  }

  /** A webhook without a secret gets one. Its secrets are shown in this answer and never again. */
  async create(body: unknown, asked: Asked, waitsForChallenge = false): Promise<Shown> {
    const declared = this.declared(body);
    const created = await this.do(asked, async (change) => {
      const active = await change.create(declared, 'api');
      return waitsForChallenge ? change.setStatus(declared.name, 'paused', UNCHALLENGED) : active;
    });
    const { channel } = declared;
    return channel.kind === 'webhook' && !asked.dryRun
      ? { ...shown(created), secrets: channel.secrets.map(({ value }) => value) }
      : shown(created);
  }

  /** What the body names is replaced; what it does not name stays, secrets included. */
  async change(name: string, body: Readonly<Record<string, unknown>>, asked: Asked): Promise<Shown> {
    const known = this.known(name);
    const { channel, ...rest } = body;
    const merged = { ...subscriptionDeclaration.strip().parse(known), ...rest, channel: mergedChannel(known, channel), name };
    const declared = withSecret(parsedBy(subscriptionDeclaration, merged));
    this.check(declared);
    return shown(await this.do(asked, (change) => change.replace(declared, 'api')));
  }

  async setStatus(name: string, status: SubscriptionStatus, reason: string | undefined, asked: Asked): Promise<Shown> {
    return shown(await this.do(asked, (change) => change.setStatus(name, status, reason)));
  }

  /**
   * A new signing secret beside the one in use, which goes on signing for 24 h. Of `v1` the secret is shown, once; of `v1a` only the
   * public key, which the receiver verifies with.
   */
  async rotateSecret(name: string, version: 'v1' | 'v1a', asked: Asked): Promise<Shown> {
    const known = this.known(name);
    const { channel } = known;
    if (channel.kind !== 'webhook') throw new Refused(refuse('schema-violation', `${name} has no endpoint`));
    const { secret, shown: told } = newSecret(version);
    const declared = subscriptionDeclaration
      .strip()
      .parse({ ...known, channel: { ...channel, secrets: rotated(channel.secrets, secret, new Date()) } });
    const changed = await this.do(asked, (change) => change.replace(declared, 'api'));
    return { ...shown(changed), ...(asked.dryRun ? {} : told) };
  }

  async delete(name: string, asked: Asked): Promise<void> {
    await this.do(asked, (change) => change.delete(name, 'api'));
  }

  /** Checked, with a secret where it needs one. `owner`: the client, when it is only about to be made. */
  declared(body: unknown, owner?: Client): SubscriptionDeclaration {
    const declared = withSecret(parsedBy(subscriptionDeclaration, body));
    this.check(declared, owner);
    return declared;
  }

  private check(declared: SubscriptionDeclaration, owner?: Client): void {
    const client = owner ?? this.access.client(declared.client);
    if (client === undefined) throw new Refused(refuse('client-not-found', declared.client));
    const wrong = wrongIn(declared, client, this.catalog) ?? this.notGranted(declared, client);
    if (wrong !== undefined) throw new Refused(wrong);
    const twin = this.access.subscriptions.find((other) => isTwin(declared, other));
    if (twin !== undefined) throw new Refused(refuse('subscription-exists', `${twin.name} delivers the same to the same place`));
  }

  private notGranted({ fieldClasses }: SubscriptionDeclaration, client: Client) {
    const granted = this.policy.visibleClasses(client);
    const more = fieldClasses.filter((each) => !granted.has(each));
    return more.length === 0 ? undefined : refuse('class-not-granted', { fieldClasses: more });
  }

  private known(name: string): Subscription {
    const found = this.access.subscription(name);
    if (found === undefined) throw new Refused(refuse('subscription-not-found', name));
    return found;
  }

  private do<Result>(asked: Asked, work: (change: Change) => Promise<Result>): Promise<Result> {
    return changeOrTry(this.registry, asked, work);
  }
}

function newSecret(version: 'v1' | 'v1a'): { readonly secret: string; readonly shown: Shown } {
  if (version === 'v1a') {
    const { secret, publicKey } = newEd25519Secret();
    return { secret, shown: { publicKey } };
  }
  const secret = newHmacSecret();
  return { secret, shown: { secret } };
}

function withSecret(declared: SubscriptionDeclaration): SubscriptionDeclaration {
  const { channel } = declared;
  if (channel.kind !== 'webhook' || channel.secrets.length > 0) return declared;
  return { ...declared, channel: { ...channel, secrets: [{ value: `whsec_${randomBytes(32).toString('base64')}` }] } };
}

/** Of the same kind: what is not named stays. */
function mergedChannel({ channel }: Subscription, asked: unknown): unknown {
  if (asked === undefined) return channel;
  if (typeof asked !== 'object' || asked === null || !('kind' in asked) || asked.kind !== channel.kind) return asked;
  const kept = 'secret' in asked || 'secrets' in asked ? { ...channel, secrets: [] } : channel;
  return { ...kept, ...asked };
}
