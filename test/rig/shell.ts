/** A shell in a folder, as the reader of a page has it. */
import { execFile, spawn } from 'node:child_process';

export interface Shell {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Runs a command to its end; throws with what it printed when it fails. */
export function run({ folder, variables }: Shell, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: { ...process.env, ...variables }, maxBuffer: 16 * 1024 * 1024 };
    execFile('bash', ['-c', command], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command}\n${stdout}${stderr}`, { cause: error }));
      else resolve(stdout + stderr);
    });
  });
}

/** Starts a command that goes on; the function returned ends it with all that it started. */
export function start({ folder, variables }: Shell, command: string): () => Promise<void> {
  const child = spawn('bash', ['-c', command], { cwd: folder, env: { ...process.env, ...variables }, stdio: 'ignore', detached: true });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  return async () => {
    // the group, not the shell alone: negative is how kill(2) spells it
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
}
