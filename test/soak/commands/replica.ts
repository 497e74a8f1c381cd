/** A second replica of an instance's bridge: the same program in the same environment, but for its port and log. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../rig/free-port.js';
import { inRepository } from '../../rig/repository.js';
import type { Stack } from '../../rig/stack.js';
import { until } from '../../rig/until.js';
import { Process } from '../deliver/servers.js';

export class Replica {
  private constructor(
    readonly url: string,
    readonly log: string,
    private readonly process: Process,
  ) {}

  static async start(stack: Stack, log: string): Promise<Replica> {
    const { pid } = await stack.state('bridge');
    const port = await freePort();
    const variables = { ...environmentOf(pid), BRIDGE_HTTP_PORT: String(port) };
    const process_ = new Process('replica', [process.execPath, inRepository('bridge', 'dist', 'main.js')], variables, log);
    await process_.start();
    const url = `http://127.0.0.1:${String(port)}`;
    await until(`the replica at ${url}`, async () => ((await fetch(`${url}/healthz`)).ok ? true : undefined), 120_000);
    return new Replica(url, log, process_);
  }

  async restart(awayMs: number): Promise<void> {
    await this.process.kill();
    await sleep(awayMs);
    await this.process.start();
  }

  async stop(): Promise<void> {
    await this.process.kill();
  }
}

function environmentOf(pid: number | null): Record<string, string> {
  const pairs = readFileSync(`/proc/${String(pid)}/environ`, 'utf8').split('\0');
  const variables = pairs.map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  return Object.fromEntries(variables.filter(([name]) => name.startsWith('BRIDGE_')));
}
