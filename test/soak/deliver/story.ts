/** The events of a soak: purchase orders of several suppliers that change again and again, told in the translator's place. */
import { readFileSync } from 'node:fs';
import { STREAMS, type Envelope, eventSubject, toHeaders } from '@odoo-nats-bridge/contracts';
import { type JetStreamClient, jetstream } from '@nats-io/jetstream';
import { type NatsConnection, headers as newHeaders } from '@nats-io/nats-core';
import { inRepository } from '../../rig/repository.js';
import { until } from '../../rig/until.js';
import type { Ledger, Told } from './ledger.js';
import { COMPANIES, CONTRACT, SUPPLIERS, type Subscriber, isFor } from './world.js';

/** stands in a personal field of every event; who may not see people must never see it */
export const PERSON = 'Hildegard Geheim';

const RECORDS = 40;
const example = JSON.parse(readFileSync(inRepository('contracts', 'examples', 'events', `${CONTRACT}.json`), 'utf8')) as {
  readonly data: Readonly<Record<string, unknown>>;
};

export interface Message {
  readonly told: Told;
  readonly envelope: Envelope;
  readonly data: string;
}

/** @param number of the record; it says whose order it is */
export function messageOf(
  number: number,
  version: number,
  expectedBy: (event: Pick<Told, 'supplier' | 'company'>) => readonly string[],
): Message {
  const supplier = SUPPLIERS[number % SUPPLIERS.length] ?? '';
  const company = COMPANIES[Math.floor(number / SUPPLIERS.length) % COMPANIES.length] ?? '';
  const record = `odoo:golden:purchase.order:${String(number + 1)}`;
  const id = `soak-${String(number)}-${String(version)}:${CONTRACT}`;
  const data = {
    ...example.data,
    id: record,
    number: `P${String(number)}-${String(version)}`,
    supplier: { id: supplier, name: 'Supplier', reference: null },
    company: { id: company, name: 'Company' },
    buyer: { id: 'odoo:golden:res.users:1', name: PERSON },
  };
  const envelope: Envelope = {
    specversion: '1.0',
    id,
    source: '/odoo/golden',
    type: CONTRACT,
    subject: record,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: `urn:odoo-nats-bridge:schema:${CONTRACT}`,
    correlationid: id,
    causationid: id,
    partitionkey: record,
    recordversion: String(version),
    dataclass: 'commercial',
    origin: 'orm',
  };
  const told = { id, record, version, supplier, company, expectedBy: expectedBy({ supplier, company }) };
  return { told, envelope, data: JSON.stringify(data) };
}

/** Stored once, in order: it goes on with the next only when the broker has this one, however often that is away. */
export class Teller {
  private readonly versions = new Map<number, number>();
  private readonly stream: JetStreamClient;
  count = 0;

  constructor(
    connection: NatsConnection,
    private readonly ledger: Ledger,
    private readonly subscribers: readonly Subscriber[],
    private readonly dice: () => number,
  ) {
    this.stream = jetstream(connection);
  }

  async tell(): Promise<void> {
    const number = Math.floor(this.dice() * RECORDS);
    const version = (this.versions.get(number) ?? 0) + 1;
    this.versions.set(number, version);
    const alive = this.subscribers.filter(({ name }) => !this.ledger.ended.has(name));
    const message = messageOf(number, version, (event) => alive.filter((each) => isFor(each, event)).map(({ name }) => name));
    // known before it can arrive
    this.ledger.tell(message.told);
    await this.store(eventSubject(CONTRACT), message);
    this.count += 1;
  }

  /** Also what no fan-out wrote (--prove). */
  async store(subject: string, { envelope, data, told }: Message): Promise<void> {
    const headers = newHeaders();
    for (const [name, value] of toHeaders(envelope)) headers.append(name, value);
    const msgID = `${subject}:${told.id}`;
    await until(
      `${STREAMS.events} to take an event`,
      async () => (await this.stream.publish(subject, data, { headers, msgID })).seq,
      120_000,
    );
  }
}
