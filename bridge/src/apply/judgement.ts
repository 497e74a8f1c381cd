/** Asks policy, and keeps what it said with the command. */
import type { CommandContract, Facts, Refusal } from '@odoo-nats-bridge/contracts';
import { refuse } from '@odoo-nats-bridge/contracts';
import type { Client } from '../identity/access.js';
import type { Policy, Verdict } from '../policy/policy.js';
import type { Command } from '../store/store.js';

/** A client that left the access file after it sent the command may no longer do anything. */
export function judge(policy: Policy, client: Client | undefined, contract: CommandContract, command: Command, facts: Facts): Verdict {
  if (client === undefined) return { verdict: 'refused', policies: [], reason: 'the sender is no longer known' };
  return policy.judgeCommand(client, contract, command.aggregate, facts);
}

/** What the sender hears; undefined when the command may go ahead. */
export function refusalOf(verdict: Verdict): Refusal | undefined {
  if (verdict.verdict === 'allowed') return undefined;
  const { reason, policies } = verdict;
  return refuse(verdict.verdict === 'refused' ? 'policy-denied' : 'approval-required', { reason, policies });
}

export const wasAllowed = (command: Command): boolean => command.verdict?.verdict === 'allowed';
