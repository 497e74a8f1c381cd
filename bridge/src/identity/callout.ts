/**
 * Answers nats-server whether a partner may log in, and with which rights (auth callout). It owns: one answer to each question, as of
 * the database now, shared between the replicas. While no bridge answers, nobody new gets in; whoever is connected stays.
 */
import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { explain } from '../failure.js';
import type { SideConnection } from '../nats/nats.js';
import type { Attempts } from './attempts.js';
import type { Credential, Credentials } from './credentials.js';
import { type Admitted, type Login, type Shown, answerTo, loginOf } from './login.js';
import type { SigningKey } from './nkey.js';
import { markOf, nameOf } from './permissions.js';
import type { ReachOfClients } from './reach.js';

export const CALLOUT_SUBJECT = '$SYS.REQ.USER.AUTH';
const QUEUE = 'callout';

export interface CalloutNeeds {
  readonly key: SigningKey;
  readonly attempts: Attempts;
  readonly credentials: Credentials;
  readonly reach: ReachOfClients;
  /** brings what this process knows of clients and subscriptions up to date */
  readonly refresh: () => Promise<void>;
}

export class Callout {
  private readonly logger = new Logger('identity');

  constructor(private readonly needs: CalloutNeeds) {}

  answerOn(connection: SideConnection): void {
    connection.answer(CALLOUT_SUBJECT, QUEUE, (data) => this.answer(Buffer.from(data).toString()));
  }

  /** Undefined: not a question of our server, no answer. */
  async answer(token: string, now = new Date()): Promise<string | undefined> {
    const { key } = this.needs;
    const login = loginOf(token, key.id, now);
    if (login === undefined) {
      this.logger.error('a login was not judged: the question is malformed, late, or for another signing key than ours');
      return undefined;
    }
    return answerTo(login, await this.judge(login), key, now);
  }

  private async judge(login: Login): Promise<Admitted | undefined> {
    const { attempts } = this.needs;
    const { shown } = login;
    const proof = proofOf(shown);
    if (!attempts.mayTry(proof)) return undefined;
    const admitted = shown === undefined ? undefined : await this.admit(shown, login);
    if (admitted === undefined) attempts.failed(proof);
    else attempts.succeeded(proof);
    return admitted;
  }

  private async admit(shown: Shown, login: Login): Promise<Admitted | undefined> {
    const { credentials, refresh, reach } = this.needs;
    try {
      await refresh();
      const credential = await credentials.behind(shown);
      const client = credential === undefined ? undefined : reach.client(credential.client);
      if (credential === undefined || client === undefined) {
        this.tellRefused(shown, login);
        return undefined;
      }
      const permissions = reach.permissions(client);
      this.tellAdmitted(credential, login);
      return {
        name: nameOf({ client: client.id, credential: credential.id, mark: markOf(permissions) }),
        permissions,
        expiresAt: credential.expiresAt,
      };
    } catch (error) {
      this.logger.error({ msg: 'a login could not be judged and was refused', reason: explain(error) });
      return undefined;
    }
  }

  private tellAdmitted({ id, client }: Credential, { host, library }: Login): void {
    this.logger.log({ msg: 'a partner logged in', client, credential: id, host, library });
    this.needs.credentials.used(id).catch((error: unknown) => {
      this.logger.warn({ msg: 'a login was not noted', credential: id, reason: explain(error) });
    });
  }

  /** A name that is no client's is not logged: people type secrets into the wrong field. */
  private tellRefused(shown: Shown, { host, library }: Login): void {
    const known = shown.kind === 'password' && this.needs.reach.client(shown.user) !== undefined;
    this.logger.warn({ msg: 'a login was refused', client: known ? shown.user : null, host, library });
  }
}

/** What attempts are told apart by, without keeping a secret in memory. */
const proofOf = (shown: Shown | undefined): string =>
  shown === undefined ? 'nothing' : createHash('sha256').update(JSON.stringify(shown)).digest('base64');
