/** Compares a chain, entry by entry, with the checkpoints of all anchors, and the anchors with each other. */
import type { AnchorLines } from './anchors.js';
import { type Checkpoint, NO_CHECKPOINT, type Trust, digestOfCheckpoint } from './checkpoint.js';
import { type Finding, between } from './finding.js';
import type { Link } from './link.js';
import { Merged } from './merged.js';

const covers = (findings: readonly Finding[], number: number): boolean =>
  findings.some(({ seq, through = seq }) => seq !== undefined && through !== undefined && seq <= number && number <= through);

const REWRITTEN = 'signed checkpoints know other hashes: recomputed in here or before';

export class Anchored {
  compared = 0;
  /** the first entry behind all checkpoints */
  uncovered: { readonly seq: number; readonly at: string } | undefined;
  private readonly merged: Merged;
  private next: Checkpoint | undefined;
  private opened = false;
  private before: { readonly number: number; readonly digest: string; readonly count: number } = NO_CHECKPOINT;
  /** the entry at a checkpoint has another hash; whether it was replaced alone shows with the entry behind it */
  private doubt: Finding | undefined;

  /** @param part the anchors begin with any checkpoint, because what they are compared with is a part of the chain */
  constructor(
    anchors: readonly AnchorLines[],
    trust: Trust,
    private readonly begin: { readonly part: boolean } = { part: false },
  ) {
    this.merged = new Merged(anchors, trust);
  }

  /** @param named what the chain itself says about this entry and the one before it */
  async take(link: Link, named: readonly Finding[]): Promise<Finding[]> {
    const findings = [...(this.opened ? [] : await this.open()), ...this.resolved(named)];
    while (this.next !== undefined && this.next.count <= link.seq) {
      if (this.next.count === link.seq) this.compare(this.next, link, named);
      findings.push(...(await this.advance()));
    }
    if (this.next === undefined && this.uncovered === undefined && link.seq > this.before.count)
      this.uncovered = { seq: link.seq, at: link.at };
    return findings;
  }

  /** @param named what the head says about the end of the chain */
  async end(reached: number, named: readonly Finding[]): Promise<Finding[]> {
    const findings = [...(this.opened ? [] : await this.open()), ...this.resolved(named)];
    let last = named.reduce((most, { seq = 0, through = seq }) => Math.max(most, through), reached);
    for (; this.next !== undefined; findings.push(...(await this.advance()))) {
      const { count, number, at } = this.next;
      if (count > last) findings.push(between('missing', last + 1, count, `cut off at the tail: checkpoint ${number} of ${at} counts it`));
      last = Math.max(last, count);
    }
    return findings;
  }

  private compare(checkpoint: Checkpoint, link: Link, named: readonly Finding[]): void {
    this.compared += 1;
    if (checkpoint.hash === link.hash || covers(named, link.seq)) return;
    this.doubt = between('rewritten', Math.min(this.before.count + 1, link.seq), link.seq, REWRITTEN);
  }

  private resolved(named: readonly Finding[]): Finding[] {
    const { doubt } = this;
    this.doubt = undefined;
    return doubt === undefined || covers(named, doubt.through ?? doubt.seq ?? 0) ? [] : [doubt];
  }

  private async open(): Promise<Finding[]> {
    this.opened = true;
    return this.advance();
  }

  /** To the next checkpoint that can be believed. */
  private async advance(): Promise<Finding[]> {
    if (this.next !== undefined) this.before = { ...this.next, digest: digestOfCheckpoint(this.next) };
    const { findings, checkpoint } = await this.merged.next();
    this.next = checkpoint;
    if (checkpoint === undefined) return findings;
    const { number, previous } = checkpoint;
    if (this.before.number === 0 && this.begin.part) return findings;
    const gone = number - 1;
    if (gone > this.before.number) {
      const detail = gone > this.before.number + 1 ? `and all up to ${gone}: no anchor has them` : 'no anchor has it';
      return [...findings, { fault: 'checkpoint-missing', checkpoint: this.before.number + 1, detail }];
    }
    if (previous !== this.before.digest)
      return [...findings, { fault: 'checkpoint-forged', checkpoint: number, detail: 'it does not build on the one before it' }];
    return findings;
  }
}
