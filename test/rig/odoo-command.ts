/** Odoo's own program, run as an administrator would: a command to its end, or a server until it is stopped. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { inRepository } from './repository.js';

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Where it runs: an instance of the stack for its programs and logins, and what is set apart from that. */
export interface OdooPlace {
  readonly instance: string;
  /** nothing of the instance's settings, only `variables` */
  readonly bare?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

const call = ({ instance, bare, variables, folder }: OdooPlace, args: readonly string[]) => ({
  program: inRepository('scripts/stack'),
  args: ['odoo', '--name', instance, ...(bare ? ['--bare'] : []), '--', ...args],
  options: { cwd: folder ?? inRepository(), env: { ...process.env, ...variables } },
});

/** Runs one of Odoo's commands; never throws for an exit code. */
export function odooCommand(place: OdooPlace, args: readonly string[]): Promise<Ended> {
  const { program, args: all, options } = call(place, args);
  return new Promise((resolve) => {
    const child = execFile(program, all, { ...options, maxBuffer: 16 * 1024 * 1024 }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
    child.stdin?.end();
  });
}

/** A server of Odoo's. Its log is kept for the message of a test that fails. */
export class OdooServer {
  private text = '';
  private readonly ended: Promise<void>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    this.ended = new Promise((resolve) => {
      child.once('exit', () => {
        resolve();
      });
    });
  }

  static start(place: OdooPlace, args: readonly string[]): OdooServer {
    const { program, args: all, options } = call(place, args);
    return new OdooServer(spawn(program, all, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  get log(): string {
    return this.text;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }
}
