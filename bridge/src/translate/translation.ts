/**
 * From a raw change to canonical events, purely: contract lookup, moment, data, validation, envelope.
 * A contract that fails becomes a dead letter and does not hold up the other events of the same change.
 */
import {
  type Catalog,
  type EventContract,
  type OdooChange,
  type SnapshotNode,
  SnapshotMismatch,
  UnknownWord,
  conforms,
  eventSubject,
  isMoment,
  odooChange,
} from '@odoo-nats-bridge/contracts';
import type { ZodError } from 'zod';
import { type OutgoingMessage, type StreamMessage, WrittenMessage } from '../nats/nats.js';
import { type Violation, deadLetter } from './dead-letter.js';
import { EventData } from './event-data.js';
import { HeadersOfChange } from './event-headers.js';

/** Larger data is referenced, never truncated (DESIGN: streams and words on the wire). */
export const MAX_EVENT_BYTES = 256 * 1024;

type Outcome<Value> = { readonly value: Value } | { readonly violation: Violation };

/** How an event becomes a message. */
type Form = (contract: EventContract, headers: HeadersOfChange, data: Uint8Array) => OutgoingMessage;

export const inObjects: Form = (contract, headers, data) => ({ subject: eventSubject(contract.id), ...headers.of(contract), data });

/** As it goes on the wire: for another thread. */
export const inWriting: Form = (contract, headers, data) => new WrittenMessage(eventSubject(contract.id), headers.blockOf(contract), data);

export function translate(message: StreamMessage, catalog: Pick<Catalog, 'eventsByModel'>, form = inObjects): OutgoingMessage[] {
  const parsed = parseChange(message.data);
  if ('violation' in parsed) return [deadLetter(message, parsed.violation)];
  const change = parsed.value;
  const data = new EventData(change);
  const headers = new HeadersOfChange(change);
  const messages: OutgoingMessage[] = [];
  for (const contract of catalog.eventsByModel.get(change.model) ?? []) {
    const event = eventOf(change, contract, { data, headers, form });
    if (event !== undefined) messages.push('violation' in event ? deadLetter(message, event.violation) : event.value);
  }
  return messages;
}

/** What the events of one change share. */
interface Shared {
  readonly data: EventData;
  readonly headers: HeadersOfChange;
  readonly form: Form;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function parseChange(data: Uint8Array): Outcome<OdooChange> {
  const nowhere = { changeId: null, contract: null };
  let content: unknown;
  try {
    content = JSON.parse(UTF_8.decode(data));
  } catch {
    // the parser's own text quotes the payload
    return { violation: { reason: 'bad-json', message: 'the message is no JSON in UTF-8', path: '', ...nowhere } };
  }
  if (conforms(odooChange, content)) return { value: content as OdooChange };
  const parsed = odooChange.safeParse(content);
  if (!parsed.success) return { violation: { reason: 'not-a-change', ...firstIssue(parsed.error), ...nowhere } };
  return { value: parsed.data };
}

/** undefined when this change is not the contract's moment. */
function eventOf(change: OdooChange, contract: EventContract, { data, headers, form }: Shared): Outcome<OutgoingMessage> | undefined {
  const where = { changeId: change.change_id, contract: contract.id };
  try {
    if (!isMoment(contract, change)) return undefined;
    const told = data.of(contract);
    if (!told.success) return { violation: { reason: 'schema-violation', ...firstIssue(told.error), ...where } };
    return withinLimit(form(contract, headers, Buffer.from(told.json)), where);
  } catch (error) {
    return { violation: { ...whyItFailed(error, change), ...where } };
  }
}

function whyItFailed(error: unknown, change: OdooChange): Pick<Violation, 'reason' | 'message' | 'path'> {
  if (!(error instanceof SnapshotMismatch)) return { reason: 'contract-failed', message: `the contract threw ${placeOf(error)}`, path: '' };
  const reason = error instanceof UnknownWord ? 'unknown-word' : 'snapshot-mismatch';
  return { reason, message: brief(error.message), path: error.pathIn(change.snapshot as SnapshotNode | null) };
}

/** `TypeError at toQuantity (canonical.js:121)`: an exception's own text may quote the record. */
function placeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `a ${typeof thrown}`;
  const [, name, file] = /^ +at (?:(.+) \()?.*?([^/\\]+:\d+):\d+\)?$/m.exec(thrown.stack ?? '') ?? [];
  return [thrown.name, name && `at ${name}`, file && `(${file})`].filter(Boolean).join(' ');
}

function withinLimit(message: OutgoingMessage, where: Pick<Violation, 'changeId' | 'contract'>): Outcome<OutgoingMessage> {
  const { byteLength } = message.data;
  if (byteLength <= MAX_EVENT_BYTES) return { value: message };
  const text = `the event's data has ${byteLength} bytes, ${MAX_EVENT_BYTES} are allowed`;
  return { violation: { reason: 'too-large', message: text, path: '', ...where } };
}

function firstIssue(error: ZodError): Pick<Violation, 'message' | 'path'> {
  const [issue] = error.issues;
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return { message: brief(`${issue?.message ?? 'invalid'}${more}`), path: issue?.path.join('.') ?? '' };
}

// a list of what is allowed may be long
const brief = (text: string): string => text.slice(0, 1_000);
