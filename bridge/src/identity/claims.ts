/** What the claims of a verified token mean here. Pure. */
import type { JWTPayload } from 'jose';
import type { Claim, Provider } from './oidc-file.js';

/** `refused`: why, for the audit; whoever asks hears none of it. */
export type Meaning =
  | { readonly kind: 'person'; readonly name: string; readonly roles: readonly string[] }
  | { readonly kind: 'service'; readonly oidcClient: string }
  | { readonly kind: 'refused'; readonly why: string };

/** what each word of the provider means here */
type Meanings = Readonly<Record<string, readonly string[]>>;

const NAME = /^[\x21-\x7e]{1,200}$/;
const MOST_ROLES = 2_000;

const refused = (why: string): Meaning => ({ kind: 'refused', why });

export function meaningOf(claims: JWTPayload, { require, people, services }: Provider): Meaning {
  // bound to a key that whoever shows it has to prove (RFC 7800): as a plain bearer token it may be stolen
  if (claims.cnf !== undefined) return refused('bound-to-a-key');
  const missing = Object.entries(require).find(([name, value]) => own(claims, name) !== value);
  if (missing !== undefined) return refused('required-claim');
  if (people !== undefined) return personIn(claims, people);
  if (services !== undefined) return serviceIn(claims, services, Object.keys(require).length > 0);
  return refused('nobody');
}

function personIn(claims: JWTPayload, { id, roles, map, approves }: NonNullable<Provider['people']>): Meaning {
  // how RFC 9068 marks a client that got a token for itself: no person has to do with it
  if (typeof claims.sub !== 'string' || claims.sub === own(claims, 'client_id')) return refused('not-a-person');
  const isMail = id.length === 1 && id[0] === 'email';
  if (isMail && claims.email_verified !== true) return refused('email-not-verified');
  const name = at(claims, id);
  if (typeof name !== 'string' || !NAME.test(name)) return refused('no-id');
  const given = wordsIn(at(claims, roles));
  const mapped = [map, approves].flatMap((meanings: Meanings) =>
    given.flatMap((word) => (Object.hasOwn(meanings, word) ? (meanings[word] ?? []) : [])),
  );
  return { kind: 'person', name: isMail ? name.toLowerCase() : name, roles: [...new Set(mapped)] };
}

/** Without a required claim that tells services apart, the token has to be one that a client got for itself. */
function serviceIn(claims: JWTPayload, { id }: NonNullable<Provider['services']>, isTold: boolean): Meaning {
  const oidcClient = at(claims, id);
  if (typeof oidcClient !== 'string' || oidcClient === '') return refused('no-id');
  if (!isTold && claims.sub !== oidcClient) return refused('not-a-service');
  return { kind: 'service', oidcClient };
}

/** A list of texts, or one text with blanks between the words, as `scope` is written. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ').slice(0, MOST_ROLES);
  return Array.isArray(value) ? value.slice(0, MOST_ROLES).filter((each): each is string => typeof each === 'string') : [];
}

const at = (claims: unknown, path: Claim): unknown => path.reduce<unknown>(own, claims);

/** Never what every object inherits. */
function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
