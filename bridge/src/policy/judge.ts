/**
 * Policy: who may ask for what, and who may receive what. Cedar, deny by default. Facts are gathered by the caller;
 * judging is pure.
 */
import { Injectable } from '@nestjs/common';
import type { CommandContract, DataClass, Facts, QueryContract } from '@odoo-nats-bridge/contracts';
import { DATA_CLASSES } from '../subscription/subscription.js';
import { type Circumstances, type Requester, plainCircumstances } from './circumstances.js';
import { judgeBy, judgeCommandBy } from './judging.js';
import { type PolicySet, loadPolicies } from './policy-files.js';
import { type JudgedEvent, deliveryQuestion, queryQuestion, sightQuestion } from './questions.js';
import { withinReach } from './reach.js';
import type { Verdict } from './verdict.js';

@Injectable()
export class Policy {
  constructor(private inForce: PolicySet) {}

  /** Throws an Error naming file and mistake. */
  static load(directory: string): Policy {
    return new Policy(loadPolicies(directory));
  }

  get set(): PolicySet {
    return this.inForce;
  }

  /** From the next question on. There is no moment between the two sets. */
  replace(set: PolicySet): void {
    this.inForce = set;
  }

  /** May this client send this command about a target with these facts? */
  judgeCommand(
    client: Requester,
    contract: Pick<CommandContract, 'id'>,
    aggregate: string,
    facts: Facts,
    circumstances: Circumstances = plainCircumstances(),
  ): Verdict {
    return judgeCommandBy(this.inForce, { client, contract: contract.id, facts, circumstances }, aggregate);
  }

  /** May this client have the answer to this query about a subject with these facts? */
  judgeQuery(client: Requester, contract: Pick<QueryContract, 'id'>, subject: string, facts: Facts): Verdict {
    const asked = { client, contract: contract.id, facts, circumstances: plainCircumstances() };
    return judgeBy(this.inForce, queryQuestion(asked, subject));
  }

  /** Of these contracts' ids those that the roles may ask for at all; whether they may in one case is judged then. */
  withinReach(roles: readonly string[], contracts: readonly string[]): string[] {
    return withinReach(this.inForce.parsed, roles, contracts);
  }

  /** May this client receive this event through this subscription? */
  judgeDelivery(client: Requester, subscription: { readonly scope: Readonly<Record<string, string>> }, event: JudgedEvent): Verdict {
    return judgeBy(this.inForce, deliveryQuestion(client, subscription.scope, event));
  }

  /** Which data classes may this client see at all? What its subscriptions ask for beyond that is masked. */
  visibleClasses(client: Requester): ReadonlySet<DataClass> {
    return new Set(DATA_CLASSES.filter((each) => judgeBy(this.inForce, sightQuestion(client, each)).verdict === 'allowed'));
  }
}
