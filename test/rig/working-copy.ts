/** A throw-away copy of the working tree, for commands that write into it. It shares the stack's programs, Postgres and templates. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { inRepository, repository } from './repository.js';
import type { Shell } from './shell.js';

export class WorkingCopy {
  private constructor(readonly shell: Shell) {}

  /** @param instance what `scripts/stack` in the copy takes when it is given no name */
  static make(instance: string): WorkingCopy {
    const folder = mkdtempSync(join(tmpdir(), `${instance}-`));
    // the servers run as a user of their own and must be able to enter
    chmodSync(folder, 0o755);
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: repository,
      encoding: 'utf8',
    });
    for (const file of files.split('\0')) {
      // what is deleted and not committed is listed, too
      if (file === '' || !existsSync(inRepository(file))) continue;
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(inRepository(file), join(folder, file));
    }
    linkPackages(folder);
    return new WorkingCopy({ folder, variables: { STACK_DIR: process.env.STACK_DIR ?? inRepository('.stack'), ODOO_DATABASE: instance } });
  }

  remove(): void {
    rmSync(this.shell.folder, { recursive: true, force: true });
  }
}

/** The installed packages, each by a link, but the workspaces: those are the copy's own. */
function linkPackages(folder: string): void {
  const [packages, own] = [inRepository('node_modules'), '@odoo-nats-bridge'];
  mkdirSync(join(folder, 'node_modules', own), { recursive: true });
  for (const name of readdirSync(packages)) if (name !== own) symlinkSync(join(packages, name), join(folder, 'node_modules', name));
  for (const workspace of readdirSync(join(packages, own)))
    symlinkSync(
      join(folder, relative(repository, realpathSync(join(packages, own, workspace)))),
      join(folder, 'node_modules', own, workspace),
    );
}
