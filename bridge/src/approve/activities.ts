/**
 * The notice in Odoo: an activity on the record while the approval is open, marked as done when it has ended, however it ended. By the
 * domain's service user, through the same door as every command. Tried until Odoo answers, and given up when the record has no
 * activities or Odoo does not allow it: the event tells of the approval all the same.
 *
 *   wanted   to be made
 *   made     Odoo has it
 *   leaving  the approval ended before we knew that Odoo has it: no late call makes it any more
 *   gone     marked as done
 *   none     there is none
 */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { catalog } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Retry, explain } from '../failure.js';
import { Odoo } from '../odoo/odoo.js';
import { Command, Lookout, Store } from '../store/store.js';
import type { Approval } from './approval.js';
import { type Shown, closing, showing, showingNoMore } from './notices.js';
import { readApprovals } from './rows.js';

const LOOK_MS = 1_000;
const AT_ONCE = 10;
/** after a defect; while Odoo is away it says itself when to come back */
const AGAIN_MS = 60_000;

const answered = z.looseObject({
  outcome: z.enum(['applied', 'refused']),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
});

interface Step {
  /** SQL behind the SELECT over `a` (approval); `v` is its activity */
  readonly which: string;
  readonly call: (shown: Shown) => Parameters<Odoo['call']>[0];
  readonly then: 'made' | 'leaving' | 'gone';
}

const due = (state: string, open: string): string => `
  JOIN approval_activity v ON v.approval = a.id
  WHERE v.state IN (${state}) AND v.not_before <= now() AND a.status ${open} 'open'
  ORDER BY a.requested_at LIMIT $1`;

/** In this order: what was just made and has ended is closed in the same look. */
const STEPS: readonly Step[] = [
  { which: due(`'wanted'`, '='), call: showing, then: 'made' },
  { which: due(`'wanted'`, '<>'), call: showingNoMore, then: 'leaving' },
  { which: due(`'made', 'leaving'`, '<>'), call: closing, then: 'gone' },
];

@Injectable()
export class Activities implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('approve');
  private readonly lookout = new Lookout({
    everyMs: LOOK_MS,
    look: () => this.look(),
    failed: (thrown) => {
      this.log.warn({ msg: 'activities in Odoo could not be looked after', reason: explain(thrown) });
    },
  });

  constructor(
    private readonly store: Store,
    private readonly odoo: Odoo,
  ) {}

  onApplicationBootstrap(): void {
    this.lookout.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.lookout.stop();
  }

  private async look(): Promise<false> {
    for (const step of STEPS) {
      const found = await this.store.read((tx) => readApprovals(tx, step.which, [AT_ONCE]));
      for (const approval of found) await this.take(step, approval);
    }
    // one that is to be tried later would be found again at once
    return false;
  }

  private async take(step: Step, approval: Approval): Promise<void> {
    const contract = catalog.commands.get(approval.type);
    if (contract?.facts === undefined) return this.note(approval, 'none', 'no record');
    try {
      const shown = { contract, source: contract.facts, approval, input: await this.inputOf(approval) };
      const { outcome, refusal } = await this.odoo.call(step.call(shown), answered);
      await this.note(
        approval,
        outcome === 'applied' ? step.then : 'none',
        refusal === null ? null : `${refusal.code}: ${refusal.message}`,
      );
    } catch (thrown) {
      const afterMs = thrown instanceof Retry ? thrown.afterMs : AGAIN_MS;
      await this.later(approval, afterMs, explain(thrown));
    }
  }

  private async inputOf({ command }: Approval): Promise<unknown> {
    return (await this.store.read((tx) => tx.getRepository(Command).findOneByOrFail({ id: command }))).input;
  }

  private async note({ id }: Approval, state: Step['then'] | 'none', note: string | null): Promise<void> {
    if (note !== null)
      this.log.warn({ msg: 'an activity in Odoo does not tell of an approval, or still does', approvalId: id, reason: note });
    await this.store.read((tx) => tx.query('UPDATE approval_activity SET state = $2, note = $3 WHERE approval = $1', [id, state, note]));
  }

  private async later({ id }: Approval, afterMs: number, note: string): Promise<void> {
    const after = `UPDATE approval_activity SET not_before = now() + $2 * interval '1 ms', note = $3 WHERE approval = $1`;
    await this.store.read((tx) => tx.query(after, [id, afterMs, note]));
  }
}
