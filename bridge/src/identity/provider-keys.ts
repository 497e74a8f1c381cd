/**
 * The public keys of one provider. They are asked for again when they are old or when a token names a key that is not among them, never more
 * often than the cool-down says, so that made-up key ids are no way to make us flood the provider. While it is away those known go on working.
 */
import { Logger } from '@nestjs/common';
import { type FlattenedJWSInput, type JSONWebKeySet, type JWSHeaderParameters, createLocalJWKSet, errors } from 'jose';
import { z } from 'zod';
import { Retry, explain } from '../failure.js';

export interface KeyTimes {
  /** asked for again, in the background, after this */
  readonly freshMs: number;
  /** between two questions */
  readonly coolDownMs: number;
  /** how long known ones work while the provider is away: a key that was withdrawn meanwhile works as long */
  readonly outlastMs: number;
  readonly timeoutMs: number;
}

export const KEY_TIMES: KeyTimes = { freshMs: 600_000, coolDownMs: 30_000, outlastMs: 4 * 3_600_000, timeoutMs: 3_000 };

const LARGEST_ANSWER = 256 * 1024;
const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });
// a shared secret among public keys would be a way to sign with what everybody can read: only these kinds
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });
const PUBLIC = new Set(['RSA', 'EC', 'OKP']);

type Keys = ReturnType<typeof createLocalJWKSet>;

export interface KeysOf {
  readonly issuer: string;
  readonly jwksUri?: string | undefined;
  readonly allowHttp: boolean;
}

export class ProviderKeys {
  private readonly logger = new Logger('identity');
  private held: { readonly keys: Keys; readonly atMs: number } | undefined;
  private asking: Promise<boolean> | undefined;
  private askedAtMs = -Infinity;
  private isAway = false;

  constructor(
    private readonly provider: KeysOf,
    private readonly times: KeyTimes = KEY_TIMES,
    private readonly now: () => number = Date.now,
  ) {}

  /** For jwtVerify. Throws Retry when the provider is needed and away, jose's errors for a token that names none of its keys. */
  readonly find = async (header: JWSHeaderParameters, token: FlattenedJWSInput): ReturnType<Keys> => {
    const keys = await this.known();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (!(await this.ask()) && this.isAway)
        throw new Retry('the identity provider is away, and the token names a key that is not known', 5_000);
      return (this.held?.keys ?? keys)(header, token);
    }
  };

  private async known(): Promise<Keys> {
    const ageMs = this.ageMs();
    if (ageMs > this.times.outlastMs) await this.ask();
    else if (ageMs > this.times.freshMs) void this.ask();
    if (this.held === undefined || this.ageMs() > this.times.outlastMs) throw new Retry('the identity provider is away', 5_000);
    return this.held.keys;
  }

  private ageMs(): number {
    return this.held === undefined ? Infinity : this.now() - this.held.atMs;
  }

  /** Whether new ones came. All who ask at once share one question. */
  private ask(): Promise<boolean> {
    if (this.asking !== undefined) return this.asking;
    if (this.now() - this.askedAtMs < this.times.coolDownMs) return Promise.resolve(false);
    this.askedAtMs = this.now();
    this.asking = this.fetchKeys().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async fetchKeys(): Promise<boolean> {
    try {
      const { keys } = keySet.parse(await this.json(await this.keysUri()));
      const usable = { keys: keys.filter(({ kty }) => PUBLIC.has(kty)) } as JSONWebKeySet;
      this.held = { keys: createLocalJWKSet(usable), atMs: this.now() };
      if (this.isAway) this.logger.log({ msg: 'the identity provider answers again', issuer: this.provider.issuer });
      this.isAway = false;
      return true;
    } catch (error) {
      if (!this.isAway)
        this.logger.warn({ msg: 'the keys of the identity provider cannot be read', issuer: this.provider.issuer, reason: explain(error) });
      this.isAway = true;
      return false;
    }
  }

  private async keysUri(): Promise<string> {
    const { issuer, jwksUri, allowHttp } = this.provider;
    if (jwksUri !== undefined) return jwksUri;
    const found = discovery.parse(await this.json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`));
    if (found.issuer !== issuer) throw new Error('its configuration names another issuer');
    if (!allowHttp && !found.jwks_uri.startsWith('https:')) throw new Error('its keys are not behind https');
    return found.jwks_uri;
  }

  private async json(url: string): Promise<unknown> {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(this.times.timeoutMs) });
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
    return JSON.parse(await readWithin(response, LARGEST_ANSWER)) as unknown;
  }
}

async function readWithin(response: Response, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > most) throw new Error('its answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
