/**
 * A second set of policies, judged beside the one in force by the same facts. It decides nothing: what it would decide otherwise is
 * written down. Whatever is wrong with it, or with writing, is a warning and no more.
 */
import { readdirSync } from 'node:fs';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { explain } from '../failure.js';
import { type Command, Store, type Transaction } from '../store/store.js';
import type { Asked } from './circumstances.js';
import { judgeCommandBy } from './judging.js';
import { type PolicySet, loadPolicies } from './policy-files.js';
import { type ShadowReport, reportOf } from './shadow-report.js';
import { type Approval, type Verdict, withApprovals } from './verdict.js';

export type { ShadowReport } from './shadow-report.js';

const KEPT_DAYS = 30;
/** what waits to be written; beyond that differences are lost rather than memory */
const MOST_WAITING = 1_000;

/** A folder without policies is no set: whoever needs no shadow has an empty one (compose mounts it in any case). */
const isEmpty = (directory: string): boolean => !readdirSync(directory).some((name) => name.endsWith('.cedar'));

/** What was decided, by which policies, and after which approvals. */
interface Real {
  readonly verdict: Verdict;
  readonly policySet: string;
  readonly approvals: readonly Approval[];
}

@Injectable()
export class Shadow implements OnModuleDestroy {
  private readonly log = new Logger('policy');
  private set: PolicySet | undefined;
  private waiting = 0;
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'policyShadowDir'>,
    private readonly store: Store,
  ) {
    this.load();
  }

  /** From its directory, at start and with each reload. A broken one warns, and the one before it stays. */
  load(): void {
    const directory = this.config.policyShadowDir;
    if (directory === undefined) return;
    try {
      this.set = isEmpty(directory) ? undefined : loadPolicies(directory);
      if (this.set) this.log.log({ msg: 'shadow policies are judged too', digest: this.set.digest });
    } catch (thrown) {
      this.log.warn({ msg: 'the shadow policies could not be loaded', reason: explain(thrown) });
    }
  }

  get digest(): string | undefined {
    return this.set?.digest;
  }

  /** Returns at once and never throws. */
  compare(asked: Asked, command: Pick<Command, 'id' | 'aggregate'>, real: Real): void {
    const { set } = this;
    if (set === undefined || this.waiting >= MOST_WAITING) return;
    this.waiting += 1;
    this.writing = this.writing
      .then(() => this.judgeAndKeep(set, asked, command, real))
      .catch((thrown: unknown) => {
        this.log.warn({ msg: 'a shadow verdict was lost', commandId: command.id, reason: explain(thrown) });
      })
      .finally(() => {
        this.waiting -= 1;
      });
  }

  /** What is judged is also written. */
  async settled(): Promise<void> {
    await this.writing;
  }

  async report(sinceDays: number): Promise<ShadowReport> {
    return this.store.read((tx) => reportOf(tx, this.set?.digest, sinceDays));
  }

  async onModuleDestroy(): Promise<void> {
    await this.settled();
  }

  private async judgeAndKeep(
    set: PolicySet,
    asked: Asked,
    { id, aggregate }: Pick<Command, 'id' | 'aggregate'>,
    real: Real,
  ): Promise<void> {
    const wouldBe = withApprovals(judgeCommandBy(set, asked, aggregate), real.approvals, asked.client.id);
    const differs = !isSame(real.verdict, wouldBe);
    await this.store.transaction(async (tx) => {
      await count(tx, [set.digest, asked.contract, asked.client.id, differs ? 1 : 0]);
      if (!differs) return;
      await tx.query(KEEP, [set.digest, real.policySet, id, asked.contract, asked.client.id, shortened(real.verdict), shortened(wouldBe)]);
    });
  }
}

/** The same for the sender: other policies that come to the same are no difference. */
export function isSame(left: Verdict, right: Verdict): boolean {
  if (left.verdict === 'refused' && right.verdict === 'refused') return left.code === right.code;
  if (left.verdict === 'approval-required' && right.verdict === 'approval-required')
    return left.approvers.count === right.approvers.count && left.approvers.roles.join() === right.approvers.roles.join();
  return left.verdict === right.verdict;
}

/** Without the facts, which are kept with the command. */
function shortened(given: Verdict): string {
  const { verdict, policies } = given;
  if (verdict === 'allowed') return JSON.stringify({ verdict, policies });
  if (verdict === 'refused') return JSON.stringify({ verdict, policies, code: given.code, reason: given.reason });
  return JSON.stringify({ verdict, policies, reason: given.reason, approvers: given.approvers });
}

const count = async (tx: Transaction, values: readonly unknown[]): Promise<void> => {
  await tx.query(`DELETE FROM policy_difference WHERE set = $1 AND at < now() - ${String(KEPT_DAYS)} * interval '1 day'`, [values[0]]);
  await tx.query(COUNT, [...values]);
};

const COUNT = `
  INSERT INTO policy_shadow_count (set, day, type, client, judged, differing)
  VALUES ($1, (now() AT TIME ZONE 'UTC')::date, $2, $3, 1, $4)
  ON CONFLICT (set, day, type, client) DO UPDATE
  SET judged = policy_shadow_count.judged + 1, differing = policy_shadow_count.differing + excluded.differing`;

const KEEP = `
  INSERT INTO policy_difference (at, set, in_force, command, type, client, is_now, would_be)
  VALUES (now(), $1, $2, $3, $4, $5, $6::jsonb, $7::jsonb)`;
