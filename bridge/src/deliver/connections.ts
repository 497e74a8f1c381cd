/**
 * The connections to one endpoint. They are never another endpoint's: a kept connection leads to an address that was resolved and judged
 * for this one, when it was opened. HTTP/1.1 with keep-alive; HTTP/2 where the endpoint offers it and the subscription wants it.
 */
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Pool, buildConnector } from 'undici';
import type { WebhookChannel } from '../subscription/subscription.js';
import { type Resolve, bareHost, judgeUrl, judgedAddresses, resolveByDns, resolveBySystem } from './address.js';

/** DESIGN: connect 5 s, total 15 s, response body 16 KiB. */
export interface Limits {
  /** name resolution, TCP and TLS */
  readonly connectMs: number;
  /** everything */
  readonly totalMs: number;
  readonly responseBytes: number;
  /** what would be larger is not sent */
  readonly requestBytes: number;
}
export const LIMITS: Limits = { connectMs: 5_000, totalMs: 15_000, responseBytes: 16 * 1024, requestBytes: 5 * 1024 * 1024 };

export type Target = Pick<WebhookChannel, 'url' | 'allowHttp' | 'allowPrivateAddress' | 'http2'>;

export interface Surroundings {
  readonly limits: Limits;
  /** how many connections at most */
  readonly inFlight: number;
  readonly resolve: Resolve;
  /** a certificate authority beside the public ones (PEM) */
  readonly ca?: string;
}

const publicNames = resolveByDns();
export const surroundingsOf = ({ allowPrivateAddress }: Target, inFlight: number): Surroundings => ({
  limits: LIMITS,
  inFlight,
  resolve: allowPrivateAddress ? resolveBySystem : publicNames,
});

// below the 5 s after which many servers close an idle connection without a word
const IDLE_MS = 4_000;
const LONGEST_IDLE_MS = 60_000;
// a name that moves is followed, even by an endpoint that is never idle
const OLDEST_MS = 5 * 60_000;

export interface Connections {
  readonly pool: Pool;
  /** the protocol that the newest connection agreed on */
  isHttp2: boolean;
}

/** Throws RefusedAddress for a URL that says enough by itself. */
export function openConnections(target: Target, surroundings: Surroundings): Connections {
  const { inFlight } = surroundings;
  const url = judgeUrl(target.url, target);
  const connect = judgedConnector(target, surroundings);
  const noting: buildConnector.connector = (options, callback) => {
    connect(options, (...[error, socket]) => {
      // after an error undici itself hands over no second argument at all
      if (error !== null) {
        callback(error, null);
        return;
      }
      connections.isHttp2 = 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';
      callback(null, socket);
    });
  };
  const pool = new Pool(url.origin, {
    connect: noting,
    connections: inFlight,
    allowH2: target.http2,
    // several requests share an HTTP/2 connection; where only HTTP/1.1 is agreed on, one waits for the other
    ...(target.http2 ? { pipelining: inFlight } : {}),
    // each exchange has a limit of its own for all of it (post.ts)
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: LONGEST_IDLE_MS,
    clientTtl: OLDEST_MS,
    maxHeaderSize: 16 * 1024,
  });
  const connections: Connections = { pool, isHttp2: false };
  return connections;
}

/** Resolves and judges anew for each connection. An address in the URL is never looked up: judgeUrl has judged it. */
function judgedConnector(target: Target, { limits, resolve, ca }: Surroundings): buildConnector.connector {
  const host = bareHost(new URL(target.url));
  const lookup: LookupFunction = (_host, options, callback) => {
    judgedAddresses(host, target.allowPrivateAddress, resolve).then(
      (found) => {
        answer(found, options.all === true, callback);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), []);
      },
    );
  };
  const own = ca === undefined ? {} : { ca };
  return buildConnector({ ...own, lookup, timeout: limits.connectMs, allowH2: target.http2, autoSelectFamily: true });
}

function answer(found: readonly LookupAddress[], all: boolean, callback: Parameters<LookupFunction>[2]): void {
  const [first] = found;
  if (all) callback(null, [...found]);
  else callback(null, first?.address ?? '', first?.family);
}
