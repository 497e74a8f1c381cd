/**
 * Who may talk to the bridge, and which subscriptions exist: the access file (JSON, readable by the bridge only).
 * What each may do is not decided here but in policy.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { readJson } from '../config/config.js';

const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

const client = z.strictObject({
  id: name,
  roles: z.array(name).min(1),
  /** canonical id of the party an external partner is; its row scope */
  supplier: z.string().optional(),
  apiKeySha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  natsUser: z.string().min(1).optional(),
});

const webhook = z.strictObject({
  kind: z.literal('webhook'),
  url: z.url({ protocol: /^https?$/ }),
  /** Standard Webhooks 1.0: `whsec_` and base64 of 24 to 64 bytes */
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/=]{32,}$/),
  allowHttp: z.boolean().default(false),
  allowPrivateAddress: z.boolean().default(false),
});

const subscription = z.strictObject({
  name,
  client: name,
  contracts: z.array(z.string().min(1)).min(1),
  /** each named scope of the event's entity must have this value */
  scope: z.record(z.string(), z.string()).default({}),
  channel: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('nats') }), webhook]),
});

const accessFile = z
  .strictObject({ clients: z.array(client), subscriptions: z.array(subscription) })
  .refine(
    (file) => file.subscriptions.every((each) => file.clients.some((one) => one.id === each.client)),
    'a subscription names an unknown client',
  )
  .refine(
    (file) => new Set(file.subscriptions.map((each) => each.name)).size === file.subscriptions.length,
    'two subscriptions have one name',
  )
  .refine((file) => new Set(file.clients.map((each) => each.id)).size === file.clients.length, 'two clients have one id');

export type Client = z.infer<typeof client>;
export type Subscription = z.infer<typeof subscription>;
export type WebhookChannel = z.infer<typeof webhook>;

export class Access {
  constructor(
    readonly clients: readonly Client[],
    readonly subscriptions: readonly Subscription[],
  ) {}

  static read(file: string): Access {
    const { clients, subscriptions } = readJson(file, accessFile, 'BRIDGE_ACCESS_FILE');
    return new Access(clients, subscriptions);
  }

  client(id: string): Client | undefined {
    return this.clients.find((each) => each.id === id);
  }

  /** The client with this API key. Digests are compared, so the time taken tells nothing about a key. */
  byApiKey(key: string): Client | undefined {
    const given = createHash('sha256').update(key).digest();
    return this.clients.find((each) => each.apiKeySha256 !== undefined && timingSafeEqual(given, Buffer.from(each.apiKeySha256, 'hex')));
  }

  byNatsUser(user: string): Client | undefined {
    return this.clients.find((each) => each.natsUser === user);
  }
}
