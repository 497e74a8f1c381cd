/**
 * What a path costs the machine: CPU of each of the stack's processes and of the measuring one, by /proc. Rates of a machine with
 * other work on it waver; these do much less.
 */
import { readFile, readdir } from 'node:fs/promises';
import type { Service, Stack } from '../../rig/stack.js';

/** ms of CPU so far of each process, by its id */
export type Cpu = ReadonlyMap<number, { readonly who: string; readonly ms: number }>;

/** of the kernel's clock in /proc/PID/stat: sysconf(_SC_CLK_TCK), 100 on every Linux of today */
const TICK_MS = 10;
const SERVICES: readonly Service[] = ['bridge', 'nats', 'odoo', 'relay'];

export class CpuMeter {
  private constructor(
    private readonly services: ReadonlyMap<number, string>,
    private readonly postgres: number,
  ) {}

  static async of(stack: Stack): Promise<CpuMeter> {
    const pids = await Promise.all(SERVICES.map(async (each) => [(await stack.state(each)).pid ?? 0, each] as const));
    return new CpuMeter(new Map([...pids, [process.pid, 'sender']]), (await stack.state('postgres')).pid ?? 0);
  }

  async read(): Promise<Cpu> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
    const used = await Promise.all(pids.map(async (pid) => [pid, ...(await this.ofProcess(pid))] as const));
    return new Map(used.flatMap(([pid, who, ms]) => (who === undefined ? [] : [[pid, { who, ms }] as const])));
  }

  private async ofProcess(pid: number): Promise<readonly [string | undefined, number]> {
    const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => undefined);
    if (stat === undefined) return [undefined, 0];
    // behind the name, which may hold blanks: state, parent, ..., utime, stime
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ms = ((fields[11] ?? 0) + (fields[12] ?? 0)) * TICK_MS;
    const service = this.services.get(pid);
    if (service !== undefined) return [service, ms];
    return fields[1] === this.postgres || pid === this.postgres ? [await backendOf(pid), ms] : [undefined, 0];
  }
}

/** `postgres: bridge DATABASE ...`: by role; all that serves everybody (checkpoints, the log) under one name. */
async function backendOf(pid: number): Promise<string> {
  const title = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '');
  const role = /^postgres: (?<role>\w+) \S+ /.exec(title)?.groups?.role;
  return role === 'odoo' || role === 'bridge' ? `postgres of ${role}` : 'postgres itself';
}

/** Per work item, to a tenth of a millisecond. What a process used that ended meanwhile is not known. */
export function cpuBetween(before: Cpu, after: Cpu, count: number): Readonly<Record<string, number>> {
  const spent: Record<string, number> = { all: 0 };
  for (const [pid, { who, ms }] of after) {
    const each = (ms - (before.get(pid)?.ms ?? 0)) / count;
    spent[who] = (spent[who] ?? 0) + each;
    spent.all = (spent.all ?? 0) + each;
  }
  return Object.fromEntries(Object.entries(spent).map(([who, ms]) => [who, Number(ms.toFixed(1))]));
}
