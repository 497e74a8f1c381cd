/** The checkpoints of several anchors as one row by their numbers; what one anchor lacks, changed or forged is named with the anchor. */
import type { AnchorLines } from './anchors.js';
import { type Checkpoint, type Trust, digestOfCheckpoint, parseCheckpoint, wrongIn } from './checkpoint.js';
import type { Finding } from './finding.js';

/** the bridge writes into the stream first, and each replica copies into its own file within seconds */
const COPIED_WITHIN_MS = 120_000;

interface Source {
  readonly name: string;
  readonly copy: boolean;
  readonly lines: AsyncIterator<string>;
  head: Checkpoint | undefined;
  line: number;
}

export class Merged {
  private readonly sources: Source[];
  private opened = false;

  constructor(
    anchors: readonly AnchorLines[],
    private readonly trust: Trust,
  ) {
    this.sources = anchors.map(({ name, copy, lines }) => ({ name, copy, lines: lines[Symbol.asyncIterator](), head: undefined, line: 0 }));
  }

  /** The next number that any anchor has, with what there is to say on the way to it. */
  async next(): Promise<{ findings: Finding[]; checkpoint: Checkpoint | undefined }> {
    const findings: Finding[] = [];
    if (!this.opened) for (const source of this.sources) await this.move(source, findings);
    this.opened = true;
    const heads = this.sources.flatMap(({ head }) => (head === undefined ? [] : [head]));
    const number = Math.min(...heads.map((head) => head.number));
    const checkpoint = heads.find((head) => head.number === number);
    if (checkpoint === undefined) return { findings, checkpoint };
    for (const source of this.sources) {
      findings.push(...differs(source, checkpoint));
      while (source.head !== undefined && source.head.number <= number) await this.move(source, findings);
    }
    return { findings, checkpoint };
  }

  /** To the next line that is a checkpoint of ours. */
  private async move(source: Source, findings: Finding[]): Promise<void> {
    for (;;) {
      const line = await source.lines.next();
      source.head = undefined;
      if (line.done === true) return;
      source.line += 1;
      const checkpoint = parseCheckpoint(line.value);
      const wrong = checkpoint === undefined ? 'it is no checkpoint' : wrongIn(checkpoint, this.trust);
      source.head = checkpoint;
      if (wrong === undefined) return;
      const about = checkpoint === undefined ? {} : { checkpoint: checkpoint.number };
      findings.push({ fault: 'checkpoint-forged', ...about, detail: `line ${source.line} of the ${source.name}: ${wrong}` });
    }
  }
}

function differs({ name, copy, head }: Source, checkpoint: Checkpoint): Finding[] {
  const { number, at } = checkpoint;
  if (head?.number === number) {
    if (digestOfCheckpoint(head) === digestOfCheckpoint(checkpoint)) return [];
    return [{ fault: 'checkpoint-differs', checkpoint: number, detail: `the ${name} has another one than the others` }];
  }
  if (copy && head === undefined && Date.now() - Date.parse(at) < COPIED_WITHIN_MS) return [];
  return [{ fault: 'checkpoint-missing', checkpoint: number, detail: `the ${name} does not have it` }];
}
