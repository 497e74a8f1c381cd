/**
 * What the bridge issues to clients: logins to NATS, and API keys. It owns the table credential. A secret is shown once, to whoever asked
 * for it, and kept as a digest: 256 random bits need no salt and no slow hash.
 */
import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import type { NewAuditEntry } from '../audit/audit.js';
import { CONFIG, type Config } from '../config/config.js';
import { Refused } from '../failure.js';
import { type Transaction, Store } from '../store/store.js';
import { digest, newKey, readKey } from './api-key.js';
import type { Shown } from './login.js';

export type CredentialKind = 'password' | 'nkey' | 'api-key';

/** what opens NATS, and what opens HTTP */
export const NATS_LOGINS = ['password', 'nkey'] as const satisfies readonly CredentialKind[];
export const API_KEYS = ['api-key'] as const satisfies readonly CredentialKind[];

export interface Credential {
  readonly id: string;
  readonly client: string;
  readonly kind: CredentialKind;
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** within the minute */
  readonly lastUsedAt: Date | null;
}

/** `publicKey`: the partner keeps the secret half to itself (`nk -gen user`); otherwise the bridge makes up a password or a key. */
export interface Wanted {
  readonly apiKey?: boolean;
  readonly publicKey?: string | undefined;
  readonly expiresAt?: Date | undefined;
}

/** Which of a client's: all but `keep`, of these kinds. */
export interface Which {
  readonly client: string;
  readonly keep?: string;
  readonly kinds?: readonly CredentialKind[];
}

/** What an API key turned out to be; `credential` whenever the key is a real one, in force or not. */
export interface KeyFound {
  readonly outcome: 'valid' | 'unknown' | 'other-environment' | 'revoked' | 'expired';
  readonly credential?: Credential;
}

/** `secret`: of a password or an API key, told here and never again. */
export interface Issued {
  readonly credential: Credential;
  readonly secret: string | undefined;
}

/** Where evidence goes that commits with the change: subscription/change.ts. */
export interface Writing {
  readonly tx: Transaction;
  readonly entries: NewAuditEntry[];
}

const COLUMNS = `id, client, kind, issued_at AS "issuedAt", issued_by AS "issuedBy", expires_at AS "expiresAt", revoked_at AS "revokedAt",
  last_used_at AS "lastUsedAt"`;
