/**
 * Walks a chain entry by entry and names what does not hold, purely and in constant memory. After a break it goes on from what is stored,
 * so one tampered entry does not accuse those behind it.
 *
 * Who is to blame: an entry whose own hash does not fit its content was edited. One that fits, but whose successor names another hash,
 * was replaced by somebody who recomputed it. Numbers that are not there were deleted, those beyond the head inserted.
 */
import { type Finding, between } from './finding.js';
import { GENESIS, type Head, type Link, hashOf, holdsPayload } from './link.js';
import type { Numbers } from './numbers.js';

/** how far a number is looked for beside its place, for entries that were renumbered */
const NEAR = [1, -1, 2, -2, 3, -3];

export interface Expected {
  /** the row audit_head; null: it is not there; undefined: there is none to compare with */
  readonly head: Head | null | undefined;
  /** numbers whose payload was erased, as the erasures say */
  readonly erased: Numbers;
  /** what the first entry builds on */
  readonly start?: Head;
}

export class Walk {
  private last: Head;
  /** the last entry has been named already: what does not fit it is no news */
  private named = false;
  /** by how much the numbers of the entries at hand differ from those they were given; and since which */
  private shift = 0;
  private shiftedFrom = 0;
  /** numbers that were named last, as far back as a shift is looked for */
  private recent: readonly number[] = [];
  /** entries whose payload was erased */
  erased = 0;

  constructor(private readonly expected: Expected) {
    this.last = expected.start ?? GENESIS;
  }

  get reached(): Head {
    return this.last;
  }

  /** Entries by their number, ascending. What there is to say about this one and the one before it. */
  take(link: Link): Finding[] {
    const findings = [...this.place(link), ...this.content(link)];
    this.named = findings.some(({ seq, through }) => seq !== undefined && seq <= link.seq && link.seq <= (through ?? seq));
    if (this.named) this.recent = [...this.recent.slice(1 - NEAR.length), link.seq];
    this.last = { seq: link.seq, hash: link.hash };
    return findings;
  }

  /** The end of the chain against its head. */
  end(): Finding[] {
    const { head } = this.expected;
    const { seq, hash } = this.last;
    if (head === undefined) return [];
    if (head === null) return [{ fault: 'head-missing', detail: 'the head of the chain is not there' }];
    const short = head.seq - seq;
    if (short > 0 && this.shift === short)
      return [between('missing', this.shiftedFrom, this.shiftedFrom + short - 1, 'deleted, and those behind it renumbered')];
    if (short > 0) return [between('missing', seq + 1, head.seq, 'cut off at the tail: the head counts it')];
    if (short === 0 && head.hash !== hash && !this.named)
      return [between('replaced', seq, seq, 'the head names another hash: it was replaced, or the head was edited')];
    return [];
  }

  private place(link: Link): Finding[] {
    const { head } = this.expected;
    if (link.seq < 1) return [between('inserted', link.seq, link.seq, 'no entry has such a number')];
    if (head && link.seq > head.seq)
      return [between('inserted', link.seq, link.seq, 'beyond the head: inserted, or the head was set back')];
    if (link.seq <= this.last.seq + 1) return [];
    return [between('missing', this.last.seq + 1, link.seq - 1, 'deleted or renumbered')];
  }

  private content(link: Link): Finding[] {
    const given = this.givenNumber(link);
    this.noteShift(link.seq, given);
    const follows = link.previousHash === this.last.hash || link.seq !== this.last.seq + 1 || this.named;
    if (given === undefined) return [between('edited', link.seq, link.seq, 'its content or place is not what was written')];
    const before = follows ? [] : this.before(link.seq, given);
    if (given !== link.seq) return [...before, between('moved', link.seq, link.seq, `moved by ${link.seq - given}`)];
    return [...before, ...this.payload(link)];
  }

  /** An entry that was written like this does not fit the one before it: that one was not. */
  private before(seq: number, given: number): Finding[] {
    // it stood further behind: whether something before it is gone is seen at the end
    if (given > seq) return [];
    const { seq: last } = this.last;
    if (given < seq) return this.inserted(last - (seq - given) + 1, last);
    if (last === (this.expected.start ?? GENESIS).seq) return [between('replaced', seq, seq, 'it does not build on what it has to')];
    return [between('replaced', last, last, 'its hash was recomputed: the entry behind it names another')];
  }

  /** Entries that fit themselves, while those behind them stood in their place: unless they were named, then two were exchanged. */
  private inserted(first: number, last: number): Finding[] {
    return this.recent.some((seq) => first <= seq && seq <= last)
      ? []
      : [between('inserted', first, last, 'those behind it were renumbered')];
  }

  /** The number under which this content was written; undefined when there is none nearby. */
  private givenNumber(link: Link): number | undefined {
    const fits = (seq: number): boolean => hashOf({ ...link, seq }) === link.hash;
    if (fits(link.seq)) return link.seq;
    return [this.shift, ...NEAR].map((by) => link.seq + by).find(fits);
  }

  private noteShift(seq: number, given: number | undefined): void {
    const shift = given === undefined ? 0 : given - seq;
    if (shift !== this.shift) this.shiftedFrom = seq;
    this.shift = shift;
  }

  private payload(link: Link): Finding[] {
    const { seq } = link;
    if (!holdsPayload(link)) return [between('payload-edited', seq, seq, 'its payload is not what was written')];
    if (link.data !== null) return [];
    if (!this.expected.erased.has(seq)) return [between('payload-removed', seq, seq, 'its payload is gone, and no erasure says so')];
    this.erased += 1;
    return [];
  }
}
