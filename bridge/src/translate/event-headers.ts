/**
 * The envelope of an event as headers, in three parts: what its contract says once for all, what its change says for all its
 * events, and the event's own id.
 */
import {
  type DeprecationNote,
  type Envelope,
  type EventContract,
  type OdooChange,
  canonicalId,
  dataSchemaOf,
  deprecationNote,
  toHeaders,
} from '@odoo-nats-bridge/contracts';
import { type Header, MESSAGE_ID, headerBlock, headerLines } from '../nats/nats.js';

export interface EventHeaders {
  readonly id: string;
  readonly headers: readonly Header[];
}

type OfContract = Pick<Envelope, 'specversion' | 'datacontenttype' | 'type' | 'dataschema' | 'dataclass'> & Partial<DeprecationNote>;
type OfChange = Omit<Envelope, 'id' | keyof OfContract>;

export class HeadersOfChange {
  private readonly shared: readonly Header[];
  private sharedLines: string | undefined;

  constructor(private readonly change: OdooChange) {
    this.shared = toHeaders(ofChange(change));
  }

  of(contract: EventContract): EventHeaders {
    const id = this.idOf(contract);
    return { id, headers: [...toHeaders({ id }), ...headersOf(contract).list, ...this.shared] };
  }

  /** The same, id included, as it goes on the wire. */
  blockOf(contract: EventContract): Uint8Array {
    const id = this.idOf(contract);
    this.sharedLines ??= headerLines(this.shared);
    return headerBlock(headerLines(toHeaders({ id })) + headersOf(contract).lines + this.sharedLines + headerLines([[MESSAGE_ID, id]]));
  }

  private idOf(contract: EventContract): string {
    return `${this.change.change_id}:${contract.id}`;
  }
}

interface HeadersOfContract {
  readonly list: readonly Header[];
  readonly lines: string;
}

const known = new WeakMap<EventContract, HeadersOfContract>();

function headersOf(contract: EventContract): HeadersOfContract {
  const found = known.get(contract);
  if (found !== undefined) return found;
  const list = toHeaders(ofContract(contract));
  const made = { list, lines: headerLines(list) };
  known.set(contract, made);
  return made;
}

const ofContract = (contract: EventContract): OfContract => ({
  specversion: '1.0',
  datacontenttype: 'application/json',
  type: contract.id,
  dataschema: dataSchemaOf(contract.id),
  dataclass: contract.dataClass,
  ...(contract.deprecated === undefined ? {} : deprecationNote(contract.deprecated)),
});

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
