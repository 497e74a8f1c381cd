/**
 * Whose tokens are taken, and what their claims mean here (BRIDGE_OIDC_FILE; docs/identities.md). Nothing is taken on a provider's word alone:
 * roles of people are mapped one by one, services are clients that an operator declared.
 */
import { z } from 'zod';
import { readJson } from '../config/config.js';
import { STAFF_ROLES } from './caller.js';

/** A claim by its name (`groups`, `https://plant.example/roles`), or by the names on the way to it (`["realm_access", "roles"]`). */
const claim = z.union([
  z
    .string()
    .min(1)
    .max(256)
    .transform((name) => [name]),
  z.array(z.string().min(1).max(256)).min(1).max(5),
]);

// no HMAC: a public key would be the secret. No `none`
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const;

const isStaff = (role: string): boolean => STAFF_ROLES.some((each) => each === role);
const approverRole = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .refine((role) => !isStaff(role), 'is a role of staff: it belongs into map');

const people = z.strictObject({
  /** what audit entries name a person by; it must never be given to somebody else */
  id: claim.default(['sub']),
  /** the claim that holds the provider's roles or groups */
  roles: claim,
  /** from the provider's words to ours; what is not named here gives nothing */
  map: z.record(z.string().min(1).max(256), z.array(z.enum(STAFF_ROLES)).min(1)),
  /** further roles that policy names in `@approvers`: `{ "plant-finance": ["finance-manager"] }` */
  approves: z.record(z.string().min(1).max(256), z.array(approverRole).min(1)).default({}),
});

const services = z.strictObject({
  /** the claim that holds the provider's id of the client: `oidcClient` of one of ours */
  id: claim.default(['client_id']),
});

const provider = z
  .strictObject({
    /** exactly as the tokens spell it */
    issuer: z.url({ protocol: /^https?$/ }).max(512),
    /** of this environment only: a token for another one is refused by it */
    audience: z.string().min(1).max(512),
    algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(['RS256', 'PS256', 'ES256', 'EdDSA']),
    /** RFC 9068; some providers say JWT. ID tokens are for whoever logs somebody in, never for an API */
    tokenType: z.enum(['at+jwt', 'JWT']).default('at+jwt'),
    /** a token older than this is refused, however long the provider lets it live */
    longestMinutes: z.number().int().min(1).max(1_440).default(120),
    /** absent: asked of `<issuer>/.well-known/openid-configuration` */
    jwksUri: z.url({ protocol: /^https?$/ }).optional(),
    allowHttp: z.boolean().default(false),
    /** top-level claims that must have exactly this value */
    require: z.record(z.string().min(1).max(256), z.union([z.string(), z.boolean(), z.number()])).default({}),
    people: people.optional(),
    services: services.optional(),
  })
  .refine((given) => (given.people === undefined) !== (given.services === undefined), 'name either people or services; an entry for each')
  .refine(
    ({ allowHttp, issuer, jwksUri }) => allowHttp || [issuer, jwksUri].every((url) => url === undefined || url.startsWith('https:')),
    'is not https; allowHttp permits it, for a provider on a network of your own',
  );

// one of each: ids of people and of services are told apart by nothing else
const oidcFile = z
  .strictObject({ providers: z.array(provider).max(2) })
  .refine(({ providers }) => providers.filter((each) => each.people !== undefined).length <= 1, 'two entries name people')
  .refine(({ providers }) => providers.filter((each) => each.services !== undefined).length <= 1, 'two entries name services');

export type Provider = z.output<typeof provider>;
export type Claim = readonly string[];

export const readProviders = (path: string | undefined): readonly Provider[] =>
  path === undefined ? [] : readJson(path, oidcFile, 'BRIDGE_OIDC_FILE').providers;

/** Throws a ZodError. */
export const providersOf = (given: z.input<typeof oidcFile>): readonly Provider[] => oidcFile.parse(given).providers;
