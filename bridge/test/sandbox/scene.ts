/** Fixtures, and a subscriber's web server that verifies with the public package and keeps what it took. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Fixture } from '../../src/record/record.js';
import type { Attack } from '../../src/sandbox/sandbox.js';
import { events } from '../record/recorded.js';

export const SECRET = `whsec_${Buffer.from('a secret of at least 24 bytes').toString('base64')}`;

/** Purchase orders, each event once. */
export const fixtures: readonly Fixture[] = [
  ...new Map(
    events.filter(({ envelope }) => envelope.type.startsWith('procurement.purchase-order.')).map((each) => [each.envelope.id, each]),
  ).values(),
];

export const plain: Attack = { shuffle: false, duplicate: 0, unknownField: false, fail: [], seed: 7 };

export interface Taken {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

export interface Endpoint {
  readonly url: string;
  /** what verified, in order */
  readonly taken: Taken[];
  /** requests refused for their signature or their time */
  readonly refused: number;
  stop(): Promise<void>;
}

/** `answer` says the status of a request that verified; `gullible`: does not look at signatures. */
export async function endpoint(answer: (taken: Taken) => number = () => 204, gullible = false): Promise<Endpoint> {
  const webhook = new Webhook(SECRET);
  const state = { taken: [] as Taken[], refused: 0 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      try {
        const verified: unknown = gullible ? JSON.parse(body) : webhook.verify(body, request.headers as Record<string, string>);
        const taken = verified as Taken;
        state.taken.push(taken);
        response.writeHead(answer(taken)).end();
      } catch {
        state.refused += 1;
        response.writeHead(401).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    taken: state.taken,
    get refused() {
      return state.refused;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
