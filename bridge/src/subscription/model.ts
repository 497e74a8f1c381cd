/**
 * Who may talk to the bridge (client) and who receives what (subscription): one model for the access file, the API and the CLI,
 * parsed here once. What each may really have is not decided here but in policy.
 */
import type { DataClass } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';

const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'use 1 to 64 of A-Z, a-z, 0-9, _ and -');
const scopeWord = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, 'a scope is a word of a contract: supplier, company, project');
const scopeValue = z.string().min(1).max(256);
const scope = z.record(scopeWord, scopeValue).default({});
/** several values: any of them */
const scopes = z.record(scopeWord, z.union([scopeValue, z.array(scopeValue).min(1).max(1_000)])).default({});

/** From the mildest to the strictest. */
export const DATA_CLASSES = ['public', 'internal', 'commercial', 'personal', 'sensitive'] as const satisfies readonly DataClass[];

/** The parts that a person declares; the bridge adds the state. */
export const clientDeclaration = z.strictObject({
  id: name,
  roles: z.array(name).min(1),
  /** canonical id of the party an external partner is; its row scope */
  supplier: z.string().min(1).optional(),
  /** every subscription of this client has to name these, with these values */
  scope,
  /** not one of our own systems: policy shows it less. A client with a supplier always is */
  external: z.boolean().default(false),
  apiKeySha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** the system it speaks for: the keys that it gives records (`externalId`) are that system's; several clients may speak for one */
  system: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'use 1 to 40 of a-z, 0-9 and -, a letter first')
    .optional(),
  natsUser: z.string().min(1).max(128).optional(),
  /** what the identity provider calls this service: `client_id` of its tokens */
  oidcClient: z
    .string()
    .regex(/^[\x21-\x7e]{1,256}$/)
    .optional(),
  /** who answers for it: a person or a team */
  owner: z.strictObject({ name: z.string().trim().min(1).max(200), email: z.email().max(320).optional() }).optional(),
  /**
   * Whether it may decide approvals. `person`: one person alone has its keys; `service`: a machine decides, and an operator wanted it so.
   * Absent: neither. Only the access file can say it
   */
  approvesAs: z.enum(['person', 'service']).optional(),
  /** the day by which somebody has to look whether it is still needed */
  reviewBy: z.iso.date().optional(),
});

/** `value`: Standard Webhooks 1.0, `whsec_` (HMAC) or `whsk_` (ed25519) and base64. `until`: no longer used from then on. */
const signingSecret = z.strictObject({
  value: z.string().regex(/^(whsec|whsk)_[A-Za-z0-9+/=]{32,}$/, 'whsec_ or whsk_ and base64 of at least 24 bytes'),
  until: z.iso.datetime().optional(),
});

const webhookFields = z.strictObject({
  kind: z.literal('webhook'),
  url: z.url({ protocol: /^https?$/ }).max(2_048),
  /** `secret`: the short form of one in `secrets`; the first that is still valid signs first */
  secret: signingSecret.shape.value.optional(),
  secrets: z.array(signingSecret).max(4).default([]),
  allowHttp: z.boolean().default(false),
  allowPrivateAddress: z.boolean().default(false),
  content: z.enum(['structured', 'binary']).default('structured'),
  http2: z.boolean().default(false),
});

const webhook = webhookFields.transform(({ secret, secrets, ...channel }) => ({
  ...channel,
  secrets: secret === undefined ? secrets : [{ value: secret }, ...secrets],
}));

const mode = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('real-time') }),
  z.strictObject({
    kind: z.literal('batch'),
    everyMs: z.number().int().min(100).max(86_400_000).default(60_000),
    maxEvents: z.number().int().min(1).max(1_000).default(100),
    maxBytes: z.number().int().min(1_024).max(4_194_304).default(1_048_576),
  }),
]);

const limits = z.strictObject({
  inFlight: z.number().int().min(1).max(256).default(4),
  perSecond: z.number().min(0.01).max(10_000).default(50),
  /** one attempt, everything included; absent: 15 s. It has to end within a replica's lease (30 s, renewed every 5) */
  timeoutMs: z.number().int().min(500).max(20_000).optional(),
  /** before the second attempt, the third, ...; after the last one it is a dead letter; absent: that of Standard Webhooks */
  retryMs: z.array(z.number().int().min(100).max(86_400_000)).min(1).max(30).optional(),
  /** between two looks at an endpoint that only fails, at most; absent: 5 min */
  longestPauseMs: z.number().int().min(1_000).max(3_600_000).optional(),
});

/** A contract's id, or all of an entity or a domain: `procurement.purchase-order.*`, `procurement.*`. */
const contracts = z.string().regex(/^[a-z][a-z0-9-]*\.(\*|[a-z][a-z0-9-]*\.(\*|[a-z][a-z0-9-]*\.v[1-9][0-9]*))$/);

export const subscriptionDeclaration = z.strictObject({
  name,
  client: name,
  contracts: z.array(contracts).min(1).max(500),
  /** each named scope of the event's entity must have this value, or one of these */
  scope: scopes,
  /** what it may see; fields of other classes are masked */
  fieldClasses: z.array(z.enum(DATA_CLASSES)).min(1).default(['public', 'internal', 'commercial']),
  channel: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('nats') }), webhook]),
  mode: mode.default({ kind: 'real-time' }),
  order: z.enum(['none', 'record']).default('none'),
  limits: limits.default({ inFlight: 4, perSecond: 50 }),
});

export type Origin = 'file' | 'api';
export type ClientDeclaration = z.output<typeof clientDeclaration>;
export type SubscriptionDeclaration = z.output<typeof subscriptionDeclaration>;
export type SigningSecret = z.output<typeof signingSecret>;
export type WebhookChannel = z.output<typeof webhook>;
export type Channel = SubscriptionDeclaration['channel'];

export interface Client extends ClientDeclaration {
  /** closed: known, and allowed nothing */
  readonly status: 'active' | 'closed';
  readonly origin: Origin;
  /** that of the last change of it */
  readonly revision: number;
}

/** paused: by a person; disabled: by the bridge, because its endpoint only fails. Events go on waiting for it in both. */
export type SubscriptionStatus = 'active' | 'paused' | 'disabled';

export interface Subscription extends SubscriptionDeclaration {
  readonly status: SubscriptionStatus;
  readonly statusReason?: string | undefined;
  readonly origin: Origin;
  readonly revision: number;
  /** order of creation, never given twice; an event's deliveries stand in this order (decision 0014) */
  readonly ordinal: number;
}

const fresh = { status: 'active', origin: 'api', revision: 0 } as const;

/** Parsed and with the state of a new one. Throws a ZodError. */
export const clientOf = (given: z.input<typeof clientDeclaration>): Client => ({ ...clientDeclaration.parse(given), ...fresh });
export const subscriptionOf = (given: z.input<typeof subscriptionDeclaration>, ordinal = 1): Subscription => ({
  ...subscriptionDeclaration.parse(given),
  ...fresh,
  ordinal,
});

/** An external partner: what it sees and where it may look is narrower than for our own systems. */
export const isExternal = ({ external, supplier }: Pick<Client, 'external' | 'supplier'>): boolean => external || supplier !== undefined;
