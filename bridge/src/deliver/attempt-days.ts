/**
 * The partitions of delivery_attempt, one per day in UTC. It owns their making and their end: a day is made before its first
 * attempt, and leaves as a whole when retention is over, so nothing is ever deleted row by row.
 */
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { explain } from '../failure.js';
import { Store, type Transaction } from '../store/store.js';

const DAY_MS = 24 * 60 * 60_000;
/** a day is there long before it begins, whatever happened in the last night */
const AHEAD_DAYS = 3;
const LOOK_MS = 60 * 60_000;
/** any constant that nobody else uses */
const DAYS_LOCK = 7_281_990_040;
// a long search must not make every attempt wait behind the partition's lock
const LOCK_PATIENCE = '5s';

@Injectable()
export class AttemptDays implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('deliver');
  private readonly known = new Set<string>();
  private readonly retentionDays: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Store,
    @Inject(CONFIG) config: Pick<Config, 'attemptDays'>,
  ) {
    this.retentionDays = config.attemptDays;
  }

  async onModuleInit(): Promise<void> {
    await this.keep(new Date());
    this.timer = setInterval(() => void this.keepOrTell(), LOOK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** The first moment that is kept. */
  oldest(now: Date): Date {
    return new Date(startOf(now).getTime() - this.retentionDays * DAY_MS);
  }

  /** Makes sure that a row of this moment has a partition. Throws Retry when Postgres is away. */
  async ensure(moment: Date): Promise<void> {
    const day = nameOf(moment);
    if (this.known.has(day)) return;
    await this.alone((tx) => make(tx, moment));
    this.known.add(day);
  }

  /** Makes the days ahead and drops those whose retention is over; returns the names of the dropped. */
  async keep(now: Date): Promise<string[]> {
    for (let ahead = 0; ahead <= AHEAD_DAYS; ahead += 1) await this.ensure(new Date(now.getTime() + ahead * DAY_MS));
    return this.alone(async (tx) => {
      const over = (await partitions(tx)).filter((name) => name < nameOf(this.oldest(now)));
      for (const name of over) await tx.query(`DROP TABLE ${name}`);
      for (const name of over) this.known.delete(name);
      return over;
    });
  }

  private async keepOrTell(): Promise<void> {
    try {
      const dropped = await this.keep(new Date());
      if (dropped.length > 0) this.logger.log({ msg: 'days of attempts were dropped', dropped });
    } catch (error) {
      this.logger.warn({ msg: 'the days of attempts were not kept; it is tried again', reason: explain(error) });
    }
  }

  /** Of several replicas one at a time. */
  private alone<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.store.transaction(async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = '${LOCK_PATIENCE}'`);
      await tx.query('SELECT pg_advisory_xact_lock($1)', [DAYS_LOCK]);
      return work(tx);
    });
  }
}

const startOf = (moment: Date): Date => new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS);
const nameOf = (moment: Date): string => `delivery_attempt_${moment.toISOString().slice(0, 10).replaceAll('-', '')}`;

async function make(tx: Transaction, moment: Date): Promise<void> {
  const from = startOf(moment);
  const to = new Date(from.getTime() + DAY_MS);
  await tx.query(
    `CREATE TABLE IF NOT EXISTS ${nameOf(moment)} PARTITION OF delivery_attempt
     FOR VALUES FROM ('${from.toISOString()}') TO ('${to.toISOString()}')`,
  );
}

async function partitions(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ name: string }[]>(
    `SELECT relid::text AS name FROM pg_partition_tree('delivery_attempt') WHERE isleaf AND level = 1 ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
