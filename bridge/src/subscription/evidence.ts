/** What the audit is told of a change: all of the declaration, never a secret. Pure. */
import type { NewAuditEntry } from '../audit/audit.js';
import type { Client, Subscription } from './model.js';

export function subscriptionEvidence(verb: string, actor: string, subscription: Subscription): NewAuditEntry {
  const { name, client } = subscription;
  return {
    kind: `subscription.${verb}`,
    actor,
    correlationId: `subscription:${name}`,
    subject: { subscription: name, client },
    data: shown(subscription),
  };
}

export function clientEvidence(verb: string, actor: string, client: Client): NewAuditEntry {
  const { apiKeySha256, ...open } = client;
  return {
    kind: `client.${verb}`,
    actor,
    correlationId: `client:${client.id}`,
    subject: { client: client.id },
    data: { ...open, hasApiKey: apiKeySha256 !== undefined },
  };
}

/** A subscription as operators and the audit may see it: how many secrets it has, and until when. */
export function shown(subscription: Subscription): Record<string, unknown> {
  const { channel, ...rest } = subscription;
  if (channel.kind !== 'webhook') return { ...rest, channel };
  const { secrets, ...open } = channel;
  return { ...rest, channel: { ...open, secrets: secrets.map(({ value, until = null }) => ({ kind: value.split('_')[0], until })) } };
}
