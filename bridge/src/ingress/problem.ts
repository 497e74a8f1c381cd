/** What went wrong, as a sender may hear it: RFC 9457 over HTTP. No stack, no foreign text, no secret. */
import { HttpException } from '@nestjs/common';
import { REFUSALS, type Refusal, type RefusalCode, refuse } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Refused, Retry } from '../failure.js';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** structured detail: the wrong fields, the policies that spoke */
  readonly context?: unknown;
}

const isCatalogued = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);

/** 422 for a contract's own codes: the sender was understood, and Odoo's state said no. */
export const httpStatusOf = (refusal: Refusal): number => (isCatalogued(refusal.code) ? REFUSALS[refusal.code].httpStatus : 422);

const retryAfter = z.object({ retryAfterMs: z.number() });

/** When a refusal itself says when to come back. */
export function retryAfterOf(refusal: Refusal | null): Readonly<Record<string, string>> {
  const { success, data } = retryAfter.safeParse(refusal?.detail);
  return success ? { 'retry-after': String(Math.ceil(data.retryAfterMs / 1_000)) } : {};
}

/** The refusal in anything thrown. */
export function refusalIn(thrown: unknown): Refusal {
  if (thrown instanceof Refused) return thrown.refusal;
  return refuse(thrown instanceof Retry ? 'unavailable' : 'internal');
}

export function problemOf(refusal: Refusal): Problem {
  const { code, message, detail } = refusal;
  const structured = detail !== undefined && typeof detail !== 'string';
  return {
    type: `urn:odoo-nats-bridge:refusal:${code}`,
    title: isCatalogued(code) ? REFUSALS[code].meaning : message,
    status: httpStatusOf(refusal),
    detail: typeof detail === 'string' ? detail : message,
    code,
    ...(structured ? { context: detail } : {}),
  };
}

/** What Nest and Fastify refuse by themselves: no such route, a body over the transport's limit, a malformed query. */
export function problemOfTransport(thrown: HttpException): Problem {
  const status = thrown.getStatus();
  if (status === 413) return problemOf(refuse('payload-too-large'));
  if (status === 404) return plain(404, 'There is nothing at this address.', 'not-found');
  if (status >= 500) return problemOf(refuse('internal'));
  return plain(status, messagesOf(thrown), 'bad-request');
}

const plain = (status: number, detail: string, code: string): Problem => ({ type: 'about:blank', title: detail, status, detail, code });

function messagesOf(thrown: HttpException): string {
  const body = thrown.getResponse();
  const message: unknown = typeof body === 'object' && 'message' in body ? body.message : thrown.message;
  return Array.isArray(message) ? message.join('; ') : String(message);
}
