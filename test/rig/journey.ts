/**
 * A contract's journey on the real system: a person does something in Odoo and the event has to come out, or a command goes
 * in and Odoo has to have done it. What travels is validated against the generated schemas by Ajv.
 * All domains share one running instance: a test makes the records that it speaks of.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { canonicalId, rowId } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { supplierParty } from '../journeys/parties.js';
import { odooDatabase } from './databases.js';
import { EventLog } from './event-log.js';
import { type Held, holding } from './hold.js';
import { HttpClient } from './http-client.js';
import { OdooUser } from './odoo-user.js';
import { mustMatch } from './schemas.js';
import { refusalInOdoo } from './service-user.js';
import { Stack } from './stack.js';
import type { CommandStatus, ReceivedEvent } from './supplier.js';
import { until } from './until.js';

// a bill is posted within a second on an idle machine; these servers may share it with other suites
const PATIENCE_MS = 120_000;

type Headers = Readonly<Record<string, string>>;

export class Journey {
  /** events before this one came before the last cause */
  private position = 0;

  private constructor(
    readonly stack: Stack,
    /** an administrator at Odoo's web client */
    readonly person: OdooUser,
    /** sends commands over HTTP with the roles of all outside applications */
    private readonly applications: HttpClient,
    private readonly events: EventLog,
    /** canonical id of a supplier of the demo data */
    readonly supplier: string,
  ) {}

  static async open(): Promise<Journey> {
    const stack = await Stack.up('test');
    const { env } = stack;
    const applications = new HttpClient(env.BRIDGE_URL, env.APPLICATIONS_API_KEY);
    const party = supplierParty(readFileSync(env.ACCESS_FILE, 'utf8'));
    return new Journey(stack, await OdooUser.login(env), applications, await EventLog.open(env), party);
  }

  async close(): Promise<void> {
    await this.events.close();
  }

  id(model: string, row: number): string {
    return canonicalId({ database: this.stack.env.ODOO_DATABASE }, model, row);
  }

  /** What the person does next is the cause: only events after it answer `expectEvent`. */
  async call(model: string, method: string, args: readonly unknown[], kwargs: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    this.position = this.events.received.length;
    return this.person.call(model, method, args, kwargs);
  }

  /** Creates one record as the person; its row id. */
  async create(model: string, values: Readonly<Record<string, unknown>>): Promise<number> {
    return z.tuple([z.number()]).parse(await this.call(model, 'create', [[values]]))[0];
  }

  /** A draft purchase order of stored products, untracked. */
  async draftPurchaseOrder(quantities: readonly number[], price?: number): Promise<number> {
    this.position = this.events.received.length;
    return this.person.draftPurchaseOrder(this.supplier, quantities, price);
  }

  async write(model: string, row: number, values: Readonly<Record<string, unknown>>): Promise<void> {
    await this.call(model, 'write', [[row], values]);
  }

  /** The event of this contract about a record (canonical id), since the last cause; its data matches the schema. */
  async expectEvent(
    contract: string,
    subject: string,
    about: (data: ReceivedEvent['data']) => boolean = () => true,
  ): Promise<ReceivedEvent> {
    const isIt = ({ envelope, data }: ReceivedEvent): boolean => envelope.type === contract && envelope.subject === subject && about(data);
    const event = await until(
      `${contract} about ${subject}`,
      () => this.events.received.slice(this.position).find(isIt),
      PATIENCE_MS,
    ).catch((thrown: unknown) => {
      const others = this.events.received.slice(this.position).filter(({ envelope }) => envelope.subject === subject);
      throw new Error(`${String(thrown)}; about it came ${JSON.stringify(others.map(({ envelope, data }) => [envelope.type, data]))}`);
    });
    mustMatch(contract, event.data);
    return event;
  }

  /** Applies the command; its answer matches the schema. A command is a cause, too. */
  async send(command: string, input: unknown, headers?: Headers): Promise<Record<string, unknown>> {
    mustMatch(command, input);
    const status = await this.command(command, input, headers);
    if (status.status !== 'applied') throw new Error(`${command} was not applied: ${JSON.stringify(status)}`);
    mustMatch(`${command}.answer`, status.answer);
    return status.answer ?? {};
  }

  /** The command is refused with this code. */
  async expectRefusal(command: string, input: unknown, code: string, headers?: Headers): Promise<void> {
    const { status, refusal } = await this.command(command, input, headers);
    if (status !== 'refused' || refusal?.code !== code)
      throw new Error(`${command} was to be refused with ${code}, but: ${JSON.stringify({ status, refusal })}`);
  }

  /** A person has to approve the command first. */
  async expectWaiting(command: string, input: unknown): Promise<void> {
    const { status, refusal } = await this.command(command, input);
    if (status !== 'waiting') throw new Error(`${command} was to wait for an approval, but: ${JSON.stringify({ status, refusal })}`);
  }

  /**
   * The record is not there. The bridge says so before it asks Odoo, because policy needs the record's facts; that Odoo would
   * refuse too, with the contract's own code (the record may vanish in between), is asked there.
   */
  async expectMissing(command: string, input: unknown, code: string): Promise<void> {
    await this.expectRefusal(command, input, 'record-not-found');
    const inOdoo = await refusalInOdoo(this.stack.env, command, input);
    if (inOdoo !== code) throw new Error(`Odoo was to refuse ${command} with ${code}, but: ${String(inOdoo)}`);
  }

  /** See `holding`: what Odoo writes into a column does not stay there. */
  async holding(held: Held, act: () => Promise<void>): Promise<void> {
    const odoo = await odooDatabase(this.stack.env);
    try {
      await holding(odoo, held, act);
    } finally {
      await odoo.close();
    }
  }

  /** Asked again with the same key while the command waits or is being applied: the bridge answers early on a busy machine. */
  private async command(type: string, input: unknown, headers?: Headers): Promise<CommandStatus> {
    this.position = this.events.received.length;
    const key = randomUUID();
    return until(
      `the outcome of ${type}`,
      async () => {
        const status = await this.applications.command(type, key, input, headers);
        return status.status === 'accepted' || status.status === 'applying' ? undefined : status;
      },
      PATIENCE_MS,
    );
  }

  /** The row id of a canonical id of this instance. */
  row(id: unknown): number {
    return rowId(z.string().parse(id));
  }
}
