/** What a replay would do, found out by judging the same events in the same way, and writing nothing. */
import { Injectable } from '@nestjs/common';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { Nats, type StreamMessage, header, readPage } from '../nats/nats.js';
import { JudgedAgain } from './judged-again.js';
import type { ReplayFilter } from './order.js';
import { PAGE, filtersOf, isWanted } from './replay-source.js';

/** a preview is answered while somebody waits; a longer stretch is counted as far as that goes */
const PATIENCE_MS = 10_000;
const SAMPLES = 10;

export interface Preview {
  /** in EVENTS, both included */
  readonly firstSequence: number;
  readonly lastSequence: number;
  /** how far it was counted; `complete` when that is all */
  readonly countedTo: number;
  readonly complete: boolean;
  readonly lookedAt: number;
  readonly wouldSend: number;
  readonly leftOut: Readonly<Record<string, number>>;
  /** the first that would be sent */
  readonly samples: readonly { readonly sequence: number; readonly eventId: string | null; readonly recordId: string | null }[];
}

type Counting = { -readonly [Key in keyof Preview]: Preview[Key] } & {
  leftOut: Record<string, number>;
  samples: Preview['samples'][number][];
};

@Injectable()
export class Previews {
  constructor(
    private readonly nats: Nats,
    private readonly judged: JudgedAgain,
  ) {}

  async of(subscription: string, filter: ReplayFilter, { first, last }: { first: number; last: number }): Promise<Preview> {
    const found: Counting = {
      firstSequence: first,
      lastSequence: last,
      countedTo: first - 1,
      complete: false,
      lookedAt: 0,
      wouldSend: 0,
      leftOut: {},
      samples: [],
    };
    const deadline = Date.now() + PATIENCE_MS;
    while (!found.complete && Date.now() < deadline) {
      const query = { stream: STREAMS.events, filters: filtersOf(filter), after: found.countedTo, max: PAGE };
      const { messages, left } = await readPage(this.nats, query);
      const inRange = messages.filter(({ sequence }) => sequence <= last);
      for (const message of inRange) this.count(found, message, subscription, filter);
      found.complete = left === 0 || inRange.length < messages.length;
      found.countedTo = found.complete ? last : (inRange.at(-1)?.sequence ?? last);
    }
    return found;
  }

  private count(found: Counting, message: StreamMessage, subscription: string, filter: ReplayFilter): void {
    found.lookedAt += 1;
    if (!isWanted(message, filter)) return;
    const judged = this.judged.forOne(message, subscription);
    if (judged.decision === 'left-out') {
      found.leftOut[judged.reason] = (found.leftOut[judged.reason] ?? 0) + 1;
      return;
    }
    found.wouldSend += 1;
    if (found.samples.length >= SAMPLES) return;
    const { sequence } = message;
    found.samples.push({ sequence, eventId: header(message, 'ce-id') ?? null, recordId: header(message, 'ce-subject') ?? null });
  }
}
