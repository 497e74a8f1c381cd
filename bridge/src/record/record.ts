/** Live traffic becomes fixtures: read from the streams, masked, checked against the contracts again, written as JSON Lines. */
import {
  ALL_CHANGES,
  type Catalog,
  type EventContract,
  type OdooChange,
  STREAMS,
  eventSubject,
  fromHeaders,
  schemaOf,
} from '@odoo-nats-bridge/contracts';
import { type Nats, type StreamMessage, follow } from '../nats/nats.js';
import { type Fixture, lineOf } from './fixture.js';
import { type MaskRules, Masking } from './mask.js';
import { maskChange, rawChangeOf } from './raw-change.js';

export { CHANGES_FILE, EVENTS_FILE, type Fixture, readFixtures } from './fixture.js';

export interface Wanted {
  /** contract ids; empty: all that the catalogue knows */
  readonly contracts: readonly string[];
  readonly forMs: number;
  /** events; raw changes are counted apart */
  readonly count: number;
  readonly from: 'start' | 'now';
  /** raw changes of Odoo beside the events */
  readonly raw: boolean;
  readonly mask: MaskRules;
}

export interface Recording {
  /** content of events.jsonl and changes.jsonl */
  readonly events: readonly string[];
  readonly changes: readonly string[];
  readonly byContract: Readonly<Record<string, number>>;
  /** number of masked values by data class */
  readonly masked: Readonly<Record<string, number>>;
  /** what could not be recorded, and why */
  readonly leftOut: readonly string[];
}

interface Heard extends Fixture {
  readonly contract: EventContract;
}

/** Resolves when the time is over, the count is reached, or `stop` is aborted. */
export async function record(nats: Nats, wanted: Wanted, catalog: Pick<Catalog, 'events'>, stop: AbortSignal): Promise<Recording> {
  const leftOut: string[] = [];
  const filters = wanted.contracts.length > 0 ? wanted.contracts.map(eventSubject) : [eventSubject('>')];
  const [messages, raw] = await Promise.all([
    listen(nats, STREAMS.events, filters, wanted, stop),
    wanted.raw ? listen(nats, STREAMS.changes, [ALL_CHANGES], wanted, stop) : [],
  ]);
  const heard = messages.flatMap((message) => eventIn(message, catalog, leftOut));
  return masked(
    heard,
    raw.map(({ data }) => rawChangeOf(data)),
    wanted.mask,
    leftOut,
  );
}

/** The masking of what was heard. Pure but for the key, which is drawn anew each time. */
export function masked(heard: readonly Heard[], raw: readonly OdooChange[], rules: MaskRules, leftOut: string[] = []): Recording {
  const masking = new Masking(rules);
  const schemas = new Map(heard.map(({ contract }) => [contract.id, schemaOf(contract.id, contract.meaning, contract.data)]));
  const schemaFor = (contract: EventContract) => schemas.get(contract.id) ?? {};
  for (const { data, contract } of heard) masking.collect(data, schemaFor(contract));
  const byContract: Record<string, number> = {};
  const events = heard.flatMap(({ envelope, data, contract }) => {
    const fixture = { envelope: masking.envelope(envelope), data: masking.mask(data, schemaFor(contract)) };
    const wrong = contract.data.safeParse(fixture.data).error?.issues[0];
    if (wrong !== undefined) {
      leftOut.push(`${contract.id}: masked, it does not match its contract any more (${wrong.path.join('.')}: ${wrong.message})`);
      return [];
    }
    byContract[contract.id] = (byContract[contract.id] ?? 0) + 1;
    return [lineOf(fixture)];
  });
  const changes = raw.map((change) => `${JSON.stringify(maskChange(change, masking))}\n`);
  return { events, changes, byContract, masked: Object.fromEntries(masking.counts), leftOut };
}

async function listen(nats: Nats, stream: string, filters: readonly string[], wanted: Wanted, stop: AbortSignal): Promise<StreamMessage[]> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(wanted.forMs)]);
  const found: StreamMessage[] = [];
  for await (const message of follow(nats, { stream, filters, from: wanted.from }, signal)) {
    found.push(message);
    if (found.length >= wanted.count) break;
  }
  return found;
}

function eventIn(message: StreamMessage, catalog: Pick<Catalog, 'events'>, leftOut: string[]): Heard[] {
  const envelope = fromHeaders(message.headers);
  const contract = envelope && catalog.events.get(envelope.type);
  if (envelope === undefined || contract === undefined) {
    leftOut.push(`${message.subject}: no contract of this version says what its values are`);
    return [];
  }
  return [{ envelope, contract, data: JSON.parse(Buffer.from(message.data).toString('utf8')) as unknown }];
}
