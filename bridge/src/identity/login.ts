/**
 * The question of nats-server whether somebody may log in, and our answer. Source: nats-server 2.15.1, auth_callout.go, and
 * github.com/nats-io/jwt/v2, authorization_claims.go. Pure.
 */
import { z } from 'zod';
import { type SigningKey, isSigned, publicKey, readToken, signToken } from './nkey.js';

const AUDIENCE = 'nats-authorization-request';
/** the account of nats-server.conf that partners are put into */
export const PARTNERS = 'PARTNERS';

const text = z.string().max(4_096).default('');
const shape = z.object({
  aud: z.literal(AUDIENCE),
  sub: z.string(),
  exp: z.number(),
  nats: z.object({
    type: z.literal('authorization_request'),
    server_id: z.object({ id: z.string().regex(/^N[A-Z2-7]{55}$/), name: z.string() }),
    user_nkey: z.string().regex(/^U[A-Z2-7]{55}$/),
    client_info: z.object({ kind: z.literal('Client'), host: text, nonce: text }),
    connect_opts: z.object({
      user: text,
      pass: text,
      nkey: text,
      sig: text,
      jwt: text,
      auth_token: text,
      name: text,
      lang: text,
      version: text,
    }),
  }),
});

/** What somebody shows to get in: `public key` is proven by a signature over the server's nonce already. */
export type Shown =
  { readonly kind: 'password'; readonly user: string; readonly secret: string } | { readonly kind: 'nkey'; readonly publicKey: string };

/** `userKey` and `server` go back into the answer: they tie it to this one question. */
export interface Login {
  readonly server: string;
  readonly userKey: string;
  readonly host: string;
  readonly library: string;
  /** undefined: nothing that could be judged; two kinds of proof at once are none */
  readonly shown: Shown | undefined;
}

/** Undefined when it is no question of a server that was told of our key; such a one deserves no answer. */
export function loginOf(token: string, issuer: string, now: Date): Login | undefined {
  const claims = readToken(token, 'N');
  const { success, data } = shape.safeParse(claims);
  if (!success || data.sub !== issuer || data.exp * 1_000 < now.getTime()) return undefined;
  const { server_id: server, user_nkey: userKey, client_info: client, connect_opts: options } = data.nats;
  const library = `${options.lang} ${options.version}`.slice(0, 64);
  return { server: server.id, userKey, host: client.host, library, shown: shownIn(options, client.nonce) };
}

type Options = z.infer<typeof shape>['nats']['connect_opts'];

function shownIn(options: Options, nonce: string): Shown | undefined {
  const { user, pass, nkey, sig, jwt, auth_token: token } = options;
  if (jwt !== '' || token !== '') return undefined;
  if (nkey === '') return user === '' || pass === '' ? undefined : { kind: 'password', user, secret: pass };
  if (user !== '' || pass !== '') return undefined;
  const key = publicKey(nkey, 'U');
  return key !== undefined && nonce !== '' && isSigned(nonce, sig, key) ? { kind: 'nkey', publicKey: nkey } : undefined;
}

export interface Permissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

export interface Admitted {
  /** becomes the connection's user: what `Nats-Request-Info` and the list of connections show */
  readonly name: string;
  readonly permissions: Permissions;
  /** the server closes the connection then */
  readonly expiresAt: Date | null;
}

/** A refusal holds no reason: who guesses learns nothing, and the server's log would repeat it. */
export function answerTo(login: Login, admitted: Admitted | undefined, key: SigningKey, now: Date): string {
  const verdict = admitted === undefined ? { error: 'not admitted' } : { jwt: userToken(login, admitted, key, now) };
  return signToken(
    { aud: login.server, sub: login.userKey, iat: seconds(now), nats: { type: 'authorization_response', version: 2, ...verdict } },
    key,
  );
}

function userToken(login: Login, { name, permissions, expiresAt }: Admitted, key: SigningKey, now: Date): string {
  const unlimited = { subs: -1, data: -1, payload: -1 };
  const nats = {
    type: 'user',
    version: 2,
    pub: { allow: permissions.publish },
    sub: { allow: permissions.subscribe },
    allowed_connection_types: ['STANDARD', 'WEBSOCKET'],
    ...unlimited,
  };
  const expiry = expiresAt === null ? {} : { exp: seconds(expiresAt) };
  return signToken({ aud: PARTNERS, sub: login.userKey, name, iat: seconds(now), ...expiry, nats }, key);
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);
