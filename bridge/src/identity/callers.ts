/**
 * Who calls over HTTP: an issued API key, one that the access file names by its digest, or a token of the identity provider. It owns: one
 * answer for all that is wrong with a login, `unauthenticated`, and no cache that would outlive a revocation.
 */
import { Injectable } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import { Health } from '../observe/observe.js';
import { Registry } from '../subscription/subscription.js';
import { Access, type Client } from './access.js';
import { Addresses } from './addresses.js';
import { type Identity, personOf, serviceOf } from './caller.js';
import { Credentials, type KeyFound } from './credentials.js';
import { type RefusedLogin, RefusedLogins } from './refused-logins.js';
import { Tokens, isToken } from './tokens.js';
import { Uses } from './uses.js';

/** `why` is for the audit. Without it: noise. */
interface Wrong {
  readonly login?: Omit<RefusedLogin, 'address'>;
}
type Judged = { readonly identity: Identity; readonly credential?: string } | Wrong;

@Injectable()
export class Callers {
  private readonly addresses = new Addresses();

  constructor(
    private readonly access: Access,
    private readonly registry: Registry,
    private readonly credentials: Credentials,
    private readonly tokens: Tokens,
    private readonly uses: Uses,
    private readonly refusedLogins: RefusedLogins,
    private readonly health: Health,
  ) {}

  /** Throws Refused `unauthenticated`, `too-many-attempts` or `policy-denied`; Retry when whoever could tell is away. */
  async identify(shown: string | undefined, address: string): Promise<Identity> {
    if (shown === undefined) throw new Refused(refuse('unauthenticated'));
    // a signature cannot be guessed: a token is always judged
    const waitMs = isToken(shown) ? 0 : this.addresses.waitMs(address, shown);
    if (waitMs > 0) {
      this.count();
      throw new Refused(refuse('too-many-attempts', { retryAfterMs: waitMs }));
    }
    const judged = await (isToken(shown) ? this.byToken(shown) : this.byKey(shown));
    if (!('identity' in judged)) return this.refuseLogin(judged, address, shown);
    this.addresses.succeeded(shown);
    await this.requireSomeRole(judged.identity, address);
    this.note(judged.identity, judged.credential);
    return judged.identity;
  }

  private async byKey(key: string): Promise<Judged> {
    const { outcome, credential } = await this.credentials.behindKey(key);
    if (outcome === 'valid' && credential !== undefined) {
      const client = await this.client(() => this.access.client(credential.client));
      if (client !== undefined) return { identity: serviceOf(client), credential: credential.id };
    }
    const declared = outcome === 'unknown' ? this.access.byApiKey(key) : undefined;
    return declared === undefined ? wrongKey(outcome, credential) : { identity: serviceOf(declared) };
  }

  private async byToken(token: string): Promise<Judged> {
    const meaning = await this.tokens.meaning(token);
    if (meaning.kind === 'refused') return { login: { why: meaning.why } };
    if (meaning.kind === 'person') return { identity: personOf(meaning.name, meaning.roles) };
    const client = await this.client(() => this.access.byOidcClient(meaning.oidcClient));
    return client === undefined ? { login: { why: 'no-such-client' } } : { identity: serviceOf(client) };
  }

  /** One that another replica made a moment ago is not known here yet. */
  private async client(look: () => Client | undefined): Promise<Client | undefined> {
    const known = look();
    if (known !== undefined) return known;
    await this.registry.refresh();
    return look();
  }

  private async refuseLogin({ login }: Wrong, address: string, shown: string): Promise<never> {
    const isLast = this.addresses.wrong(address, shown);
    this.count();
    if (isLast) await this.refusedLogins.tell({ why: 'limited', address });
    if (login !== undefined) await this.refusedLogins.tell({ ...login, address });
    throw new Refused(refuse('unauthenticated'));
  }

  /** Known by the provider, and nothing to us. */
  private async requireSomeRole({ kind, id, roles }: Identity, address: string): Promise<void> {
    if (kind === 'service' || roles.length > 0) return;
    await this.refusedLogins.tell({ why: 'no-role', actor: id, address });
    throw new Refused(refuse('policy-denied', 'none of your roles is mapped to one of this bridge'));
  }

  private note({ kind, id, roles }: Identity, credential: string | undefined): void {
    if (kind === 'person') {
      this.uses.sawPerson(id, roles);
      return;
    }
    this.uses.saw(id, credential, async () => (credential === undefined ? undefined : this.credentials.used(credential)));
  }

  private count(): void {
    const { failed, unseen } = this.addresses;
    this.health.report('http-logins', 'ok', `${String(failed)} wrong since the start, ${String(unseen)} more not looked into`);
  }
}

/** A key that was real is worth telling of; a word that is none is not. */
function wrongKey(outcome: KeyFound['outcome'], credential: KeyFound['credential']): Wrong {
  if (credential !== undefined) return { login: { why: outcome, actor: credential.client, credential: credential.id } };
  return outcome === 'other-environment' ? { login: { why: outcome } } : {};
}
