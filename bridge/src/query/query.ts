/**
 * The life of a query, the same for both doors; it never enters the queue of commands.
 *
 *   door      authenticate, parse contract                       -> refused at the door, or
 *   role      a contract without facts: judged before Odoo is asked
 *   look      one read of Odoo, which cannot write
 *   facts     a contract with facts: judged by what was just read
 *   evidence  one audit entry, then the answer or the refusal goes out
 *
 * Odoo away or too slow is a refusal with a code, within the time limit of a read: nobody hangs.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Facts, type Origin, type Refusal, refuse } from '@odoo-nats-bridge/contracts';
import type { NewAuditEntry } from '../audit/audit.js';
import { CONFIG, type Config } from '../config/config.js';
import { Refused, Retry, explain } from '../failure.js';
import { Odoo } from '../odoo/odoo.js';
import { Policy, type Verdict, refusalOf } from '../policy/policy.js';
import { QueryEvidence } from './evidence.js';
import { look } from './look.js';
import { Places } from './places.js';
import { type Asked, type Question, questionOf } from './question.js';

export type { Asked } from './question.js';

/** What a sender gets, over both doors the same. */
export interface Reply {
  /** null only when it was refused at the door; leads to the evidence */
  readonly queryId: string | null;
  readonly type: string;
  readonly status: 'answered' | 'refused';
  readonly answer: Readonly<Record<string, unknown>> | null;
  readonly refusal: Refusal | null;
  /** RFC 3339 UTC: the one moment of Odoo that the whole answer is of */
  readonly readAt: string | null;
}

/** as many as apply commands: together they leave Odoo's users their workers */
const PLACES = 4;
const PATIENCE_MS = 5_000;
/** bytes of JSON; a NATS message holds 1 MB */
const LARGEST_ANSWER = 512 * 1024;

/** What became of a question. */
interface Outcome extends Pick<Reply, 'answer' | 'refusal' | 'readAt'> {
  /** null when it was refused before policy spoke */
  readonly verdict: Verdict | null;
  readonly defect?: string;
}

@Injectable()
export class Queries {
  private readonly log = new Logger('query');
  private readonly places = new Places(PLACES, PATIENCE_MS);
  private readonly origin: Origin;

  constructor(
    private readonly odoo: Odoo,
    private readonly policy: Policy,
    private readonly evidence: QueryEvidence,
    @Inject(CONFIG) config: Pick<Config, 'odoo'>,
  ) {
    this.origin = { database: config.odoo.database };
  }

  /** Throws Refused when it is refused at the door, Retry when Postgres is away: without evidence there is no answer. */
  async ask(asked: Asked): Promise<Reply> {
    const question = questionOf(asked, this.origin.database);
    const queryId = randomUUID();
    const startedAt = performance.now();
    const outcome = await this.outcomeOf(question, queryId);
    const tookMs = Math.round(performance.now() - startedAt);
    await this.evidence.keep(entryOf(question, queryId, outcome));
    this.tell(question, queryId, outcome, tookMs);
    const { answer, refusal, readAt } = outcome;
    return { queryId, type: question.contract.id, status: refusal === null ? 'answered' : 'refused', answer, refusal, readAt };
  }

  private async outcomeOf(question: Question, queryId: string): Promise<Outcome> {
    let verdict: Verdict | null = null;
    try {
      const { contract, input } = question;
      if (contract.facts === undefined) mustBeAllowed((verdict = this.judge(question, {})));
      const { answers, readAt } = await this.places.run(() => look(this.odoo, question, queryId));
      if (contract.facts !== undefined) mustBeAllowed((verdict = this.judge(question, contract.facts(answers, this.origin, input))));
      const answer = contract.answer.parse(contract.fromOdoo(answers, this.origin, input)) as Readonly<Record<string, unknown>>;
      return { verdict, answer: ofFairSize(answer), refusal: null, readAt };
    } catch (thrown) {
      return { verdict, answer: null, readAt: null, ...refusedBecause(thrown) };
    }
  }

  private judge({ client, contract, subject }: Question, facts: Facts): Verdict {
    return this.policy.judgeQuery(client, contract, subject, facts);
  }

  /** No input and no answer: they are the sender's. */
  private tell({ client, contract, subject, via }: Question, queryId: string, outcome: Outcome, tookMs: number): void {
    const { refusal, defect } = outcome;
    const what = { queryId, type: contract.id, client: client.id, subject, via, tookMs, code: refusal?.code, reason: defect };
    this.log[defect === undefined ? 'log' : 'error']({ msg: `query ${refusal === null ? 'answered' : 'refused'}`, ...what });
  }
}

/** Refused at the door, before it became a question. */
export const refusedAtTheDoor = (type: string, refusal: Refusal): Reply => ({
  queryId: null,
  type,
  status: 'refused',
  answer: null,
  refusal,
  readAt: null,
});

function mustBeAllowed(verdict: Verdict): void {
  const refusal = refusalOf(verdict);
  if (refusal !== undefined) throw new Refused(refusal);
}

function ofFairSize(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (Buffer.byteLength(JSON.stringify(answer)) <= LARGEST_ANSWER) return answer;
  throw new Refused(refuse('answer-too-large'));
}

function refusedBecause(thrown: unknown): Pick<Outcome, 'refusal' | 'defect'> {
  if (thrown instanceof Refused) return { refusal: thrown.refusal };
  if (thrown instanceof Retry)
    return { refusal: refuse('temporarily-unavailable', { retryAfterMs: thrown.afterMs }), defect: explain(thrown) };
  return { refusal: refuse('internal'), defect: explain(thrown) };
}

function entryOf({ client, contract, subject, input, via }: Question, queryId: string, outcome: Outcome): NewAuditEntry {
  const { verdict, refusal, readAt, defect } = outcome;
  return {
    kind: refusal === null ? 'query.answered' : 'query.refused',
    actor: client.id,
    correlationId: queryId,
    subject: { queryId, recordId: subject },
    data: {
      type: contract.id,
      via,
      input,
      readAt,
      ...(verdict === null ? {} : { verdict: verdict.verdict, policies: verdict.policies }),
      ...(refusal === null ? {} : { code: refusal.code }),
      ...(defect === undefined ? {} : { reason: defect }),
    },
  };
}
