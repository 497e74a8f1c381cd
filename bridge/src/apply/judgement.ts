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
import { type Command, Store, type Transaction } from '../store/store.js';
import { type Background, gatherBackground } from './facts.js';
import { Queue } from './queue.js';
import { type Counted, Usage, withoutItself } from './usage.js';

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
  /** how it was counted; a refused one is not */
  readonly counted?: Counted;
};

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

export const wasAllowed = (command: Command): boolean => command.verdict?.verdict === 'allowed';

export type Asking = ApprovalRequired;

/** Keeps that a person is asked, in the transaction that judged. False: the lease is lost. */
export type Ask = (tx: Transaction, asked: Asking) => Promise<boolean>;

/** Thrown to take the count back: somebody else has the command. */
class LeaseLost extends Error {}

@Injectable()
export class Judgement {
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
  async of(command: Command, contract: CommandContract, facts: Facts, granted?: Granted, ask?: Ask): Promise<Verdict | undefined> {
    const background = await gatherBackground(this.store, command);
    const judged = await this.store
      .transaction((tx) => this.decide(tx, { command, contract, facts, background, granted, ask }))
      .catch((thrown: unknown) => {
        if (thrown instanceof LeaseLost) return undefined;
        throw thrown;
      });
    const client = this.access.client(command.client);
    if (judged !== undefined && client !== undefined) {
      const { circumstances, policySet } = judged;
      this.shadow.compare({ client, contract: contract.id, facts, circumstances }, command, {
        verdict: judged,
        policySet,
        approvals: granted?.voices ?? [],
      });
    }
    return judged;
  }

  private async decide(tx: Transaction, { command, contract, facts, background, granted, ask }: Case): Promise<Judged> {
    const { client, type } = command;
    const before = (command.verdict as Judged | null)?.counted;
    const sent = withoutItself(await this.usage.of(tx, client, type), before);
    const at = new Date().toISOString();
    const circumstances = { ...background, at, sent };
    const known = this.access.client(client);
    const bare = judge(this.policy, known, contract, command, facts, circumstances);
    const verdict = withApprovals(bare, granted?.voices ?? [], client);
    const volumeMinor = volumeOf(facts);
    const counts = verdict.verdict !== 'refused' && before === undefined;
    if (counts) await this.usage.add(tx, client, type, volumeMinor);
    const counted = counts ? { counted: { at, volumeMinor } } : before === undefined ? {} : { counted: before };
    const kept = { judgedAt: at, policySet: this.policy.set.digest, facts, circumstances };
    const judged: Judged = { ...verdict, ...kept, ...(known === undefined ? {} : { requester: requesterOf(known) }), ...counted };
    const approvalId = granted === undefined ? {} : { approvalId: granted.id };
    // last: it appends to the audit chain, for which all others wait
    if (!(await this.keep(tx, command, { ...judged, ...approvalId }, ask))) throw new LeaseLost();
    return judged;
  }

  private keep(tx: Transaction, command: Command, judged: Judged, ask: Ask | undefined): Promise<boolean> {
    if (judged.verdict !== 'approval-required' || ask === undefined) return this.queue.judged(command, { ...judged }, {}, tx);
    return ask(tx, judged);
  }
}

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
  readonly ask: Ask | undefined;
}
