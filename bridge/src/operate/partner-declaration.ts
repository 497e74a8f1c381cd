/** A partner as somebody declares it: one client with its subscriptions and what it logs in with. */
import { z } from 'zod';
import { clientDeclaration } from '../subscription/subscription.js';

/** the users of nats-server.conf: the server looks there first, so a partner of that name could never log in */
const TAKEN = ['bridge', 'relay', 'sys', 'kick', 'callout'];

const { id, roles, supplier, scope, system, apiKeySha256, oidcClient, owner, reviewBy } = clientDeclaration.shape;
const publicKey = z.string().regex(/^U[A-Z2-7]{55}$/, 'the public key of a NATS user: U and 55 letters (nk -gen user -pubout)');
const future = z.iso
  .datetime({ offset: true })
  .refine((at) => Date.parse(at) > Date.now(), 'is over already')
  .transform((at) => new Date(at));

const credential = z.strictObject({ publicKey: publicKey.optional(), expiresAt: future.optional() });

export const partnerDeclaration = z.strictObject({
  name: id.refine((name) => !TAKEN.includes(name), 'is a user of nats-server’s own configuration'),
  roles,
  supplier,
  scope,
  system,
  /** over HTTP; the digest of a key that the partner made */
  apiKeySha256,
  /** over HTTP, too: its id at the identity provider */
  oidcClient,
  owner,
  reviewBy,
  /** as `POST /v1/subscriptions` takes them; a single one needs no name */
  subscriptions: z.array(z.record(z.string(), z.unknown())).max(50).default([]),
  /** absent: one is issued when a subscription is over NATS */
  credential: credential.optional(),
});
export type PartnerDeclaration = z.output<typeof partnerDeclaration>;

/** A day is what a partner needs to bring a new secret to all its machines. */
export const rotation = z.strictObject({
  overlapHours: z.number().min(0).max(720).default(24),
  ...credential.shape,
});
export type Rotation = z.output<typeof rotation>;
