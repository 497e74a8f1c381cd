/**
 * Keeps the table dead_letter in step with the stream. It owns the facts of a letter there; the place reached is committed together
 * with the rows, so nothing is indexed twice or missed, whichever replica does it. Reading again from the start changes no state.
 */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ALL_DEAD_LETTERS, STREAMS } from '@odoo-nats-bridge/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { explain } from '../failure.js';
import { Nats, readPage } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { Store, type Transaction, storableJson } from '../store/store.js';
import { type Letter, parseLetter } from './letter.js';
import { settleRetries } from './settle.js';

const PAGE = 500;
/** how late a letter may show; a look costs the broker two small requests */
const LOOK_MS = 1_000;
const MESSAGE_LENGTH = 1_000;

@Injectable()
export class LetterIndex implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('deadletter');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly nats: Nats,
    private readonly store: Store,
    private readonly health: Health,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.follow();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Indexes what is there; returns the number of messages read. */
  async catchUp(): Promise<number> {
    let read = 0;
    for (;;) {
      const page = await this.indexPage();
      read += page.read;
      if (page.left === 0 || this.stopping.signal.aborted) return read;
    }
  }

  /** Reads everything again. States stay, unless the stream is another one than before: then its letters are others too. */
  async rebuild(): Promise<number> {
    const created = await this.streamCreated();
    await this.store.transaction(async (tx) => {
      const place = await placeIn(tx);
      if (place.stream_created !== null && place.stream_created !== created) await tx.query('TRUNCATE dead_letter');
      await tx.query('UPDATE dead_letter_index SET position = 0, stream_created = NULL');
    });
    return this.catchUp();
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.catchUp();
        this.health.report('dead-letters', 'ok', 'indexed');
      } catch (error) {
        this.logger.warn({ msg: 'the dead letters could not be indexed; it is tried again', reason: explain(error) });
        this.health.report('dead-letters', 'failing', explain(error));
      }
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async indexPage(): Promise<{ read: number; left: number }> {
    const created = await this.streamCreated();
    const { position } = await this.store.read(placeIn);
    const page = await readPage(this.nats, { stream: STREAMS.deadLetters, filters: [ALL_DEAD_LETTERS], after: position, max: PAGE });
    const last = page.messages.at(-1)?.sequence;
    if (last === undefined) return { read: 0, left: 0 };
    await this.store.transaction(async (tx) => {
      const place = await placeIn(tx, 'FOR UPDATE');
      if (place.stream_created !== null && place.stream_created !== created)
        throw new Error('the stream DEAD_LETTERS was made anew: `scripts/bridge dead-letter rebuild` forgets the letters of the old one');
      // another replica was faster
      if (place.position !== position) return;
      await index(
        tx,
        page.messages.map(parseLetter).filter((letter) => letter !== undefined),
      );
      await tx.query('UPDATE dead_letter_index SET position = $1, stream_created = $2', [last, created]);
    });
    return { read: page.messages.length, left: page.left };
  }

  private async streamCreated(): Promise<string> {
    return (await this.nats.manager.streams.info(STREAMS.deadLetters)).created;
  }
}

interface Place {
  readonly position: number;
  readonly stream_created: string | null;
}

async function placeIn(tx: Transaction, lock = ''): Promise<Place> {
  const [place] = await tx.query<Place[]>(`SELECT position, stream_created FROM dead_letter_index ${lock}`);
  return place ?? { position: 0, stream_created: null };
}

async function index(tx: Transaction, letters: readonly Letter[]): Promise<void> {
  // a letter of a retry is news about the first one, which is shown instead
  const first = letters.filter(({ returned }) => returned === undefined);
  if (first.length > 0) await tx.query(INSERT, [storableJson(first.map(rowOf))]);
  const returned = letters.flatMap(({ returned: letter, reason, message, storedAt }) =>
    letter === undefined ? [] : [{ ...letter, state: 'open' as const, outcome: reason, detail: message, at: storedAt }],
  );
  await settleRetries(tx, returned);
}

const rowOf = (letter: Letter) => ({
  sequence: letter.sequence,
  stored_at: letter.storedAt,
  stage: letter.stage,
  reason: letter.reason,
  message: (letter.path === '' ? letter.message : `${letter.path}: ${letter.message}`).slice(0, MESSAGE_LENGTH),
  subscription: letter.subscription,
  contract: letter.contract,
  record_id: letter.recordId,
  event_id: letter.eventId,
  correlation_id: letter.correlationId,
  source_stream: letter.source.stream,
  source_sequence: letter.source.sequence,
  bytes: letter.bytes,
});

const INSERT = `
  INSERT INTO dead_letter (sequence, stored_at, stage, reason, message, subscription, contract, record_id, event_id, correlation_id,
    source_stream, source_sequence, bytes, changed_at)
  SELECT told.*, told.stored_at FROM jsonb_to_recordset($1::jsonb) AS told(sequence bigint, stored_at timestamptz, stage text, reason text,
    message text, subscription text, contract text, record_id text, event_id text, correlation_id text, source_stream text,
    source_sequence bigint, bytes int)
  ON CONFLICT (sequence) DO UPDATE SET reason = excluded.reason, message = excluded.message, subscription = excluded.subscription,
    contract = excluded.contract, record_id = excluded.record_id, event_id = excluded.event_id, correlation_id = excluded.correlation_id`;
