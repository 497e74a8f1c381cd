/** A real OpenID provider (npm oidc-provider) over HTTP on loopback: people and services get tokens of it, and its keys can be rotated. */
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, type JWK, SignJWT, exportJWK, generateKeyPair } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

export const AUDIENCE = 'odoo-nats-bridge-test';
const PERSON_GRANT = 'urn:test:person';

export interface Pair {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function newPair(kid: string, alg = 'RS256'): Promise<Pair> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' } };
}

type Roles = Readonly<Record<string, readonly string[]>>;

export class TestProvider {
  private handler: ReturnType<Provider['callback']> | undefined;
  /** requests for its keys */
  asked = 0;

  private constructor(
    private server: Server,
    readonly issuer: string,
    /** by the person's name: the groups the provider has it in */
    private readonly groups: Roles,
    public pair: Pair,
  ) {}

  static async start(groups: Roles): Promise<TestProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const provider = new TestProvider(server, `http://127.0.0.1:${String(port)}`, groups, await newPair('first'));
    provider.serve();
    provider.listen();
    return provider;
  }

  /** Another key; tokens of the old one are no longer verified by what it publishes. */
  async rotate(kid: string): Promise<void> {
    this.pair = await newPair(kid);
    this.serve();
  }

  async goAway(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async comeBack(): Promise<void> {
    this.server = createServer();
    this.listen();
    await new Promise<void>((resolve) => this.server.listen(Number(new URL(this.issuer).port), '127.0.0.1', resolve));
  }

  /** An access token that the client got for itself. */
  service(client: string, resource = AUDIENCE): Promise<string> {
    return this.token({ grant_type: 'client_credentials', resource: `urn:${resource}` }, client);
  }

  /** An access token that the console got for whoever logged in. */
  person(name: string, resource = AUDIENCE): Promise<string> {
    return this.token({ grant_type: PERSON_GRANT, person: name, resource: `urn:${resource}` }, 'console');
  }

  /** Signed with the provider's own key, or another: what no provider would issue. `undefined` takes a claim away. */
  forge(claims: Record<string, unknown>, header: Record<string, unknown> = {}, pair: Pair = this.pair): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: this.issuer, aud: AUDIENCE, sub: 'mes', client_id: 'mes', iat: now, exp: now + 300 };
    const all: Record<string, unknown> = { ...usual, ...claims };
    const whole = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return new SignJWT(whole).setProtectedHeader({ alg: 'RS256', kid: pair.kid, typ: 'at+jwt', ...header }).sign(pair.privateKey);
  }

  private async token(body: Record<string, string>, client: string): Promise<string> {
    const response = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${client}:secret-of-${client}`).toString('base64')}` },
      body: new URLSearchParams(body),
    });
    const answer = (await response.json()) as { access_token?: string };
    if (answer.access_token === undefined) throw new Error(`the provider gave no token: ${JSON.stringify(answer)}`);
    return answer.access_token;
  }

  private listen(): void {
    this.server.on('request', (request, response) => {
      if (request.url === '/jwks') this.asked += 1;
      void this.handler?.(request, response);
    });
  }

  private serve(): void {
    const provider = new Provider(this.issuer, this.configuration());
    provider.registerGrantType(
      PERSON_GRANT,
      async (ctx) => {
        const { person = '', resource = '' } = ctx.oidc.params as Record<string, string>;
        const { client } = ctx.oidc;
        const token = new provider.AccessToken({ accountId: person, client, grantId: 'none', gty: PERSON_GRANT });
        token.resourceServer = new provider.ResourceServer(resource, resourceOf(resource));
        ctx.body = { access_token: await token.save(), token_type: 'Bearer' };
      },
      ['person', 'resource'],
    );
    this.handler = provider.callback();
  }

  private configuration(): Configuration {
    return {
      jwks: { keys: [this.pair.jwk] },
      cookies: { keys: ['for-tests-only'] },
      clients: ['mes', 'nobodys', 'console'].map((id) => ({
        client_id: id,
        client_secret: `secret-of-${id}`,
        grant_types: ['client_credentials', PERSON_GRANT],
        redirect_uris: [],
        response_types: [],
      })),
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: { enabled: true, getResourceServerInfo: (_ctx, indicator) => resourceOf(indicator) },
      },
      extraTokenClaims: (_ctx, token) => {
        // a client's own token has none
        const { accountId } = token as { readonly accountId?: string };
        return accountId === undefined ? {} : { groups: [...(this.groups[accountId] ?? [])] };
      },
      ttl: { AccessToken: 300, ClientCredentials: 300 },
    };
  }
}

const resourceOf = (indicator: string) => ({
  scope: 'bridge',
  audience: indicator.replace(/^urn:/, ''),
  accessTokenFormat: 'jwt' as const,
  jwt: { sign: { alg: 'RS256' as const } },
});

/** What the bridge is told of it. */
export const trustIn = (issuer: string, audience = AUDIENCE) => {
  const both = { issuer, audience, allowHttp: true, algorithms: ['RS256' as const] };
  return {
    providers: [
      {
        ...both,
        people: {
          roles: 'groups',
          map: {
            'plant-operators': ['operator' as const],
            'plant-approvers': ['approver' as const],
            'plant-admins': ['admin' as const],
            'plant-support': ['support' as const],
          },
          approves: { 'plant-approvers': ['finance-manager'] },
        },
      },
      { ...both, services: {} },
    ],
  };
};
