/** The tables `client` and `subscription` and the model: reading and writing of single rows. Secrets are sealed on their way in. */
import { Defect } from '../failure.js';
import type { AccessState } from '../identity/access.js';
import type { SecretBox, Transaction } from '../store/store.js';
import {
  type Client,
  type ClientDeclaration,
  type Origin,
  type SigningSecret,
  type Subscription,
  type SubscriptionDeclaration,
  type SubscriptionStatus,
  clientDeclaration,
  subscriptionDeclaration,
} from './model.js';

interface ClientRow {
  readonly id: string;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly status: Client['status'];
  readonly origin: Origin;
  readonly revision: number;
}

interface SubscriptionRow {
  readonly name: string;
  readonly ordinal: number;
  readonly client: string;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly sealed: string | null;
  readonly status: SubscriptionStatus | 'deleted';
  readonly status_reason: string | null;
  readonly origin: Origin;
  readonly revision: number;
}

export type KnownSubscription = Omit<Subscription, 'status'> & { readonly status: SubscriptionRow['status'] };

/** What goes into `definition`: everything but the key, the owner and the secrets. */
function withoutSecrets(declared: SubscriptionDeclaration): Record<string, unknown> {
  const { contracts, scope, fieldClasses, channel, mode, order, limits } = declared;
  const open = channel.kind === 'webhook' ? { ...channel, secrets: [] } : channel;
  return { contracts, scope, fieldClasses, channel: open, mode, order, limits };
}

const aboutOf = (name: string): string => `subscription:${name}`;

function sealedOf({ name, channel }: SubscriptionDeclaration, box: SecretBox): string | null {
  return channel.kind === 'webhook' && channel.secrets.length > 0 ? box.seal(JSON.stringify(channel.secrets), aboutOf(name)) : null;
}

function clientFrom({ id, definition, status, origin, revision }: ClientRow): Client {
  return { ...clientDeclaration.parse({ ...definition, id }), status, origin, revision };
}

function subscriptionFrom(row: SubscriptionRow, box: SecretBox): KnownSubscription {
  const { name, client, definition, sealed, status, status_reason: statusReason, origin, revision, ordinal } = row;
  const declared = subscriptionDeclaration.parse({ ...definition, name, client });
  const state = { status, ...(statusReason === null ? {} : { statusReason }), origin, revision, ordinal };
  if (declared.channel.kind !== 'webhook' || sealed === null) return { ...declared, ...state };
  const secrets = JSON.parse(box.open(sealed, aboutOf(name))) as SigningSecret[];
  return { ...declared, channel: { ...declared.channel, secrets }, ...state };
}

const ALIVE = `SELECT s.* FROM subscription s JOIN client c ON c.id = s.client
  WHERE s.status <> 'deleted' AND c.status = 'active' ORDER BY s.ordinal`;

/** Both tables as of one moment: call it in a REPEATABLE READ transaction, or while holding the revision. */
export async function readAll(tx: Transaction, box: SecretBox): Promise<AccessState> {
  const revision = await readRevision(tx);
  const clients = await tx.query<ClientRow[]>(`SELECT * FROM client WHERE status = 'active' ORDER BY id`);
  const subscriptions = await tx.query<SubscriptionRow[]>(ALIVE);
  const alive = subscriptions.map((row) => subscriptionFrom(row, box) as Subscription);
  const deleted = await tx.query<{ name: string }[]>(`SELECT name FROM subscription WHERE status = 'deleted' ORDER BY ordinal`);
  return { revision, clients: clients.map(clientFrom), subscriptions: alive, deleted: deleted.map(({ name }) => name) };
}

export async function readRevision(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ revision: number }[]>(`SELECT revision FROM access_revision`);
  if (row === undefined) throw new Defect('access_revision has no row');
  return row.revision;
}

/** The next revision; the transaction holds it until its end. */
export async function takeRevision(tx: Transaction): Promise<number> {
  const [rows] = await tx.query<[{ revision: number }[], number]>(`UPDATE access_revision SET revision = revision + 1 RETURNING revision`);
  const [row] = rows;
  if (row === undefined) throw new Defect('access_revision has no row');
  return row.revision;
}

export async function findClient(tx: Transaction, id: string): Promise<Client | undefined> {
  const [row] = await tx.query<ClientRow[]>(`SELECT * FROM client WHERE id = $1`, [id]);
  return row === undefined ? undefined : clientFrom(row);
}

export async function findSubscription(tx: Transaction, name: string, box: SecretBox): Promise<KnownSubscription | undefined> {
  const [row] = await tx.query<SubscriptionRow[]>(`SELECT * FROM subscription WHERE name = $1`, [name]);
  return row === undefined ? undefined : subscriptionFrom(row, box);
}

export async function writeClient(tx: Transaction, client: ClientDeclaration & Omit<Client, keyof ClientDeclaration>): Promise<void> {
  const { id, status, origin, revision, ...definition } = client;
  await tx.query(
    `INSERT INTO client (id, definition, status, origin, revision) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET definition = $2, status = $3, origin = $4, revision = $5, changed_at = now()`,
    [id, JSON.stringify(definition), status, origin, revision],
  );
}

/** Another client that has one of its logins; the revision's lock keeps that true until the commit. */
export async function takenBy(tx: Transaction, client: ClientDeclaration): Promise<string | undefined> {
  const { id, natsUser = null, apiKeySha256 = null, oidcClient = null } = client;
  const [other] = await tx.query<{ id: string }[]>(
    `SELECT id FROM client WHERE status = 'active' AND id <> $1 AND (definition ->> 'natsUser' = $2
       OR definition ->> 'apiKeySha256' = $3 OR definition ->> 'oidcClient' = $4) LIMIT 1`,
    [id, natsUser, apiKeySha256, oidcClient],
  );
  return other?.id;
}

/** Gives its ordinal, which an existing one keeps. */
export async function writeSubscription(tx: Transaction, row: Omit<KnownSubscription, 'ordinal'>, box: SecretBox): Promise<number> {
  const { status, statusReason = null, origin, revision, ...declared } = row;
  const definition = JSON.stringify(withoutSecrets(subscriptionDeclaration.strip().parse(declared)));
  const [written] = await tx.query<{ ordinal: number }[]>(
    `INSERT INTO subscription (name, client, definition, sealed, status, status_reason, origin, revision)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (name) DO UPDATE SET definition = $3, sealed = $4, status = $5, status_reason = $6, origin = $7, revision = $8,
       changed_at = now()
     RETURNING ordinal`,
    [declared.name, declared.client, definition, sealedOf(declared, box), status, statusReason, origin, revision],
  );
  if (written === undefined) throw new Defect('a subscription was not written');
  return written.ordinal;
}
