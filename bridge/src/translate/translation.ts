/**
 * From a raw change to canonical events, purely: contract lookup, moment, data, validation, envelope.
 * A contract that fails becomes a dead letter and does not hold up the other events of the same change.
 */
import {
  type Catalog,
  type DeprecationNote,
  type Envelope,
  type EventContract,
  type OdooChange,
  SnapshotMismatch,
  canonicalId,
  dataSchemaOf,
  deprecationNote,
  eventSubject,
  isMoment,
  odooChange,
  toHeaders,
} from '@odoo-nats-bridge/contracts';
import type { ZodError, ZodType } from 'zod';
import { explain } from '../failure.js';
import type { OutgoingMessage, StreamMessage } from '../nats/nats.js';
import { type Violation, deadLetter } from './dead-letter.js';

/** Larger data is referenced, never truncated (DESIGN: streams and words on the wire). */
export const MAX_EVENT_BYTES = 256 * 1024;

type Outcome<Value> = { readonly value: Value } | { readonly violation: Violation };

export function translate(message: StreamMessage, catalog: Pick<Catalog, 'eventsByModel'>): OutgoingMessage[] {
  const parsed = parseChange(message.data);
  if ('violation' in parsed) return [deadLetter(message, parsed.violation)];
  const change = parsed.value;
  const told: Told = { data: new Map(), checked: new Map(), headers: toHeaders(ofChange(change)) };
  const messages: OutgoingMessage[] = [];
  for (const contract of catalog.eventsByModel.get(change.model) ?? []) {
    const event = eventOf(change, contract, told);
    if (event !== undefined) messages.push('violation' in event ? deadLetter(message, event.violation) : event.value);
  }
  return messages;
}

/** What the events of one change share. */
interface Told {
  /** checked data by contract: an earlier version need not read the snapshot again */
  readonly data: Map<string, unknown>;
  /** what a schema said of which data: several events of one change tell the same, or the same and something more */
  readonly checked: Map<ZodType, Checked>;
  /** of the envelope, what all events of the change have in common */
  readonly headers: OutgoingMessage['headers'];
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function parseChange(data: Uint8Array): Outcome<OdooChange> {
  const nowhere = { changeId: null, contract: null };
  let content: unknown;
  try {
    content = JSON.parse(UTF_8.decode(data));
  } catch (error) {
    return { violation: { reason: 'bad-json', message: brief(explain(error)), path: '', ...nowhere } };
  }
  const parsed = odooChange.safeParse(content);
  if (!parsed.success) return { violation: { reason: 'not-a-change', ...firstIssue(parsed.error), ...nowhere } };
  return { value: parsed.data };
}

/** undefined when this change is not the contract's moment. */
function eventOf(change: OdooChange, contract: EventContract, told: Told): Outcome<OutgoingMessage> | undefined {
  const where = { changeId: change.change_id, contract: contract.id };
  try {
    if (!isMoment(contract, change)) return undefined;
    const result = resultOf(change, contract, told);
    if (!result.success) return { violation: { reason: 'schema-violation', ...firstIssue(result.error), ...where } };
    told.data.set(contract.id, result.data);
    return withinLimit(eventMessage(change, contract, told, result.data), where);
  } catch (error) {
    return {
      violation: {
        reason: 'contract-failed',
        message: explain(error),
        path: error instanceof SnapshotMismatch ? error.field : '',
        ...where,
      },
    };
  }
}

type Result = ReturnType<ZodType['safeParse']>;
interface Checked {
  readonly given: unknown;
  readonly result: Result;
}

function resultOf(change: OdooChange, contract: EventContract, told: Told): Result {
  const { derivation, extension } = contract;
  const newer = derivation && told.data.get(derivation.newer.id);
  if (derivation && newer !== undefined) return contract.data.safeParse(derivation.fromNewer(newer));
  const origin = { database: change.database };
  if (!extension) return check(contract.data, contract.toData(change, origin), told);
  const base = check(extension.data, extension.toData(change, origin), told);
  const more = extension.more.safeParse(extension.toMore(change));
  if (!base.success) return base;
  return more.success ? { success: true, data: { ...(base.data as object), ...more.data } } : more;
}

function check(schema: ZodType, given: unknown, { checked }: Told): Result {
  const known = checked.get(schema);
  if (known !== undefined && known.given === given) return known.result;
  const result = schema.safeParse(given);
  checked.set(schema, { given, result });
  return result;
}

function withinLimit(message: OutgoingMessage, where: Pick<Violation, 'changeId' | 'contract'>): Outcome<OutgoingMessage> {
  const { byteLength } = message.data;
  if (byteLength <= MAX_EVENT_BYTES) return { value: message };
  const text = `the event's data has ${byteLength} bytes, ${MAX_EVENT_BYTES} are allowed`;
  return { violation: { reason: 'too-large', message: text, path: '', ...where } };
}

function eventMessage(change: OdooChange, contract: EventContract, { headers }: Told, data: unknown): OutgoingMessage {
  const id = `${change.change_id}:${contract.id}`;
  return {
    subject: eventSubject(contract.id),
    headers: [...toHeaders({ id }), ...headersOf(contract), ...headers],
    data: Buffer.from(JSON.stringify(data)),
    id,
  };
}

// An envelope is made of three parts: the event's id, what its contract says once for all, and what its change says for all its events.
type OfContract = Pick<Envelope, 'specversion' | 'datacontenttype' | 'type' | 'dataschema' | 'dataclass'> & Partial<DeprecationNote>;
type OfChange = Omit<Envelope, 'id' | keyof OfContract>;

const ofContract = (contract: EventContract): OfContract => ({
  specversion: '1.0',
  datacontenttype: 'application/json',
  type: contract.id,
  dataschema: dataSchemaOf(contract.id),
  dataclass: contract.dataClass,
  ...(contract.deprecated === undefined ? {} : deprecationNote(contract.deprecated)),
});

const known = new WeakMap<EventContract, OutgoingMessage['headers']>();

function headersOf(contract: EventContract): OutgoingMessage['headers'] {
  const found = known.get(contract) ?? toHeaders(ofContract(contract));
  known.set(contract, found);
  return found;
}

function ofChange(change: OdooChange): OfChange {
  const subject = canonicalId({ database: change.database }, change.model, change.record_id);
  const cause = change.command_id ?? change.change_id;
  return {
    source: `/odoo/${change.database}`,
    subject,
    time: change.occurred_at,
    correlationid: cause,
    causationid: cause,
    partitionkey: subject,
    recordversion: String(change.version),
    origin: change.origin,
    ...(change.command_id === null ? {} : { commandid: change.command_id }),
  };
}

function firstIssue(error: ZodError): Pick<Violation, 'message' | 'path'> {
  const [issue] = error.issues;
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return { message: brief(`${issue?.message ?? 'invalid'}${more}`), path: issue?.path.join('.') ?? '' };
}

// foreign text: an error may quote the whole payload
const brief = (text: string): string => text.slice(0, 1_000);
