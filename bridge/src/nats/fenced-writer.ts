/**
 * Writes the steps of a long work into a stream, each batch behind the checkpoint of that work: what is stored and how far the work
 * is are one fact, as in a pipe. Two writers of one work cannot both go on: who comes late is fenced and has stored nothing.
 */
import { Defect } from '../failure.js';
import { publishBatch } from './atomic-batch.js';
import { type Checkpoint, type Position, checkpointMessage, readCheckpoint } from './checkpoint.js';
import type { Nats } from './connection.js';
import { Fenced } from './pipe-session.js';
import { MAX_OUTPUTS, type Step, outputsOf } from './steps.js';

export interface WriterTarget {
  readonly stream: string;
  /** a subject of this stream that belongs to this work alone */
  readonly checkpoint: string;
  /** names the source, `Bridge-Source-Created`: a source made anew is another one */
  readonly sourceCreated: string;
}

export class FencedWriter {
  private constructor(
    private readonly nats: Nats,
    private readonly target: WriterTarget,
    private checkpoint: Checkpoint,
  ) {}

  /** Throws a Defect when the source is not the one that this work began with. */
  static async open(nats: Nats, target: WriterTarget): Promise<FencedWriter> {
    const checkpoint = await readCheckpoint(nats.manager, target.stream, target.checkpoint);
    const known = checkpoint.sourceCreated ?? target.sourceCreated;
    if (known !== target.sourceCreated) throw new Defect(`the source was made anew: ${target.sourceCreated}, the work began with ${known}`);
    return new FencedWriter(nats, target, checkpoint);
  }

  /** What is stored already. */
  get position(): Position {
    return this.checkpoint.position;
  }

  /**
   * Stores the outputs in order, all of a batch or none. Throws Fenced when another writer moved on, Retry when the outcome is
   * unknown: open the writer again and compare. No output may carry a message id that the stream could know.
   */
  async write(steps: readonly Step[]): Promise<void> {
    for (let start = 0; start < steps.length; start += MAX_OUTPUTS) await this.writeBatch(steps.slice(start, start + MAX_OUTPUTS));
  }

  /** Forgets all checkpoints but the last, which fences a writer that comes back from the dead. */
  async close(): Promise<void> {
    await this.nats.manager.streams.purge(this.target.stream, { filter: this.target.checkpoint, keep: 1 });
  }

  private async writeBatch(steps: readonly Step[]): Promise<void> {
    const position = steps.at(-1)?.position;
    if (position === undefined) return;
    const { checkpoint, sourceCreated } = this.target;
    const first = checkpointMessage(checkpoint, this.checkpoint.sequence, position, sourceCreated);
    const result = await publishBatch(this.nats.connection, [first, ...outputsOf(steps)]);
    if (result.outcome === 'fenced') throw new Fenced(`another writer moved ${checkpoint}`);
    if (result.outcome === 'duplicate') throw new Defect(`an output behind ${checkpoint} carries a known message id`);
    this.checkpoint = { sequence: result.firstSequence, position, sourceCreated };
  }
}
