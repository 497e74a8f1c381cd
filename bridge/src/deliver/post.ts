/**
 * One POST to an endpoint that is not ours: pinned address, time limits, no redirects, response body capped.
 * Every end is an answer here: it never throws for what the other side does.
 */
import { type ClientRequest, type IncomingMessage, type RequestOptions, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { explain } from '../failure.js';
import type { WebhookChannel } from '../identity/access.js';
import { type Address, resolve } from './address.js';

export interface Limits {
  /** name resolution, TCP and TLS */
  readonly connectMs: number;
  /** everything */
  readonly totalMs: number;
  readonly responseBytes: number;
}

export const LIMITS: Limits = { connectMs: 5_000, totalMs: 15_000, responseBytes: 16 * 1024 };

export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly kind: 'unreachable'; readonly reason: string };

export type Headers = Readonly<Record<string, string>>;

export async function post(channel: WebhookChannel, headers: Headers, body: Buffer, limits: Limits = LIMITS): Promise<Answer> {
  const url = new URL(channel.url);
  if (url.protocol !== 'https:' && !channel.allowHttp)
    return { kind: 'unreachable', reason: 'plain http is not allowed for this endpoint' };
  const patience = new AbortController();
  const total = expire(patience, `no answer within ${limits.totalMs} ms`, limits.totalMs);
  const connect = expire(patience, `no connection within ${limits.connectMs} ms`, limits.connectMs);
  try {
    const address = await orAbort(resolve(url.hostname, channel.allowPrivateAddress), patience.signal);
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(body.byteLength) },
      // a connection of its own: a pooled one may lead to an address that was judged for somebody else
      agent: false,
      lookup: pinnedTo(address),
      signal: patience.signal,
    };
    const request = url.protocol === 'https:' ? secure(url, options) : plain(url, options);
    request.once('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(connect);
      });
    });
    return await exchange(request, body, limits);
  } catch (error) {
    return { kind: 'unreachable', reason: explain(patience.signal.aborted ? patience.signal.reason : error) };
  } finally {
    clearTimeout(total);
    clearTimeout(connect);
  }
}

const expire = (patience: AbortController, reason: string, ms: number): NodeJS.Timeout =>
  setTimeout(() => {
    patience.abort(new Error(reason));
  }, ms);

// the resolver cannot be interrupted; its late answer is dropped
const orAbort = <Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> =>
  new Promise((done, failed) => {
    signal.addEventListener('abort', () => {
      failed(new Error('aborted'));
    });
    work.then(done, failed);
  });

const pinnedTo =
  ({ address, family }: Address): LookupFunction =>
  (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };

function exchange(request: ClientRequest, body: Buffer, limits: Limits): Promise<Answer> {
  return new Promise((done, failed) => {
    request.once('error', failed);
    request.once('response', (response) => {
      drain(response, limits.responseBytes).then(() => {
        done({ kind: 'answered', status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      }, failed);
    });
    request.end(body);
  });
}

/** Reads and forgets; what exceeds the limit is not waited for, the status counts all the same. */
async function drain(response: IncomingMessage, limit: number): Promise<void> {
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > limit) break;
  }
  response.destroy();
}
