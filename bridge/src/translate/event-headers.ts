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
import type { Header } from '../nats/nats.js';

export interface EventHeaders {
  readonly id: string;
  readonly headers: readonly Header[];
}

type OfContract = Pick<Envelope, 'specversion' | 'datacontenttype' | 'type' | 'dataschema' | 'dataclass'> & Partial<DeprecationNote>;
type OfChange = Omit<Envelope, 'id' | keyof OfContract>;

export class HeadersOfChange {
  private readonly shared: readonly Header[];

  constructor(private readonly change: OdooChange) {
    this.shared = toHeaders(ofChange(change));
  }

  of(contract: EventContract): EventHeaders {
    const id = `${this.change.change_id}:${contract.id}`;
    return { id, headers: [...toHeaders({ id }), ...headersOf(contract), ...this.shared] };
  }
}

const known = new WeakMap<EventContract, readonly Header[]>();

function headersOf(contract: EventContract): readonly Header[] {
  const found = known.get(contract) ?? toHeaders(ofContract(contract));
  known.set(contract, found);
  return found;
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
