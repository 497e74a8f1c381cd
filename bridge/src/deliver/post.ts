/**
 * One POST to an endpoint that is not ours: time limits, no redirects, response body capped.
 * Every end is an answer here: it never throws for what the other side does.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { explain } from '../failure.js';
import { RefusedAddress } from './address.js';
import { type Connections, type Limits, type Surroundings, type Target, openConnections, surroundingsOf } from './connections.js';

export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | undefined; readonly body: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

export type Headers = Readonly<Record<string, string>>;

/** One endpoint, with its connections. */
export class Endpoint {
  private readonly connections: Connections | RefusedAddress;
  private readonly path: string;

  constructor(
    target: Target,
    private readonly surroundings: Surroundings,
  ) {
    this.connections = openedOrRefused(target, surroundings);
    this.path = this.connections instanceof RefusedAddress ? '' : pathOf(new URL(target.url));
  }

  post(headers: Headers, body: Buffer): Promise<Answer> {
    const { connections } = this;
    const { limits } = this.surroundings;
    if (connections instanceof RefusedAddress) return Promise.resolve({ kind: 'unreachable', reason: connections.message });
    if (body.byteLength > limits.requestBytes) return Promise.resolve({ kind: 'unreachable', reason: 'the request is too large' });
    return new Promise((done) => {
      const exchange = new Exchange(limits, done);
      try {
        // undici gives a request that may be repeated a share of a connection: ours may, by its id, and on HTTP/2 that loses no order
        const { pool, isHttp2: idempotent } = connections;
        pool.dispatch({ path: this.path, method: 'POST', headers, body, idempotent }, exchange);
      } catch (error) {
        exchange.onResponseError(undefined, error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** What is under way ends as unreachable. */
  async close(): Promise<void> {
    if (!(this.connections instanceof RefusedAddress)) await this.connections.pool.destroy();
  }
}

/** A single request on a connection of its own. */
export async function post(target: Target, headers: Headers, body: Buffer, surroundings = surroundingsOf(target, 1)): Promise<Answer> {
  const endpoint = new Endpoint(target, surroundings);
  try {
    return await endpoint.post(headers, body);
  } finally {
    await endpoint.close();
  }
}

const pathOf = ({ pathname, search }: URL): string => pathname + search;

function openedOrRefused(target: Target, surroundings: Surroundings): Connections | RefusedAddress {
  try {
    return openConnections(target, surroundings);
  } catch (error) {
    if (error instanceof RefusedAddress) return error;
    throw error;
  }
}

/** What of a response is kept for the delivery record. */
const KEPT_BYTES = 1_024;

/** undici tells it what comes; it tells `done` once. */
class Exchange implements Dispatcher.DispatchHandler {
  private readonly overdue: NodeJS.Timeout;
  private controller: Dispatcher.DispatchController | undefined;
  private status = 0;
  private retryAfter: string | undefined;
  private bytes = 0;
  private readonly kept: Buffer[] = [];
  private ended = false;

  constructor(
    private readonly limits: Limits,
    private readonly done: (answer: Answer) => void,
  ) {
    this.overdue = setTimeout(() => {
      this.abandon(`no answer within ${limits.totalMs} ms`);
    }, limits.totalMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // it waited for a connection until after its time
    if (this.ended) controller.abort(new Error('too late'));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.status = status;
    this.retryAfter = headers['retry-after'];
  }

  // What exceeds the limit is not waited for; the status counts all the same.
  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.bytes < KEPT_BYTES) this.kept.push(chunk.subarray(0, KEPT_BYTES - this.bytes));
    this.bytes += chunk.byteLength;
    if (this.bytes <= this.limits.responseBytes) return;
    this.answered();
    controller.abort(new Error('the response is longer than it may be'));
  }

  onResponseEnd(): void {
    this.answered();
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.end({ kind: 'unreachable', reason: explain(error) });
  }

  private abandon(reason: string): void {
    this.end({ kind: 'unreachable', reason });
    this.controller?.abort(new Error(reason));
  }

  private answered(): void {
    const body = this.kept.length === 0 ? '' : Buffer.concat(this.kept).toString('utf8');
    this.end({ kind: 'answered', status: this.status, retryAfter: this.retryAfter, body });
  }

  private end(answer: Answer): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.overdue);
    this.done(answer);
  }
}
