/**
 * An event as a subscriber gets it: parsed by its contract, whatever the channel. Fields that the contract does not name are left
 * out, because a later version may add them. What cannot be parsed is an answer here, never an exception.
 */
import { type Envelope, catalog, fromHeaders } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import type { Events } from './contract-types.js';

export interface ReceivedEvent<Type extends keyof Events> {
  readonly type: Type;
  readonly envelope: Envelope;
  readonly data: Events[Type];
}
/** Told apart by `type`. */
export type AnyEvent = { readonly [Type in keyof Events]: ReceivedEvent<Type> }[keyof Events];

export type InvalidReason = 'not-json' | 'no-cloud-event' | 'unknown-contract' | 'schema-violation' | 'not-handled';

export interface Invalid {
  readonly kind: 'invalid';
  readonly reason: InvalidReason;
  /** for a log: which field, in what way */
  readonly detail: string;
  readonly envelope: Envelope | undefined;
  /** as it came */
  readonly body: string;
}
export type Parsed = { readonly kind: 'event'; readonly event: AnyEvent } | Invalid;

/** Binary mode, as on NATS: the attributes in headers, the payload is the data. */
export function parseEvent(headers: Iterable<readonly [string, string]>, body: string): Parsed {
  return judged(fromHeaders(headers), body, () => json(body));
}

/** Structured mode, as in a webhook. */
export function parseStructured(body: string): Parsed {
  const message = z.looseObject({ data: z.unknown() }).safeParse(json(body));
  if (!message.success) return invalid('not-json', 'the body is no JSON object with data', undefined, body);
  const { data, ...attributes } = message.data;
  const texts = Object.entries(attributes).map(([name, value]): [string, string] => [`ce-${name}`, String(value)]);
  return judged(fromHeaders(texts), body, () => data);
}

function judged(envelope: Envelope | undefined, body: string, read: () => unknown): Parsed {
  if (envelope === undefined) return invalid('no-cloud-event', 'a CloudEvents attribute is missing', envelope, body);
  const contract = catalog.events.get(envelope.type);
  if (contract === undefined) return invalid('unknown-contract', `this client does not know ${envelope.type}`, envelope, body);
  const data = read();
  if (data === undefined) return invalid('not-json', 'the body is not JSON', envelope, body);
  const parsed = contract.data.safeParse(data);
  if (!parsed.success) return invalid('schema-violation', z.prettifyError(parsed.error), envelope, body);
  // the generated types are of these very contracts; a test compares them with the golden examples
  return { kind: 'event', event: { type: envelope.type, envelope, data: parsed.data } as AnyEvent };
}

const invalid = (reason: InvalidReason, detail: string, envelope: Envelope | undefined, body: string): Invalid => ({
  kind: 'invalid',
  reason,
  detail,
  envelope,
  body,
});

/** Undefined when it is no JSON: JSON itself has no undefined. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
