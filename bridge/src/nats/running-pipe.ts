/** A pipe for as long as the application lives: started once all rooms are ready, stopped before the connection closes. */
import { CheckpointedPipe, type PipeReport } from './checkpointed-pipe.js';
import type { Nats } from './connection.js';
import type { PipeSpec } from './pipe-spec.js';

export class RunningPipe {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(nats: Nats, spec: PipeSpec, report: PipeReport) {
    this.running = new CheckpointedPipe(nats, spec, report).run(this.stopping.signal);
  }

  /** Resolves after the batch under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }
}
