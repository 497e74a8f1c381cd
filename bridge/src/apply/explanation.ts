/** Why policy said what it said about one command: by the facts of then with the policies of then, and by those of now. */
import { Inject, Injectable } from '@nestjs/common';
import { type Facts, type Origin, catalog } from '@odoo-nats-bridge/contracts';
import { CONFIG, type Config } from '../config/config.js';
import { explain } from '../failure.js';
import { Access } from '../identity/access.js';
import { Odoo } from '../odoo/odoo.js';
import {
  type Circumstances,
  InForce,
  type PastSet,
  Policy,
  type PolicyText,
  type Requester,
  type Unmatched,
  type Verdict,
  unmatched,
} from '../policy/policy.js';
import { Command, Store } from '../store/store.js';
import { backgroundOf, gatherFacts, makersOf } from './facts.js';
import { type Judged, type NotSent, judge } from './judgement.js';
import { withRecord } from './named.js';
import { Usage, withoutItself } from './usage.js';

/** One judgement with its grounds. */
export interface Grounds {
  readonly verdict: Verdict;
  /** RFC 3339 UTC */
  readonly at: string;
  readonly policySet: string;
  readonly facts: Facts;
  readonly circumstances: Circumstances;
  readonly deciding: readonly ({ readonly id: string } & PolicyText)[];
  readonly others: readonly Unmatched[];
}

export interface Explanation {
  readonly commandId: string;
  readonly type: string;
  readonly client: string;
  readonly aggregate: string;
  readonly status: string;
  /** null: it was not judged, or by a bridge that kept no grounds */
  readonly then: Grounds | null;
  /** how it would be judged now; without facts when they cannot be had */
  readonly now: Grounds | { readonly unknown: string };
}

const COMMAND_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

@Injectable()
export class Explanations {
  private readonly origin: Origin;

  constructor(
    private readonly store: Store,
    private readonly odoo: Odoo,
    private readonly policy: Policy,
    private readonly inForce: InForce,
    private readonly access: Access,
    private readonly usage: Usage,
    @Inject(CONFIG) config: Pick<Config, 'odoo'>,
  ) {
    this.origin = { database: config.odoo.database };
  }

  /** undefined: there is no such command. Changes nothing. */
  async of(id: string): Promise<Explanation | undefined> {
    const command = COMMAND_ID.test(id) ? await this.store.read((tx) => tx.getRepository(Command).findOneBy({ id })) : null;
    if (command === null) return undefined;
    const { type, client, aggregate, status } = command;
    const now = await this.now(command).catch((thrown: unknown) => ({ unknown: explain(thrown) }));
    return { commandId: command.id, type, client, aggregate, status, then: await this.judgedThen(command), now };
  }

  private async judgedThen(command: Command): Promise<Grounds | null> {
    const judged = command.verdict as Partial<Judged> | null;
    if (!judged?.policySet || !judged.facts || !judged.circumstances || !judged.judgedAt) return null;
    const set = await this.inForce.past(judged.policySet);
    const { judgedAt, policySet, facts, circumstances, requester, record = command.aggregate } = judged as Judged;
    const verdict = verdictIn(judged as Judged | NotSent);
    const question: Asking = {
      command: { type: command.type, aggregate: record },
      requester: requester ?? this.access.client(command.client),
      facts,
      circumstances,
    };
    return { verdict, at: judgedAt, policySet, facts, circumstances, ...groundsIn(set, verdict, question) };
  }

  private async now(given: Command): Promise<Grounds | { readonly unknown: string }> {
    const contract = catalog.commands.get(given.type);
    if (contract === undefined) return { unknown: 'the contract is gone' };
    const command = await withRecord(this.odoo, contract, given, this.origin);
    const requester = this.access.client(command.client);
    const facts = await gatherFacts(this.odoo, contract, command.input, this.origin);
    const sent = await this.store.read((tx) => this.usage.look(tx, command.client, command.type));
    const counted = (command.verdict as Partial<Judged> | null)?.counted;
    const at = new Date().toISOString();
    const [makers = []] = await makersOf(this.store, [command.aggregate]);
    const circumstances = { ...backgroundOf(command, makers), at, sent: withoutItself(sent, counted) };
    const verdict = judge(this.policy, requester, contract, command, facts, circumstances);
    const { set } = this.policy;
    const question = { command, requester, facts, circumstances };
    return { verdict, at, policySet: set.digest, facts, circumstances, ...groundsIn(set, verdict, question) };
  }
}

/** Without what is kept beside it. */
function verdictIn(judged: Judged | NotSent): Verdict {
  // its command did not reach Odoo and is to be judged again: this is what was said before
  if (judged.verdict === 'allowed' || judged.verdict === 'not-sent') return { verdict: 'allowed', policies: judged.policies };
  const { policies, reason } = judged;
  if (judged.verdict === 'approval-required') return { verdict: judged.verdict, policies, reason, approvers: judged.approvers };
  return {
    verdict: judged.verdict,
    policies,
    reason,
    code: judged.code,
    ...(judged.detail === undefined ? {} : { detail: judged.detail }),
  };
}

interface Asking {
  readonly command: Pick<Command, 'type' | 'aggregate'>;
  readonly requester: Requester | undefined;
  readonly facts: Facts;
  readonly circumstances: Circumstances;
}

function groundsIn(set: PastSet | undefined, { policies }: Verdict, asking: Asking): Pick<Grounds, 'deciding' | 'others'> {
  const { command, requester, facts, circumstances } = asking;
  if (set === undefined) return { deciding: [], others: [] };
  const deciding = policies.flatMap((id) => {
    const text = set.texts.get(id);
    return text === undefined ? [] : [{ id, ...text }];
  });
  if (requester === undefined) return { deciding, others: [] };
  const asked = { client: requester, contract: command.type, facts, circumstances };
  return { deciding, others: unmatched(set, asked, command.aggregate, policies) };
}
