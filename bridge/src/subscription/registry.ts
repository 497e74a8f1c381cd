/**
 * All changes of clients and subscriptions. It owns the tables `client`, `subscription` and `access_revision`: each change raises
 * the revision, is audited in the same transaction, and wakes all replicas when it commits.
 */
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit.js';
import { Access, type AccessState } from '../identity/access.js';
import { SecretBox, Store, signal } from '../store/store.js';
import { Change } from './change.js';
import type { Client, ClientDeclaration, Subscription, SubscriptionDeclaration, SubscriptionStatus } from './model.js';
import { readAll, readRevision, takeRevision } from './rows.js';

/** What the replicas are told; the poll finds out as well. */
export const CHANGED = 'access';

@Injectable()
export class Registry {
  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
    private readonly box: SecretBox,
    private readonly access: Access,
  ) {}

  /**
   * Several changes as one: all of them, their evidence and one revision commit together. `by` is the actor the audit names.
   * This process knows of it when it resolves; the others within a second.
   */
  async change<Result>(by: string, work: (change: Change) => Promise<Result>): Promise<Result> {
    const result = await this.store.transaction(async (tx) => {
      const change = new Change(tx, this.box, { by, revision: await takeRevision(tx) });
      const done = await work(change);
      if (change.entries.length > 0) await signal(tx, CHANGED);
      await this.audit.append(change.entries, tx);
      return done;
    });
    await this.refresh();
    return result;
  }

  create = (by: string, declared: SubscriptionDeclaration): Promise<Subscription> => this.change(by, (to) => to.create(declared, 'api'));
  replace = (by: string, declared: SubscriptionDeclaration): Promise<Subscription> => this.change(by, (to) => to.replace(declared, 'api'));
  delete = (by: string, name: string): Promise<void> => this.change(by, (to) => to.delete(name, 'api'));
  createClient = (by: string, declared: ClientDeclaration): Promise<Client> => this.change(by, (to) => to.createClient(declared, 'api'));
  replaceClient = (by: string, declared: ClientDeclaration): Promise<Client> => this.change(by, (to) => to.replaceClient(declared, 'api'));
  closeClient = (by: string, id: string): Promise<void> => this.change(by, (to) => to.closeClient(id, 'api'));
  /** @param reason why, for the operator and the audit */
  setStatus = (by: string, name: string, status: SubscriptionStatus, reason?: string): Promise<Subscription> =>
    this.change(by, (to) => to.setStatus(name, status, reason));

  /** Reads both tables when they changed. */
  async refresh(): Promise<void> {
    if ((await this.store.read(readRevision)) > this.access.revision) this.access.replace(await this.read());
  }

  async read(): Promise<AccessState> {
    return this.store.transaction(async (tx) => {
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      return readAll(tx, this.box);
    });
  }
}
