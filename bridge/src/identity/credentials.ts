/**
 * What clients log in to NATS with. It owns the table nats_credential. A secret is shown once, to whoever asked for it, and kept
 * as a digest: 32 random bytes need no salt and no slow hash.
 */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { NewAuditEntry } from '../audit/audit.js';
import { type Transaction, Store } from '../store/store.js';
import type { Shown } from './login.js';

export interface Credential {
  readonly id: string;
  readonly client: string;
  readonly kind: 'password' | 'nkey';
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastLoginAt: Date | null;
}

/** `publicKey`: the partner keeps the secret half to itself (`nk -gen user`); otherwise the bridge makes up a password. */
export interface Wanted {
  readonly publicKey?: string | undefined;
  readonly expiresAt?: Date | undefined;
}

/** `secret`: of a password, told here and never again. */
export interface Issued {
  readonly credential: Credential;
  readonly secret: string | undefined;
}

/** Where evidence goes that commits with the change: subscription/change.ts. */
export interface Writing {
  readonly tx: Transaction;
  readonly entries: NewAuditEntry[];
}

const COLUMNS = `id, client, kind, issued_at AS "issuedAt", expires_at AS "expiresAt", revoked_at AS "revokedAt", last_login_at AS "lastLoginAt"`;
const VALID = `revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

@Injectable()
export class Credentials {
  constructor(private readonly store: Store) {}

  /** The valid credential behind what somebody shows; undefined for everything else, told apart by nothing. */
  async behind(shown: Shown): Promise<Credential | undefined> {
    const proof = shown.kind === 'nkey' ? shown.publicKey : digest(shown.secret);
    const found = await this.rows(`WHERE kind = $1 AND proof = $2 AND ${VALID}`, [shown.kind, proof]);
    return found.find(({ client }) => shown.kind === 'nkey' || client === shown.user);
  }

  async of(client: string): Promise<Credential[]> {
    return this.rows('WHERE client = $1 ORDER BY issued_at, id', [client]);
  }

  /** Those of these ids that let somebody in now. */
  async valid(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await this.rows(`WHERE id = ANY($1) AND ${VALID}`, [ids])).map(({ id }) => id));
  }

  /** Once a minute is often enough to see whether a credential is still in use. */
  async loggedIn(id: string): Promise<void> {
    await this.store.read((tx) =>
      tx.query(
        `UPDATE nats_credential SET last_login_at = now()
         WHERE id = $1 AND (last_login_at IS NULL OR last_login_at < now() - interval '1 minute')`,
        [id],
      ),
    );
  }

  async issue(to: Writing, by: string, client: string, { publicKey, expiresAt }: Wanted): Promise<Issued> {
    const secret = publicKey === undefined ? `nb_${randomBytes(32).toString('base64url')}` : undefined;
    const kind = publicKey === undefined ? 'password' : 'nkey';
    const [credential] = await to.tx.query<[Credential]>(
      `INSERT INTO nats_credential (id, client, kind, proof, issued_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
      [newId(), client, kind, publicKey ?? digest(secret ?? ''), by, expiresAt ?? null],
    );
    to.entries.push(evidence('issued', by, credential));
    return { credential, secret };
  }

  /** All others of the client end after that time, or earlier where they already would; 0: at once. */
  async endOthers(to: Writing, by: string, client: string, keep: string | undefined, afterMs: number): Promise<Credential[]> {
    const [set, values] =
      afterMs > 0 ? [`expires_at = LEAST(expires_at, now() + $3 * interval '1 ms')`, [afterMs]] : ['revoked_at = now()', []];
    const [ended] = await to.tx.query<[Credential[], number]>(
      `UPDATE nats_credential SET ${set} WHERE client = $1 AND id IS DISTINCT FROM $2 AND ${VALID} RETURNING ${COLUMNS}`,
      [client, keep ?? null, ...values],
    );
    to.entries.push(...ended.map((each) => evidence(afterMs > 0 ? 'ending' : 'revoked', by, each)));
    return ended;
  }

  /** Whether there was a valid one of this id. */
  async revoke(to: Writing, by: string, client: string, id: string): Promise<boolean> {
    const [revoked] = await to.tx.query<[Credential[], number]>(
      `UPDATE nats_credential SET revoked_at = now() WHERE client = $1 AND id = $2 AND ${VALID} RETURNING ${COLUMNS}`,
      [client, id],
    );
    to.entries.push(...revoked.map((each) => evidence('revoked', by, each)));
    return revoked.length > 0;
  }

  private rows(where: string, values: unknown[]): Promise<Credential[]> {
    return this.store.read((tx) => tx.query<Credential[]>(`SELECT ${COLUMNS} FROM nats_credential ${where}`, values));
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
