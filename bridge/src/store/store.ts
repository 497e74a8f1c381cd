/** The door to Postgres: transactions, statements and signals. No other room imports the driver. */
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { connect } from './data-source.js';
import { handOver } from './hand-over.js';
import { asFailure } from './postgres-errors.js';
import { CHANNEL, Signals } from './signals.js';

export { COMMAND, Command, type CommandStatus, type Lane, type Via } from './command.entity.js';
export { Gathered } from './gathered.js';
export { Lookout } from './lookout.js';
export { SecretBox } from './secret-box.js';
export { storableJson } from './storable-json.js';
export { FINAL, OPEN, isFinal, mayBecome } from './command-life.js';
/** What runs inside one transaction: pass it on to write a fact together with its change. */
export type Transaction = EntityManager;

export class Store implements OnApplicationShutdown {
  constructor(
    private readonly source: DataSource,
    readonly signals: Signals,
  ) {}

  /** @param url `postgres://user:password@host:port/database`. Waits for Postgres; migrates. */
  static async open(url: string): Promise<Store> {
    const log = new Logger('Store');
    const source = await connect(url, (line) => {
      log.warn(line);
    });
    const signals = new Signals(url);
    await signals.open();
    return new Store(source, signals);
  }

  /** READ COMMITTED. Throws Retry when Postgres is away or asks to try again, Defect when it refuses a statement. */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.source.transaction(work).catch((thrown: unknown) => {
      throw asFailure(thrown);
    });
  }

  /** One statement of its own; failures as in `transaction`. */
  async read<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return work(this.source.manager).catch((thrown: unknown) => {
      throw asFailure(thrown);
    });
  }

  async ping(): Promise<void> {
    await this.read((tx) => tx.query('SELECT 1'));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.signals.close();
    if (this.source.isInitialized) await this.source.destroy();
  }
}

/** As the owner of the schema: migrates, and hands the tables to the bridge's own role. Waits for Postgres. */
export async function prepareDatabase(ownerUrl: string, role: string, tell: (line: string) => void): Promise<void> {
  const source = await connect(ownerUrl, tell);
  await handOver(source, role).finally(() => source.destroy());
}

/** Sent by Postgres when the transaction commits, and not at all when it does not. */
export const signal = async (tx: Transaction, ...payloads: readonly string[]): Promise<void> => {
  await tx.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [CHANNEL, payloads]);
};
