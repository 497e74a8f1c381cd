/** Asks policy, and keeps what it said with the command. */
import type { CommandContract, Facts } from '@odoo-nats-bridge/contracts';
import type { Client } from '../identity/access.js';
import type { Policy, Verdict } from '../policy/policy.js';
import type { Command } from '../store/store.js';

/** A client that left the access file after it sent the command may no longer do anything. */
export function judge(policy: Policy, client: Client | undefined, contract: CommandContract, command: Command, facts: Facts): Verdict {
  if (client === undefined) return { verdict: 'refused', policies: [], reason: 'the sender is no longer known' };
  return policy.judgeCommand(client, contract, command.aggregate, facts);
}

export const wasAllowed = (command: Command): boolean => command.verdict?.verdict === 'allowed';
