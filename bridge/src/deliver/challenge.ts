/**
 * Does whoever owns a subscription own its endpoint as well? A signed request carries a token that nobody else knows; the endpoint
 * answers 2xx with `{"challenge": "<token>"}`. A URL of somebody who never asked for deliveries does not do that.
 */
import { Injectable } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AuditLog } from '../audit/audit.js';
import { Refused } from '../failure.js';
import { Access } from '../identity/access.js';
import { Registry } from '../subscription/subscription.js';
import { type Target, surroundingsOf } from './connections.js';
import { type Answer, post } from './post.js';
import type { WebhookSubscription } from './sending.js';
import { Signature } from './signature.js';
import { signed } from './webhook-request.js';

export const CHALLENGE_TYPE = 'bridge.endpoint-challenge.v1';
/** The status reason of one that was never challenged. */
export const UNCHALLENGED = 'waits for its endpoint to answer the challenge';

const echoed = z.object({ challenge: z.string() });

export type ChallengeVerdict = { readonly passed: true } | { readonly passed: false; readonly detail: string };

/** Never throws for what the other side does. */
export async function challenge(
  { name, channel }: WebhookSubscription,
  surroundings = surroundingsOf(channel, 1),
): Promise<ChallengeVerdict> {
  const token = randomBytes(32).toString('base64url');
  const body = Buffer.from(JSON.stringify({ type: CHALLENGE_TYPE, subscription: name, challenge: token }));
  const content = { id: `challenge:${randomUUID()}`, headers: { 'content-type': 'application/json' }, body };
  const request = signed(content, new Signature(channel.secrets), new Date());
  if (request === undefined) return { passed: false, detail: 'no valid secret to sign with' };
  const target: Target = channel;
  return judgeEcho(await post(target, request.headers, request.body, surroundings), token);
}

/** Pure. */
export function judgeEcho(answer: Answer, token: string): ChallengeVerdict {
  if (answer.kind === 'unreachable') return { passed: false, detail: answer.reason };
  if (answer.status < 200 || answer.status > 299) return { passed: false, detail: `HTTP ${answer.status}` };
  const parsed = echoed.safeParse(jsonIn(answer.body));
  return parsed.success && parsed.data.challenge === token ? { passed: true } : { passed: false, detail: 'the token did not come back' };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

@Injectable()
export class Challenges {
  constructor(
    private readonly access: Access,
    private readonly registry: Registry,
    private readonly audit: AuditLog,
  ) {}

  /** Passed: one that waited for it becomes active. Failed: it is paused. Both are audited. Refused for what is no webhook. */
  async run(by: string, name: string): Promise<ChallengeVerdict> {
    const subscription = this.access.subscription(name);
    if (subscription === undefined) throw new Refused(refuse('subscription-not-found', name));
    if (!isWebhook(subscription)) throw new Refused(refuse('schema-violation', `${name} has no endpoint`));
    const subject = { subscription: name, client: subscription.client };
    const tell = (kind: string, data: Readonly<Record<string, unknown>>): Promise<void> =>
      this.audit.append([{ kind, actor: by, correlationId: `subscription:${name}`, subject, data }]);
    await tell('subscription.challenge-begun', {});
    const verdict = await challenge(subscription);
    await tell('subscription.challenged', verdict);
    const { status, statusReason } = subscription;
    if (!verdict.passed && status === 'active') await this.registry.setStatus(by, name, 'paused', UNCHALLENGED);
    if (verdict.passed && status === 'paused' && statusReason === UNCHALLENGED) await this.registry.setStatus(by, name, 'active');
    return verdict;
  }
}

const isWebhook = (subscription: { readonly channel: { readonly kind: string } }): subscription is WebhookSubscription =>
  subscription.channel.kind === 'webhook';
