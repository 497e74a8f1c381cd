/** The operator of a soak: asks one bridge and, when that one is down, the other. */
import { until } from '../../rig/until.js';
import { OPERATOR_KEY } from './world.js';

export class Operator {
  constructor(private readonly urls: readonly string[]) {}

  /** Repeated after a lost answer: then it is there already. */
  create(subscription: Readonly<Record<string, unknown>>): Promise<void> {
    return this.ask('POST', '/v1/subscriptions', [201, 409], subscription);
  }

  delete(name: string): Promise<void> {
    return this.ask('DELETE', `/v1/subscriptions/${name}`, [204, 404]);
  }

  private async ask(method: string, path: string, well: readonly number[], body?: unknown): Promise<void> {
    let turn = 0;
    await until(
      `${method} ${path}`,
      async () => {
        const url = this.urls[(turn += 1) % this.urls.length] ?? '';
        const headers = { authorization: `Bearer ${OPERATOR_KEY}` };
        const response = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
        if (well.includes(response.status)) return true;
        throw new Error(`${String(response.status)}: ${await response.text()}`);
      },
      60_000,
    );
  }
}
