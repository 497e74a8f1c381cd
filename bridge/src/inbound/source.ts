/**
 * A source as its file declares it (`<source>.source.json`): whose messages they are, how they prove where they come from, and what
 * the mapping beside it (`<source>.jsonata`) may look up.
 */
import { z } from 'zod';

const header = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, 'a header is a word of letters, digits and -')
  .transform((name) => name.toLowerCase());

/** Where a secret lies: never in the file itself. */
const secret = z.union([z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/) }), z.strictObject({ file: z.string().min(1) })]);
export type SecretPlace = z.output<typeof secret>;

/** The newest first; several while one is being replaced: any of them counts. */
const secrets = z.array(secret).min(1).max(4);
const tolerance = z.number().int().min(1).max(86_400).default(300);

/** Standard Webhooks 1.0, `whsec_` secrets. */
const standard = z.strictObject({ scheme: z.literal('standard-webhooks'), secrets, toleranceSeconds: tolerance });

const hmac = z
  .strictObject({
    scheme: z.literal('hmac'),
    secrets,
    algorithm: z.enum(['sha1', 'sha256', 'sha512']),
    encoding: z.enum(['hex', 'base64']).default('hex'),
    header,
    /** what stands before the signature: `sha256=` of GitHub, `v0=` of Slack */
    prefix: z.string().max(32).default(''),
    /** the header is a list of `name=value`, as Stripe's `t=...,v1=...` */
    list: z
      .strictObject({ separator: z.string().length(1).default(','), signature: z.string().min(1), timestamp: z.string().min(1).optional() })
      .optional(),
    /** what is signed: `{body}`, `{timestamp}`, `{header:<name>}` and text */
    signed: z
      .string()
      .max(256)
      .refine((template) => template.split('{body}').length === 2, 'the template names {body} once')
      .default('{body}'),
    timestamp: z
      .strictObject({
        header: header.optional(),
        unit: z.enum(['seconds', 'milliseconds', 'rfc3339']).default('seconds'),
        toleranceSeconds: tolerance,
      })
      .optional(),
  })
  .refine(
    ({ signed, timestamp }) => signed.includes('{timestamp}') === (timestamp !== undefined),
    'a timestamp counts only when it is signed',
  )
  .refine(
    ({ timestamp, list }) => timestamp === undefined || (timestamp.header === undefined) !== (list?.timestamp === undefined),
    'say where the timestamp is: in a header of its own, or in the list',
  );

const basic = z.strictObject({ scheme: z.literal('basic'), user: z.string().regex(/^[^:]{1,128}$/), secrets });

/** `Authorization: Bearer`, or the bare key in a header of its own. */
const bearer = z.strictObject({ scheme: z.literal('bearer'), header: header.default('authorization'), secrets });

/** A proxy in front ended TLS and says whose certificate it saw. Counts only when the connection comes from that proxy. */
const mutualTls = z.strictObject({
  scheme: z.literal('mutual-tls'),
  proxies: z.array(z.union([z.cidrv4(), z.cidrv6()])).min(1),
  verifiedHeader: header.default('x-ssl-client-verify'),
  verifiedValue: z.string().min(1).default('SUCCESS'),
  subjectHeader: header.default('x-ssl-client-s-dn'),
  subjects: z.array(z.string().min(1)).min(1),
});

export const verification = z.discriminatedUnion('scheme', [standard, hmac, basic, bearer, mutualTls]);
export type Verification = z.output<typeof verification>;
export type Hmac = z.output<typeof hmac>;

export const sourceDeclaration = z.strictObject({
  meaning: z.string().min(1).max(500),
  /** id of the client that its messages act as: its roles decide what they may do */
  client: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  verification,
  /** by what a repeat is known; without: `webhook-id` of Standard Webhooks, else the body's digest */
  messageId: z.union([z.strictObject({ header }), z.strictObject({ body: z.string().regex(/^[A-Za-z0-9_.-]{1,128}$/) })]).optional(),
  /** headers that are stored, and that the mapping may read */
  headers: z.array(header).max(16).default([]),
  /** what the mapping looks up: `$tables.machines` */
  tables: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/), z.record(z.string(), z.json())).default({}),
});
export type SourceDeclaration = z.output<typeof sourceDeclaration>;

export const SOURCE_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
