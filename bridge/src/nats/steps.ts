/**
 * The work between reading and writing of a pipe. A step is at most one output and the position reached once it is stored, so a
 * batch may end after any step: between two source messages, or inside one that has more outputs than a batch holds.
 */
import { EventEmitter, once } from 'node:events';
import { MAX_BATCH } from './atomic-batch.js';
import type { Position } from './checkpoint.js';
import type { OutgoingMessage, StreamMessage } from './message.js';

export interface Step {
  readonly output: OutgoingMessage | undefined;
  readonly position: Position;
}

/** The steps of one source message; `before` is the position before it: outputs up to its `part` are stored already. */
export function stepsOf(message: StreamMessage, outputs: readonly OutgoingMessage[], before: Position): Step[] {
  const done: Position = { sequence: message.sequence, part: 0, storedAtMs: message.storedAt.getTime() };
  const open = outputs.map((output, index) => ({ output, part: output.part ?? index + 1 })).filter(({ part }) => part > before.part);
  if (open.length === 0) return [{ output: undefined, position: done }];
  return open.map(({ output, part }, index) => ({ output, position: index === open.length - 1 ? done : { ...before, part } }));
}

export const outputsOf = (steps: readonly Step[]): OutgoingMessage[] =>
  steps.flatMap(({ output }) => (output === undefined ? [] : [output]));

// the checkpoint is one message of the batch
export const MAX_OUTPUTS = MAX_BATCH - 1;
const MAX_BATCH_BYTES = 8 * 1024 * 1024;
// what may wait in memory while a batch is on its way: two more batches
const MAX_WAITING_STEPS = 2 * MAX_OUTPUTS;
const MAX_WAITING_BYTES = 2 * MAX_BATCH_BYTES;
/** Source messages without output move the checkpoint this late; must be well below the standby's patience. */
const IDLE_ADVANCE_MS = 2_000;

const sizeOf = (step: Step): number => step.output?.data.byteLength ?? 0;

/** A bounded queue between one reader and one writer. */
export class StepQueue {
  private steps: Step[] = [];
  private bytes = 0;
  private outputs = 0;
  private idleSince = 0;
  private closed = false;
  private readonly signals = new EventEmitter();

  /** Waits while the queue is full. */
  async put(steps: readonly Step[]): Promise<void> {
    while (!this.closed && (this.steps.length >= MAX_WAITING_STEPS || this.bytes >= MAX_WAITING_BYTES)) await once(this.signals, 'room');
    for (const step of steps) this.add(step);
    this.signals.emit('work');
  }

  /** The next batch, as large as it may be and as much as there is. Undefined once the queue is closed. */
  async take(): Promise<Step[] | undefined> {
    while (!this.closed && !this.isDue()) await this.waitForWork();
    if (this.closed) return undefined;
    const taken = this.steps.splice(0, this.batchLength());
    this.bytes -= taken.reduce((sum, step) => sum + sizeOf(step), 0);
    this.outputs -= outputsOf(taken).length;
    this.signals.emit('room');
    return taken;
  }

  close(): void {
    this.closed = true;
    this.signals.emit('work');
    this.signals.emit('room');
  }

  // A run of steps without output is as good as its last.
  private add(step: Step): void {
    if (step.output === undefined && this.steps.length > 0 && this.steps.at(-1)?.output === undefined) this.steps.pop();
    if (this.steps.length === 0) this.idleSince = Date.now();
    this.steps.push(step);
    this.bytes += sizeOf(step);
    if (step.output !== undefined) this.outputs += 1;
  }

  private isDue(): boolean {
    return this.outputs > 0 || (this.steps.length > 0 && Date.now() - this.idleSince >= IDLE_ADVANCE_MS);
  }

  private async waitForWork(): Promise<void> {
    const patience = this.steps.length > 0 ? setTimeout(() => this.signals.emit('work'), IDLE_ADVANCE_MS) : undefined;
    await once(this.signals, 'work');
    clearTimeout(patience);
  }

  private batchLength(): number {
    let outputs = 0;
    let bytes = 0;
    for (const [index, step] of this.steps.entries()) {
      outputs += step.output === undefined ? 0 : 1;
      bytes += sizeOf(step);
      if (index > 0 && (outputs > MAX_OUTPUTS || bytes > MAX_BATCH_BYTES)) return index;
    }
    return this.steps.length;
  }
}
