/** Tokens of the identity provider: RFC 9068 and OpenID Connect, verified by jose. Whatever is wrong with one, its bearer hears the same. */
import { type JWTPayload, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { Retry } from '../failure.js';
import { type Meaning, meaningOf } from './claims.js';
import type { Provider } from './oidc-file.js';
import { KEY_TIMES, type KeyTimes, ProviderKeys } from './provider-keys.js';

/** bytes; headers of all kinds have 16 KiB together */
const LARGEST = 8 * 1024;
/** the clocks of two machines with NTP */
const LEEWAY_S = 30;
/** base64url of `{"`: no API key begins like this */
const TOKEN = /^eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** Whether it wants to be a token at all; anything else is judged as an API key. */
export const isToken = (text: string): boolean => TOKEN.test(text);

type TokenRefused = Extract<Meaning, { kind: 'refused' }>;
const refused = (why: string): TokenRefused => ({ kind: 'refused', why });

export class Tokens {
  private readonly keys = new Map<string, ProviderKeys>();

  constructor(
    private readonly providers: readonly Provider[],
    times: KeyTimes = KEY_TIMES,
    private readonly now: () => Date = () => new Date(),
  ) {
    for (const provider of providers)
      if (!this.keys.has(provider.issuer)) this.keys.set(provider.issuer, new ProviderKeys(provider, times));
  }

  /** Throws Retry while the provider is needed and away. */
  async meaning(token: string): Promise<Meaning> {
    if (Buffer.byteLength(token) > LARGEST) return refused('too-large');
    const issuer = issuerIn(token);
    const candidates = this.providers.filter((each) => each.issuer === issuer);
    let last: Meaning = refused('issuer');
    for (const provider of candidates) {
      last = await this.verified(token, provider);
      if (last.kind !== 'refused') return last;
    }
    return last;
  }

  private async verified(token: string, provider: Provider): Promise<Meaning> {
    const { issuer, audience, algorithms, tokenType, longestMinutes } = provider;
    const keys = this.keys.get(issuer);
    if (keys === undefined) return refused('issuer');
    try {
      const { payload } = await jwtVerify(token, keys.find, {
        issuer,
        audience,
        algorithms: [...algorithms],
        typ: tokenType,
        clockTolerance: LEEWAY_S,
        maxTokenAge: longestMinutes * 60,
        requiredClaims: ['exp', 'iat', 'sub'],
        currentDate: this.now(),
      });
      return meaningOf(payload, provider);
    } catch (error) {
      if (error instanceof Retry) throw error;
      return refused(whyOf(error));
    }
  }
}

/** Unverified: only to find out whose keys it has to be verified with. A token without a named key could mean any. */
function issuerIn(token: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(token);
    const { iss }: JWTPayload = decodeJwt(token);
    return typeof kid === 'string' && kid !== '' && kid.length <= 256 ? iss : undefined;
  } catch {
    return undefined;
  }
}

/** Never the text of an error: it may quote what somebody sent. */
function whyOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `claim-${error.claim}`;
  if (error instanceof errors.JOSEError) return error.code.toLowerCase().replaceAll('_', '-');
  return 'malformed';
}
