/** What a verification found, and how it is told. Neighbours with the same fault become one finding, so that a list stays readable. */

export type Fault =
  | 'edited'
  | 'replaced'
  | 'missing'
  | 'inserted'
  | 'moved'
  | 'payload-edited'
  | 'payload-removed'
  | 'rewritten'
  | 'head-missing'
  | 'checkpoint-forged'
  | 'checkpoint-missing'
  | 'checkpoint-differs'
  | 'checkpoint-overdue'
  | 'anchor-unread';

export interface Finding {
  readonly fault: Fault;
  readonly detail: string;
  /** of the entry; absent when it is about the head or a checkpoint */
  readonly seq?: number;
  /** the last entry of several */
  readonly through?: number;
  /** number of the checkpoint */
  readonly checkpoint?: number;
}

export const between = (fault: Fault, seq: number, through: number, detail: string): Finding => ({
  fault,
  detail,
  seq,
  ...(through === seq ? {} : { through }),
});

/** Each is told as soon as it cannot grow any more; nothing is kept. */
export class Findings {
  private pending: Finding | undefined;
  count = 0;

  constructor(private readonly tell: (finding: Finding) => void) {}

  add(findings: readonly Finding[]): void {
    for (const finding of findings) this.pending = this.merged(finding);
  }

  end(): number {
    if (this.pending !== undefined) this.out(this.pending);
    this.pending = undefined;
    return this.count;
  }

  private merged(next: Finding): Finding {
    const before = this.pending;
    if (before === undefined) return next;
    const { seq, through = seq, fault, detail } = before;
    if (fault === next.fault && detail === next.detail && seq !== undefined && through !== undefined && next.seq === through + 1)
      return between(fault, seq, next.through ?? next.seq, detail);
    this.out(before);
    return next;
  }

  private out(finding: Finding): void {
    this.count += 1;
    this.tell(finding);
  }
}

export function lineOf({ fault, detail, seq, through, checkpoint }: Finding): string {
  const entry = seq === undefined ? [] : [through === undefined ? `entry ${seq}` : `entries ${seq} to ${through}`];
  const about = checkpoint === undefined ? entry : [`checkpoint ${checkpoint}`, ...entry];
  return `${fault.toUpperCase().padEnd(18)}  ${about.length === 0 ? '' : `${about.join(', ')}: `}${detail}`;
}
