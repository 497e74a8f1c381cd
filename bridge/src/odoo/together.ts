/**
 * Those who ask at the same time share a call: whoever finds a free place goes alone at once; while all places are taken the
 * others gather, and go together with the next call. So an idle Odoo answers without delay, and a busy one is asked in groups. While
 * Odoo works on a larger call, whoever comes waits a moment for company: those whose call has just ended come back one after another,
 * and the first of them would take the free place for itself.
 *
 * One line per kind of call: a service user and what is asked. Interactive lines go first; every fourth call is bulk's, and
 * bulk never takes the last place, so that a person's command does not wait behind a file's.
 */
import { OdooAway, OdooUnreached } from './odoo-errors.js';
import type { Throttle } from './throttle.js';

export type Lane = 'interactive' | 'bulk';
const BULK_EVERY = 4;
/** what eight senders need to be told, to ask anew, and to have that accepted and judged: 40 to 70 ms here */
const COMPANY_MS = 80;
/** a body that proxies let through (nginx: 1 MB); a larger item goes alone */
const MOST_BYTES = 512 * 1024;

/** What one asker gets out of a shared call; `again`: the call was over before its turn, so it goes with the next. */
export type Told<Answer> = { readonly answer: Answer } | { readonly failure: unknown } | { readonly again: true };

export interface Kind<Item, Answer> {
  readonly lane: Lane;
  /** items in one call, whatever the throttle says */
  readonly most: number;
  /** One answer per item, in their order. What it throws, each of the items gets. */
  call(items: readonly Item[]): Promise<readonly Told<Answer>[]>;
  /** did this failure come of Odoo's being away or overloaded? */
  isAway(thrown: unknown): boolean;
}

interface Waiting {
  readonly lane: Lane;
  /** when its first asker came; undefined when nobody waits */
  readonly since: number | undefined;
  readonly count: number;
  /** Those who go have left when it returns. */
  leave(seats: number): Promise<Course>;
}
type Course = { readonly went: 'well'; readonly ms: number } | { readonly went: 'away' };

export class Together {
  private readonly lines = new Set<Waiting>();
  private readonly under = { interactive: 0, bulk: 0 };
  /** how many go in each call under way */
  private readonly groups = new Map<Promise<Course>, number>();
  private calls = 0;
  private later: NodeJS.Timeout | undefined;

  constructor(private readonly throttle: Throttle) {}

  line<Item, Answer>(kind: Kind<Item, Answer>): Line<Item, Answer> {
    const line = new Line(kind, () => {
      this.look();
    });
    this.lines.add(line);
    return line;
  }

  private look(): void {
    clearTimeout(this.later);
    for (;;) {
      const line = this.next();
      if (line === undefined) return;
      const leftMs = this.hopesForCompanyMs(line);
      if (leftMs > 0) {
        this.later = setTimeout(() => {
          this.look();
        }, leftMs);
        return;
      }
      void this.send(line);
    }
  }

  private hopesForCompanyMs({ since = 0, count }: Waiting): number {
    const enough = count >= Math.max(0, ...this.groups.values());
    return enough ? 0 : Math.ceil(COMPANY_MS - (performance.now() - since));
  }

  private next(): Waiting | undefined {
    const places = this.throttle.calls;
    if (this.under.interactive + this.under.bulk >= places) return undefined;
    const waiting = [...this.lines].filter(
      ({ lane, since }) => since !== undefined && (lane === 'interactive' || this.hasBulkPlace(places)),
    );
    const first: Lane = this.calls % BULK_EVERY === BULK_EVERY - 1 ? 'bulk' : 'interactive';
    return waiting.sort((a, b) => Number(b.lane === first) - Number(a.lane === first) || (a.since ?? 0) - (b.since ?? 0))[0];
  }

  private hasBulkPlace(places: number): boolean {
    return this.under.bulk < Math.max(1, places - 1);
  }

  private async send(line: Waiting): Promise<void> {
    this.calls += 1;
    this.under[line.lane] += 1;
    const before = line.count;
    const call = line.leave(this.throttle.seats);
    this.groups.set(call, before - line.count);
    const course = await call;
    this.groups.delete(call);
    this.under[line.lane] -= 1;
    if (course.went === 'away') this.throttle.failed();
    else this.throttle.succeeded(course.ms);
    this.look();
  }
}

interface Asker<Item, Answer> {
  readonly item: Item;
  readonly alone: boolean;
  readonly since: number;
  readonly bytes: number;
  /** it was in a call before this one, and has to go again */
  readonly went: boolean;
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

export class Line<Item, Answer> implements Waiting {
  private askers: Asker<Item, Answer>[] = [];

  constructor(
    private readonly kind: Kind<Item, Answer>,
    private readonly look: () => void,
  ) {}

  get lane(): Lane {
    return this.kind.lane;
  }

  get since(): number | undefined {
    return this.askers[0]?.since;
  }

  get count(): number {
    return this.askers.length;
  }

  /** @param alone shares its call with nobody: it may have broken one before */
  ask(item: Item, alone = false): Promise<Answer> {
    const bytes = JSON.stringify(item).length;
    return new Promise((resolve, reject) => {
      this.askers.push({ item, alone, since: performance.now(), bytes, went: false, resolve, reject });
      this.look();
    });
  }

  async leave(seats: number): Promise<Course> {
    const aboard = this.board(Math.min(seats, this.kind.most));
    const began = performance.now();
    try {
      const told = await this.kind.call(aboard.map(({ item }) => item));
      const left = aboard.filter((asker, index) => !settled(asker, told[index]));
      this.askers.unshift(...left.map((asker) => ({ ...asker, went: true })));
      return { went: 'well', ms: performance.now() - began };
    } catch (thrown) {
      for (const asker of aboard) asker.reject(asker.went ? reachedPerhaps(thrown) : thrown);
      return this.kind.isAway(thrown) ? { went: 'away' } : { went: 'well', ms: performance.now() - began };
    }
  }

  private board(seats: number): Asker<Item, Answer>[] {
    let count = 0;
    let bytes = 0;
    for (const asker of this.askers) {
      bytes += asker.bytes;
      const full = count === seats || bytes > MOST_BYTES || asker.alone;
      if (count > 0 && full) break;
      count += 1;
      if (asker.alone) break;
    }
    return this.askers.splice(0, count);
  }
}

/** This call was not sent, but an earlier one was: that Odoo never heard of it is not said of such an asker. */
const reachedPerhaps = (thrown: unknown): unknown =>
  thrown instanceof OdooUnreached ? new OdooAway(thrown.message, thrown.afterMs, thrown) : thrown;

/** False: it has to go again. */
function settled<Answer>(asker: Asker<unknown, Answer>, told: Told<Answer> | undefined): boolean {
  if (told === undefined) asker.reject(new Error('a shared call left an asker without an answer'));
  else if ('again' in told) return false;
  else if ('failure' in told) asker.reject(told.failure);
  else asker.resolve(told.answer);
  return true;
}
