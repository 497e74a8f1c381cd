/**
 * CloudEvents 1.0 around each canonical event: binary mode on NATS (`ce-*` headers), structured JSON on webhooks.
 * Source: CloudEvents 1.0.2, NATS protocol binding 1.0.2. Extension names are lower-case letters and digits only.
 */
import type { OdooChange } from './change.js';
import type { DeprecationNote } from './deprecation.js';

/** `deprecated`, `sunset` and `replacedby` are there only for a contract that will end. */
export interface Envelope extends Partial<DeprecationNote> {
  readonly specversion: '1.0';
  /** deterministic: `<change id>:<contract id>`; what a subscriber deduplicates by */
  readonly id: string;
  /** `/odoo/<database>` */
  readonly source: string;
  /** the contract's id, `procurement.purchase-order.approved.v1` */
  readonly type: string;
  /** the canonical id, `odoo:<db>:purchase.order:42` */
  readonly subject: string;
  /** RFC 3339 UTC: when the transaction was folded in Odoo */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** one id for the whole story: the command's when a command caused it, else the change's */
  readonly correlationid: string;
  /** what immediately caused this event */
  readonly causationid: string;
  readonly partitionkey: string;
  /** the aggregate's version, a decimal integer as text */
  readonly recordversion: string;
  readonly dataclass: DataClass;
  readonly origin: OdooChange['origin'];
  /** present only when a command of the bridge caused the change: a subscriber recognises its own echo by it */
  readonly commandid?: string;
  /** of a delivery: the data classes that are hidden from this subscriber, `personal,sensitive`; absent when it sees everything */
  readonly masked?: string;
  /** present only when it was sent again by a replay: the replay's id. The event is the same, and so is its id */
  readonly replay?: string;
}

/** `ce-dataschema`: names the JSON Schema of a contract's data, which ships as generated/schemas/<contract id>.json. */
export const dataSchemaOf = (contractId: string): string => `urn:odoo-nats-bridge:schema:${contractId}`;

/** `ce-source` of what the bridge tells of commands and approvals; events of records come from `/odoo/<database>`. */
export const OUTCOME_SOURCE = '/bridge/commands';

export type DataClass = 'public' | 'internal' | 'commercial' | 'personal' | 'sensitive';

/** A delivery that says only that deliveries arrive: `scripts/bridge partner add` sends it. No contract; there is nothing to do but acknowledge. */
export const TEST_EVENT = 'bridge.subscription.tested.v1';

/** `envelopeOf` reads them by their places. */
const NAMES = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'dataschema',
  'correlationid',
  'causationid',
  'partitionkey',
  'recordversion',
  'dataclass',
  'origin',
  'commandid',
  'masked',
  'replay',
  'deprecated',
  'sunset',
  'replacedby',
] as const satisfies readonly (keyof Envelope)[];
/** Those from here on may be absent. */
const FIRST_OPTIONAL = NAMES.indexOf('commandid');

const HEADERS = NAMES.map((name) => [name, `ce-${name}`] as const);
const PLACES: ReadonlyMap<string, number> = new Map(HEADERS.map(([, header], place) => [header, place]));

/** Binary mode: header names and values, of an envelope or of a part of one. `datacontenttype` travels as `content-type`. */
export function toHeaders(envelope: Partial<Envelope>): [string, string][] {
  const headers: [string, string][] = [];
  for (const [name, header] of HEADERS) {
    const value = envelope[name];
    if (value !== undefined) headers.push([header, value]);
  }
  if (envelope.datacontenttype !== undefined) headers.push(['content-type', envelope.datacontenttype]);
  return headers;
}

/** Binary mode back into attributes; header names in any case (readers must accept any). Undefined when it is no CloudEvent. */
export function fromHeaders(
  headers: Iterable<readonly [string, string]>,
  /** told of the headers that are no attributes, their names in lower case */
  other: (name: string, value: string) => void = () => undefined,
): Envelope | undefined {
  const values: (string | undefined)[] = [];
  for (const [header, value] of headers) {
    const known = PLACES.get(header);
    const lower = known === undefined ? header.toLowerCase() : header;
    const place = known ?? PLACES.get(lower);
    if (place === undefined) other(lower, value);
    else values[place] = value;
  }
  return envelopeOf(values);
}

/** By the places of NAMES; undefined when one is missing that must not. */
function envelopeOf(values: readonly (string | undefined)[]): Envelope | undefined {
  for (let place = 0; place < FIRST_OPTIONAL; place += 1) if (values[place] === undefined) return undefined;
  // written out: an object that grows by names in variables costs twice as much, and this is on the way of every delivery
  const envelope: Record<string, string | undefined> = {
    datacontenttype: 'application/json',
    specversion: values[0],
    id: values[1],
    source: values[2],
    type: values[3],
    subject: values[4],
    time: values[5],
    dataschema: values[6],
    correlationid: values[7],
    causationid: values[8],
    partitionkey: values[9],
    recordversion: values[10],
    dataclass: values[11],
    origin: values[12],
  };
  for (let place = FIRST_OPTIONAL; place < values.length; place += 1) {
    const name = NAMES[place];
    if (name !== undefined && values[place] !== undefined) envelope[name] = values[place];
  }
  return envelope as unknown as Envelope;
}

/** Structured mode (`application/cloudevents+json`), as webhooks carry it. */
export const toStructured = (envelope: Envelope, data: unknown): Record<string, unknown> => ({ ...envelope, data });
