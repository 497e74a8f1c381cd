/** The operator of a soak: asks one bridge and, when that one is down, the other. */
import { z } from 'zod';
import { until } from '../../rig/until.js';
import { OPERATOR_KEY } from './world.js';

const issued = z.looseObject({ credential: z.looseObject({ secret: z.string() }) });

export class Operator {
  constructor(private readonly urls: readonly string[]) {}

  /** Repeated after a lost answer: then it is there already. */
  async create(subscription: Readonly<Record<string, unknown>>): Promise<void> {
    await this.ask('POST', '/v1/subscriptions', [201, 409], subscription);
  }

  async delete(name: string): Promise<void> {
    await this.ask('DELETE', `/v1/subscriptions/${name}`, [204, 404]);
  }

  /** A NATS password of this client; those before it end at once. */
  async passwordOf(client: string): Promise<string> {
    const answer = await this.ask('POST', `/v1/partners/${client}/rotate`, [200], { overlapHours: 0 });
    return issued.parse(JSON.parse(answer)).credential.secret;
  }

  private async ask(method: string, path: string, well: readonly number[], body?: unknown): Promise<string> {
    let turn = 0;
    return until(
      `${method} ${path}`,
      async () => {
        const url = this.urls[(turn += 1) % this.urls.length] ?? '';
        const headers = { authorization: `Bearer ${OPERATOR_KEY}` };
        const response = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
        const text = await response.text();
        if (well.includes(response.status)) return text;
        throw new Error(`${String(response.status)}: ${text}`);
      },
      60_000,
    );
  }
}
