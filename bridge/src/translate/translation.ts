/**
 * From a raw change to canonical events, purely: contract lookup, moment, data, validation, envelope.
 * A contract that fails becomes a dead letter and does not hold up the other events of the same change.
 */
import {
  type Catalog,
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
import type { ZodError } from 'zod';
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
  const told: Told = { data: new Map(), envelope: sharedEnvelope(change) };
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
  readonly envelope: SharedEnvelope;
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
    const checked = contract.data.safeParse(dataOf(change, contract, told));
    if (!checked.success) return { violation: { reason: 'schema-violation', ...firstIssue(checked.error), ...where } };
    told.data.set(contract.id, checked.data);
    return withinLimit(eventMessage(envelopeOf(told.envelope, change, contract), checked.data), where);
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

function dataOf(change: OdooChange, contract: EventContract, told: Told): unknown {
  const { derivation } = contract;
  const newer = derivation && told.data.get(derivation.newer.id);
  return newer === undefined ? contract.toData(change, { database: change.database }) : derivation?.fromNewer(newer);
}

function withinLimit(message: OutgoingMessage, where: Pick<Violation, 'changeId' | 'contract'>): Outcome<OutgoingMessage> {
  const { byteLength } = message.data;
  if (byteLength <= MAX_EVENT_BYTES) return { value: message };
  const text = `the event's data has ${byteLength} bytes, ${MAX_EVENT_BYTES} are allowed`;
  return { violation: { reason: 'too-large', message: text, path: '', ...where } };
}

const eventMessage = (envelope: Envelope, data: unknown): OutgoingMessage => ({
  subject: eventSubject(envelope.type),
  headers: toHeaders(envelope),
  data: Buffer.from(JSON.stringify(data)),
  id: envelope.id,
});

type SharedEnvelope = Omit<Envelope, 'id' | 'type' | 'dataschema' | 'dataclass'>;

function sharedEnvelope(change: OdooChange): SharedEnvelope {
  const subject = canonicalId({ database: change.database }, change.model, change.record_id);
  const cause = change.command_id ?? change.change_id;
  return {
    specversion: '1.0',
    source: `/odoo/${change.database}`,
    subject,
    time: change.occurred_at,
    datacontenttype: 'application/json',
    correlationid: cause,
    causationid: cause,
    partitionkey: subject,
    recordversion: String(change.version),
    origin: change.origin,
    ...(change.command_id === null ? {} : { commandid: change.command_id }),
  };
}

const envelopeOf = (shared: SharedEnvelope, change: OdooChange, contract: EventContract): Envelope => ({
  ...shared,
  id: `${change.change_id}:${contract.id}`,
  type: contract.id,
  dataschema: dataSchemaOf(contract.id),
  dataclass: contract.dataClass,
  ...(contract.deprecated === undefined ? {} : deprecationNote(contract.deprecated)),
});

function firstIssue(error: ZodError): Pick<Violation, 'message' | 'path'> {
  const [issue] = error.issues;
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return { message: brief(`${issue?.message ?? 'invalid'}${more}`), path: issue?.path.join('.') ?? '' };
}

// foreign text: an error may quote the whole payload
const brief = (text: string): string => text.slice(0, 1_000);
