import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A pipe in a process of its own (copying-pipe.mjs), to be killed. */
export class PipeProcess {
  private last = '';
  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.last = chunk.toString().trim().split('\n').at(-1) ?? this.last));
  }

  static start(url: string, copies: number): PipeProcess {
    const script = fileURLToPath(new URL('./copying-pipe.mjs', import.meta.url));
    return new PipeProcess(spawn(process.execPath, [script, url, String(copies)], { stdio: ['ignore', 'pipe', 'inherit'] }));
  }

  get isCandidate(): boolean {
    return this.last.includes('active');
  }

  get standsBy(): boolean {
    return this.last.includes('stands by');
  }

  /** kill -9 */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}
