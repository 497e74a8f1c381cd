/**
 * Files of commands: one command per line, each with a key, a verdict and an outcome of its own, in the lane `bulk` behind
 * interactive ones.
 *
 * A portion of lines is recorded in one transaction together with the lines' numbers. So the file can be sent again from its
 * beginning after anything: what is recorded is skipped by number and digest, and the command's own key keeps even a file under
 * another key from doubling it.
 */
import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { type Refusal, catalog, refuse } from '@odoo-nats-bridge/contracts';
import { Commands, type Entered, newCommandId } from '../command/command.js';
import { Refused } from '../failure.js';
import type { Client } from '../identity/access.js';
import { Store, type Transaction } from '../store/store.js';
import { type Line, portions } from './lines.js';
import {
  type BulkRow,
  type ItemRow,
  type NewItem,
  addItems,
  advance,
  countItems,
  findBulk,
  knownLines,
  openBulk,
  openCommands,
  pageOfItems,
} from './rows.js';

export type { ItemRow } from './rows.js';

/** more belongs into several files */
const MOST_LINES = 1_000_000;
const KEY = /^[\x21-\x7e]{1,64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PAGE = 500;

export interface BulkOrder {
  readonly client: Client;
  readonly contract: string;
  readonly key: string | undefined;
  /** the field of a line that holds its key; without, it is the bulk key and the line's number */
  readonly keyField: string | undefined;
  /** the field of a line that holds the version of the record that its sender saw */
  readonly versionField: string | undefined;
  readonly lines: AsyncIterable<Uint8Array>;
}

export interface BulkView {
  readonly bulkId: string;
  readonly key: string;
  readonly contract: string;
  /** receiving: not all of it was sent yet, or the connection was cut: send the file again */
  readonly state: BulkRow['state'];
  /** the highest line that is recorded */
  readonly lines: number;
  /** how many lines are accepted, applying, waiting, applied, refused, failed */
  readonly counts: Readonly<Record<string, number>>;
  readonly startedAt: string;
  readonly changedAt: string;
}

export interface Uploaded extends BulkView {
  /** lines that this upload added, and those that were known */
  readonly recorded: number;
  readonly known: number;
  /** lines whose text is another than the recorded one; the recorded one counts. The first hundred */
  readonly conflicts: readonly number[];
}

interface Tally {
  recorded: number;
  known: number;
  lines: number;
  readonly conflicts: number[];
}

@Injectable()
export class Bulk {
  private readonly log = new Logger('bulk');

  constructor(
    private readonly store: Store,
    private readonly commands: Commands,
  ) {}

  /** Throws Refused before anything is recorded; Retry, or what the stream throws, in the middle: what was recorded stays. */
  async upload(order: BulkOrder): Promise<Uploaded> {
    const key = checked(order);
    const { client, contract, keyField = null, versionField = null } = order;
    const made = { id: newCommandId(), client: client.id, key, contract, keyField, versionField };
    const { id } = await this.store.transaction((tx) => this.opened(tx, made));
    const tally: Tally = { recorded: 0, known: 0, lines: 0, conflicts: [] };
    for await (const portion of portions(order.lines)) {
      if ((portion.at(-1)?.number ?? 0) > MOST_LINES)
        throw new Refused(refuse('payload-too-large', `more than ${String(MOST_LINES)} lines`));
      await this.store.transaction(async (tx) => {
        const bulk = await this.opened(tx, made);
        await this.record(tx, bulk, order.client, portion, tally);
      });
    }
    await this.store.transaction(async (tx) => {
      await this.opened(tx, made);
      await advance(tx, id, tally.lines, 'complete');
    });
    const { recorded, known, conflicts } = tally;
    this.log.log({ msg: 'a bulk file was taken in', bulkId: id, client: order.client.id, type: order.contract, recorded, known });
    return { ...(await this.view(order.client, id)), recorded, known, conflicts };
  }

  /** Only for the client that sent it. Throws Refused `not-found`. */
  async view(client: Client, id: string): Promise<BulkView> {
    const bulk = await this.own(client, id);
    const counts = await this.store.read((tx) => countItems(tx, id));
    const { key, contract, state, lines, startedAt, changedAt } = bulk;
    return { bulkId: id, key, contract, state, lines, counts, startedAt: startedAt.toISOString(), changedAt: changedAt.toISOString() };
  }

  async items(
    client: Client,
    id: string,
    { status, after, limit }: { status?: string | undefined; after: number; limit: number },
  ): Promise<ItemRow[]> {
    await this.own(client, id);
    return this.store.read((tx) => pageOfItems(tx, id, status, after, limit));
  }

  /** All of them, page after page: memory stays bounded however long the file is. */
  async *allItems(client: Client, id: string, status?: string): AsyncGenerator<ItemRow> {
    for (let after = 0; ;) {
      const page = await this.items(client, id, { status, after, limit: PAGE });
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last.line;
    }
  }

  /** Nothing more is taken in, and what nobody began is refused. */
  async cancel(client: Client, id: string): Promise<BulkView & { readonly cancelled: number }> {
    const bulk = await this.own(client, id);
    await this.store.transaction(async (tx) => {
      await openBulk(tx, bulk);
      await advance(tx, id, 0, 'cancelled');
    });
    let cancelled = 0;
    for (let after = 0; ;) {
      const open = await this.store.read((tx) => openCommands(tx, id, after, PAGE));
      cancelled += await this.commands.cancelAll(
        client,
        open.map((each) => each.id),
      );
      const last = open.at(-1);
      if (last === undefined || open.length < PAGE) return { ...(await this.view(client, id)), cancelled };
      after = last.line;
    }
  }

  private async own(client: Client, id: string): Promise<BulkRow> {
    const bulk = UUID.test(id) ? await this.store.read((tx) => findBulk(tx, id)) : undefined;
    if (bulk?.client !== client.id) throw new Refused(refuse('not-found'));
    return bulk;
  }

  private async opened(tx: Transaction, made: Parameters<typeof openBulk>[1]): Promise<BulkRow> {
    const bulk = await openBulk(tx, made);
    if (bulk.contract !== made.contract || bulk.keyField !== made.keyField || bulk.versionField !== made.versionField)
      throw new Refused(refuse('key-conflict', { bulkId: bulk.id }));
    if (bulk.state === 'cancelled') throw new Refused(refuse('bulk-cancelled', { bulkId: bulk.id }));
    return bulk;
  }

  private async record(tx: Transaction, bulk: BulkRow, client: Client, portion: readonly Line[], tally: Tally): Promise<void> {
    const last = portion.at(-1)?.number ?? 0;
    const known = await knownLines(tx, bulk.id, portion[0]?.number ?? 0, last);
    const fresh = portion.filter(({ number }) => !known.has(number));
    for (const { number, text } of portion) {
      const before = known.get(number);
      if (before !== undefined && before !== digestOf(text) && tally.conflicts.length < 100) tally.conflicts.push(number);
    }
    const asked = fresh.map((line) => ({ line, key: keyOf(bulk, line), expectedVersion: versionOf(bulk, line) }));
    const entered = await this.commands.enterAll(
      asked.map(({ line, key, expectedVersion }) => {
        const sent = { client, type: bulk.contract, idempotencyKey: key, body: line.text, expectedVersion };
        return { ...sent, via: 'bulk', lane: 'bulk' };
      }),
      tx,
    );
    await addItems(
      tx,
      bulk.id,
      asked.map(({ line, key }, index) => itemOf(line, key, entered[index])),
    );
    await advance(tx, bulk.id, last, 'receiving');
    tally.recorded += fresh.length;
    tally.known += portion.length - fresh.length;
    tally.lines = last;
  }
}

const FIELD = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

function checked({ contract, key, keyField, versionField }: BulkOrder): string {
  if (!catalog.commands.has(contract)) throw new Refused(refuse('unknown-contract', { type: contract.slice(0, 200) }));
  if (key === undefined || !KEY.test(key)) throw new Refused(refuse('missing-idempotency-key'));
  for (const field of [keyField, versionField])
    if (field !== undefined && !FIELD.test(field)) throw new Refused(refuse('bad-json', 'no field can have this name'));
  return key;
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Undefined: the line has none, and is refused for it. */
const keyOf = ({ key, keyField }: BulkRow, line: Line): string | undefined =>
  keyField === null ? `${key}/${String(line.number)}` : fieldOf(line, keyField);

/** A line without one, in a file whose lines are to have it, is refused: it must not be applied unlooked. */
const versionOf = ({ versionField }: BulkRow, line: Line): string | undefined =>
  versionField === null ? undefined : (fieldOf(line, versionField) ?? '');

/** The text or number that a line has in this field. */
function fieldOf({ text }: Line, field: string | null): string | undefined {
  if (field === null) return undefined;
  try {
    const line: unknown = JSON.parse(text);
    const value =
      typeof line === 'object' && line !== null && Object.hasOwn(line, field) ? (line as Record<string, unknown>)[field] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  } catch {
    return undefined;
  }
}

function itemOf({ number, text }: Line, key: string | undefined, entered: Entered | undefined): NewItem {
  const refusal: Refusal | null = entered === undefined || 'refusal' in entered ? (entered?.refusal ?? refuse('internal')) : null;
  const commandId = entered !== undefined && 'commandId' in entered ? entered.commandId : null;
  return { line: number, digest: digestOf(text), itemKey: key === undefined ? null : key.slice(0, 128), commandId, refusal };
}
