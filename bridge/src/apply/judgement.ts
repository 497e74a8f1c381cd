/**
 * Asks policy, and keeps what it said with the command: facts first, then one transaction that counts, judges and keeps.
 * Judging itself is pure; what it knew is kept beside the verdict, so that it can be explained.
 */
import { Injectable } from '@nestjs/common';
import type { CommandContract, Facts } from '@odoo-nats-bridge/contracts';
import { Access, type Client } from '../identity/access.js';
import {
  type Approval,
  type ApprovalRequired,
  type Circumstances,
  Policy,
  type Requester,
  Shadow,
  type Verdict,
  volumeOf,
  withApprovals,
} from '../policy/policy.js';
import { type Command, Gathered, Store, type Transaction } from '../store/store.js';
import { type Background, backgroundOf, makersOf } from './facts.js';
import { recordOf } from './named.js';
import { Queue, type Word } from './queue.js';
import { type Counted, type Ledger, Usage, withoutItself } from './usage.js';

/** What is kept of a judgement in the command's `verdict`. */
export type Judged = Verdict & {
  /** RFC 3339 UTC */
  readonly judgedAt: string;
  /** digest of the policies that were in force */
  readonly policySet: string;
  readonly facts: Facts;
  readonly circumstances: Circumstances;
  /** who asked, with the roles it had */
  readonly requester?: Requester;
  /** of a command that names it by the sender's key: what that meant then */
  readonly record?: string;
  /** how it was counted; a refused one is not */
  readonly counted?: Counted;
};

/** What the queue makes of an allowed one whose call did not reach Odoo. */
export type NotSent = Omit<Extract<Judged, { verdict: 'allowed' }>, 'verdict'> & { readonly verdict: 'not-sent' };

/** A client that left the access file after it sent the command may no longer do anything. */
export function judge(
  policy: Policy,
  client: Client | undefined,
  contract: Pick<CommandContract, 'id'>,
  command: Pick<Command, 'aggregate'>,
  facts: Facts,
  circumstances?: Circumstances,
): Verdict {
  if (client === undefined) return { verdict: 'refused', code: 'policy-denied', policies: [], reason: 'the sender is no longer known' };
  return policy.judgeCommand(client, contract, command.aggregate, facts, circumstances);
}

export type Asking = ApprovalRequired;

/** Keeps that a person is asked, in the transaction that judged. False: the lease is lost. */
export type Ask = (tx: Transaction, asked: Asking) => Promise<boolean>;

/**
 * What is done when a person has to be asked. `later`: nothing, and nothing is kept or counted; whoever was told so gathers what a person
 * is to see and comes again with how to ask.
 */
export type Asks = Ask | 'later';

/** Thrown to take the counts back: somebody else has a command. */
class LeaseLost extends Error {}

@Injectable()
export class Judgement {
  private readonly looking = new Gathered((records: readonly string[]) => makersOf(this.store, records));
  /** commands that come to be judged at the same time: one transaction, one after another in it */
  private readonly judging = new Gathered((cases: readonly Case[]) => this.inTransaction(cases));

  constructor(
    private readonly store: Store,
    private readonly queue: Queue,
    private readonly policy: Policy,
    private readonly access: Access,
    private readonly usage: Usage,
    private readonly shadow: Shadow,
  ) {}

  /**
   * The verdict, kept before anything is applied. What `ask` throws is thrown, and nothing is kept or counted.
   * undefined: the lease is lost, leave the command alone.
   */
  async of(command: Command, contract: CommandContract, facts: Facts, granted?: Granted, ask?: Asks): Promise<Verdict | undefined> {
    const background = backgroundOf(command, await this.looking.ask(command.aggregate));
    const one: Case = { command, contract, facts, background, granted, ask };
    // whoever asks a person writes more than a verdict: it is alone
    const judged = typeof ask === 'function' ? (await this.inTransaction([one]))[0] : await this.judging.ask(one);
    if (judged !== undefined && !isLeftForLater(judged, ask)) this.compare(one, judged);
    return judged;
  }

  private compare({ command, contract, facts, granted }: Case, judged: Judged): void {
    const client = this.access.client(command.client);
    if (client === undefined) return;
    const { circumstances, policySet } = judged;
    const inForce = { verdict: judged, policySet, approvals: granted?.voices ?? [] };
    this.shadow.compare({ client, contract: contract.id, facts, circumstances }, command, inForce);
  }

  private async inTransaction(cases: readonly Case[]): Promise<readonly (Judged | undefined)[]> {
    try {
      return await this.store.transaction((tx) => this.decide(tx, cases));
    } catch (thrown) {
      // of several it is not known whose was lost: each is judged again alone
      if (thrown instanceof LeaseLost && cases.length === 1) return [undefined];
      throw thrown;
    }
  }

  private async decide(tx: Transaction, cases: readonly Case[]): Promise<Judged[]> {
    const ledger = await this.usage.of(
      tx,
      cases.map(({ command }) => command),
    );
    const judged = cases.map((one) => [one, this.judgeOne(one, ledger)] as const);
    await this.usage.add(tx, ledger);
    // last: it appends to the audit chain, for which all others wait
    if (!(await this.keep(tx, judged))) throw new LeaseLost();
    return judged.map(([, verdict]) => verdict);
  }

  private judgeOne({ command, contract, facts, background, granted, ask }: Case, ledger: Ledger): Judged {
    const { client } = command;
    const before = (command.verdict as Judged | null)?.counted;
    const at = new Date().toISOString();
    const circumstances = { ...background, at, sent: withoutItself(ledger.of(command), before) };
    const known = this.access.client(client);
    const bare = judge(this.policy, known, contract, command, facts, circumstances);
    const verdict = withApprovals(bare, granted?.voices ?? [], client);
    const volumeMinor = volumeOf(facts);
    const counts = verdict.verdict !== 'refused' && before === undefined && !isLeftForLater(verdict, ask);
    if (counts) ledger.count({ client, type: command.type, volumeMinor });
    const counted = counts ? { counted: { at, volumeMinor } } : before === undefined ? {} : { counted: before };
    const kept = { judgedAt: at, policySet: this.policy.set.digest, facts, circumstances, ...recordOf(contract, command) };
    return { ...verdict, ...kept, ...(known === undefined ? {} : { requester: requesterOf(known) }), ...counted };
  }

  /** False: a lease is lost. */
  private async keep(tx: Transaction, judged: readonly (readonly [Case, Judged])[]): Promise<boolean> {
    const words: Word[] = [];
    for (const [{ command, granted, ask }, bare] of judged) {
      const verdict = { ...bare, ...(granted === undefined ? {} : { approvalId: granted.id }) };
      if (verdict.verdict !== 'approval-required' || ask === undefined) words.push({ command, verdict: { ...verdict } });
      // alone in its transaction
      else if (ask !== 'later') return ask(tx, verdict);
    }
    return words.length === 0 || this.queue.allJudged(tx, words);
  }
}

const isLeftForLater = ({ verdict }: Verdict, ask: Asks | undefined): boolean => verdict === 'approval-required' && ask === 'later';

/** Without keys and addresses: this is kept as evidence. */
function requesterOf({ id, roles, external, supplier, kind, owner }: Requester): Requester {
  return { id, roles, external, supplier, kind, owner: owner && { name: owner.name } };
}

/** An approval that people gave. */
export interface Granted {
  readonly id: string;
  readonly voices: readonly Approval[];
}

interface Case {
  readonly command: Command;
  readonly contract: CommandContract;
  readonly facts: Facts;
  readonly background: Background;
  readonly granted: Granted | undefined;
  readonly ask: Asks | undefined;
}