const IN_FORCE = `revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;
// compared all the same when there is no such key, so that the time taken does not tell
const NOBODYS = Buffer.alloc(32);

@Injectable()
export class Credentials {
  private readonly environment: string;
  private readonly validity: string;

  constructor(
    private readonly store: Store,
    @Inject(CONFIG) { environment }: Pick<Config, 'environment'>,
  ) {
    this.environment = environment;
    // the name is of [a-z0-9] (config.ts). A copy of another environment's database opens nothing
    this.validity = `${IN_FORCE} AND (environment IS NULL OR environment = '${environment}')`;
  }

  /** The valid credential behind what somebody shows; undefined for everything else, told apart by nothing. */
  async behind(shown: Shown): Promise<Credential | undefined> {
    const proof = shown.kind === 'nkey' ? shown.publicKey : digest(shown.secret);
    const found = await this.rows(`WHERE kind = $1 AND proof = $2 AND ${this.validity}`, [shown.kind, proof]);
    return found.find(({ client }) => shown.kind === 'nkey' || client === shown.user);
  }

  /** Asked of the database each time: a key that was revoked anywhere opens nothing anywhere. */
  async behindKey(text: string): Promise<KeyFound> {
    const read = readKey(text);
    if (read === undefined) return { outcome: 'unknown' };
    if (read.environment !== this.environment) return { outcome: 'other-environment' };
    const [row] = await this.store.read((tx) =>
      tx.query<(Credential & { proof: string; valid: boolean })[]>(
        `SELECT ${COLUMNS}, proof, ${this.validity} AS valid FROM credential WHERE id = $1 AND kind = 'api-key'`,
        [read.id],
      ),
    );
    const isIt = timingSafeEqual(Buffer.from(digest(text), 'hex'), row === undefined ? NOBODYS : Buffer.from(row.proof, 'hex'));
    if (row === undefined || !isIt) return { outcome: 'unknown' };
    const { valid, id, client, kind, issuedAt, issuedBy, expiresAt, revokedAt, lastUsedAt } = row;
    const credential = { id, client, kind, issuedAt, issuedBy, expiresAt, revokedAt, lastUsedAt };
    return { outcome: valid ? 'valid' : credential.revokedAt === null ? 'expired' : 'revoked', credential };
  }

  async of(client: string): Promise<Credential[]> {
    return this.rows('WHERE client = $1 ORDER BY issued_at, id', [client]);
  }

  /** Those in force, of all clients. */
  async inForce(): Promise<Credential[]> {
    return this.rows(`WHERE ${this.validity} ORDER BY client, issued_at, id`, []);
  }

  /** Those of these ids that let somebody in now. */
  async valid(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await this.rows(`WHERE id = ANY($1) AND ${this.validity}`, [ids])).map(({ id }) => id));
  }

  /** Once a minute is often enough to see whether a credential is still in use. */
  async used(id: string): Promise<void> {
    await this.store.read((tx) =>
      tx.query(
        `UPDATE credential SET last_used_at = now()
         WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
        [id],
      ),
    );
  }

  /** Throws Refused `login-taken` for a public key that is in use. */
  async issue(to: Writing, by: string, client: string, wanted: Wanted): Promise<Issued> {
    const { id, kind, proof, secret } = this.made(wanted);
    const [credential] = await to.tx.query<Credential[]>(
      `INSERT INTO credential (id, client, kind, proof, issued_by, expires_at, environment) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (kind, proof) DO NOTHING RETURNING ${COLUMNS}`,
      [id, client, kind, proof, by, wanted.expiresAt ?? null, this.environment],
    );
    if (credential === undefined) throw new Refused(refuse('login-taken', 'this public key is or was that of another credential'));
    to.entries.push(evidence('issued', by, credential));
    return { credential, secret };
  }

  /** These end after that time, or earlier where they already would; 0: at once. */
  async end(
    to: Writing,
    by: string,
    { client, keep, kinds = [...NATS_LOGINS, ...API_KEYS] }: Which,
    afterMs: number,
  ): Promise<Credential[]> {
    const [set, values] =
      afterMs > 0 ? [`expires_at = LEAST(expires_at, now() + $4 * interval '1 ms')`, [afterMs]] : ['revoked_at = now()', []];
    const [ended] = await to.tx.query<[Credential[], number]>(
      `UPDATE credential SET ${set} WHERE client = $1 AND id IS DISTINCT FROM $2 AND kind = ANY($3) AND ${IN_FORCE} RETURNING ${COLUMNS}`,
      [client, keep ?? null, kinds, ...values],
    );
    to.entries.push(...ended.map((each) => evidence(afterMs > 0 ? 'ending' : 'revoked', by, each)));
    return ended;
  }

  /** Whether there was a valid one of this id. */
  async revoke(to: Writing, by: string, client: string, id: string): Promise<boolean> {
    const [revoked] = await to.tx.query<[Credential[], number]>(
      `UPDATE credential SET revoked_at = now() WHERE client = $1 AND id = $2 AND ${IN_FORCE} RETURNING ${COLUMNS}`,
      [client, id],
    );
    to.entries.push(...revoked.map((each) => evidence('revoked', by, each)));
    return revoked.length > 0;
  }

  private made({ apiKey = false, publicKey }: Wanted): { id: string; kind: CredentialKind; proof: string; secret: string | undefined } {
    const id = newId();
    if (publicKey !== undefined && !apiKey) return { id, kind: 'nkey', proof: publicKey, secret: undefined };
    const secret = apiKey ? newKey(this.environment, id) : `nb_${randomBytes(32).toString('base64url')}`;
    return { id, kind: apiKey ? 'api-key' : 'password', proof: digest(secret), secret };
  }

  private rows(where: string, values: unknown[]): Promise<Credential[]> {
    return this.store.read((tx) => tx.query<Credential[]>(`SELECT ${COLUMNS} FROM credential ${where}`, values));
  }
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const newId = (): string => Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Never the proof: a digest is no secret, but nobody needs it either. */
function evidence(what: string, actor: string, { id, client, kind, expiresAt }: Credential): NewAuditEntry {
  return {
    kind: `credential.${what}`,
    actor,
    correlationId: `client:${client}`,
    subject: { client, credential: id },
    data: { kind, expiresAt: expiresAt?.toISOString() ?? null },
  };
}
