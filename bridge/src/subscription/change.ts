/** One transaction's changes of clients and subscriptions. Refuses what contradicts what is there; tells each change to the audit. */
import { refuse } from '@odoo-nats-bridge/contracts';
import type { NewAuditEntry } from '../audit/audit.js';
import { Refused } from '../failure.js';
import type { SecretBox, Transaction } from '../store/store.js';
import { clientEvidence, subscriptionEvidence } from './evidence.js';
import type { Client, ClientDeclaration, Origin, Subscription, SubscriptionDeclaration, SubscriptionStatus } from './model.js';
import { type KnownSubscription, findClient, findSubscription, takenBy, writeClient, writeSubscription } from './rows.js';

interface Context {
  readonly by: string;
  readonly revision: number;
}

const STATUS_VERBS = { active: 'resumed', paused: 'paused', disabled: 'disabled' } as const satisfies Record<SubscriptionStatus, string>;

export class Change {
  readonly entries: NewAuditEntry[] = [];

  constructor(
    /** for what else has to commit together with it */
    readonly tx: Transaction,
    private readonly box: SecretBox,
    private readonly context: Context,
  ) {}

  /** Refused `subscription-exists`: a name is its client's for good, deleted or not, because old deliveries of it may still lie there. */
  async create(declared: SubscriptionDeclaration, origin: Origin): Promise<Subscription> {
    await this.activeClient(declared.client);
    const existing = await findSubscription(this.tx, declared.name, this.box);
    if (existing !== undefined && (existing.status !== 'deleted' || existing.client !== declared.client))
      throw new Refused(refuse('subscription-exists', `${declared.name} is or was the name of another subscription`));
    return this.write(declared, { status: 'active', origin }, 'created');
  }

  /** All of its declaration but name and client; its status stays. */
  async replace(declared: SubscriptionDeclaration, origin: Origin): Promise<Subscription> {
    const { status, statusReason, client } = await this.own(declared.name, origin);
    await this.activeClient(client);
    if (client !== declared.client) throw new Refused(refuse('subscription-exists', `${declared.name} belongs to ${client}`));
    return this.write(declared, { status, statusReason, origin }, 'changed');
  }

  async setStatus(name: string, status: SubscriptionStatus, reason?: string): Promise<Subscription> {
    const known = await this.existing(name);
    if (known.status === status) return known;
    return this.write(known, { status, statusReason: reason, origin: known.origin }, STATUS_VERBS[status]);
  }

  async delete(name: string, origin: Origin): Promise<void> {
    const known = await this.own(name, origin);
    const { revision, by } = this.context;
    await writeSubscription(this.tx, { ...known, status: 'deleted', revision }, this.box);
    this.entries.push(subscriptionEvidence('deleted', by, { ...known, revision }));
  }

  async createClient(declared: ClientDeclaration, origin: Origin): Promise<Client> {
    const existing = await findClient(this.tx, declared.id);
    if (existing?.status === 'active') throw new Refused(refuse('client-exists', declared.id));
    return this.writeClient(declared, { status: 'active', origin }, 'created');
  }

  async replaceClient(declared: ClientDeclaration, origin: Origin): Promise<Client> {
    const known = await this.activeClient(declared.id);
    refuseForeign(known.origin, origin, declared.id);
    return this.writeClient(declared, { status: 'active', origin }, 'changed');
  }

  /** Nothing of it is delivered, answered or accepted any more; its subscriptions stay as they are, for whoever asks later. */
  async closeClient(id: string, origin: Origin): Promise<void> {
    const known = await this.activeClient(id);
    refuseForeign(known.origin, origin, id);
    await this.writeClient(known, { status: 'closed', origin }, 'closed');
  }

  private async write(
    declared: SubscriptionDeclaration,
    state: Pick<Subscription, 'status' | 'statusReason' | 'origin'>,
    verb: string,
  ): Promise<Subscription> {
    const { by, revision } = this.context;
    const row = { ...declared, ...state, revision };
    const written = { ...row, ordinal: await writeSubscription(this.tx, row, this.box) };
    this.entries.push(subscriptionEvidence(verb, by, written));
    return written;
  }

  private async writeClient(declared: ClientDeclaration, state: Pick<Client, 'status' | 'origin'>, verb: string): Promise<Client> {
    const { by, revision } = this.context;
    // whose it is is not told: the name of a client is nothing for somebody who only tries logins
    if (state.status === 'active' && (await takenBy(this.tx, declared)) !== undefined)
      throw new Refused(refuse('login-taken', `${declared.id} names a login of another client`));
    const written = { ...declared, ...state, revision };
    await writeClient(this.tx, written);
    this.entries.push(clientEvidence(verb, by, written));
    return written;
  }

  private async activeClient(id: string): Promise<Client> {
    const found = await findClient(this.tx, id);
    if (found?.status !== 'active') throw new Refused(refuse('client-not-found', id));
    return found;
  }

  private async existing(name: string): Promise<Subscription> {
    const found = await findSubscription(this.tx, name, this.box);
    if (found === undefined || !isAlive(found)) throw new Refused(refuse('subscription-not-found', name));
    return found;
  }

  private async own(name: string, origin: Origin): Promise<Subscription> {
    const found = await this.existing(name);
    refuseForeign(found.origin, origin, name);
    return found;
  }
}

const isAlive = (found: KnownSubscription): found is Subscription => found.status !== 'deleted';

/** What the access file declares is changed there: a change by API would be undone at the next start. */
function refuseForeign(declaredBy: Origin, changedBy: Origin, what: string): void {
  if (declaredBy !== changedBy) throw new Refused(refuse('declared-elsewhere', `${what} is declared by ${declaredBy}`));
}
