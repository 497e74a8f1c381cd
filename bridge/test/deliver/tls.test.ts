/** HTTPS endpoints, HTTP/1.1 and HTTP/2, with certificates of the test's own. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Http2SecureServer, createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { type Surroundings, type Target, surroundingsOf } from '../../src/deliver/connections.js';
import { Endpoint, post } from '../../src/deliver/post.js';
import { judgeAnswer } from '../../src/deliver/retry.js';
import { type Certificate, makeCertificate } from './certificate.js';

// servers start and stop in hooks, beside whatever else runs on the machine
jest.setTimeout(60_000);

const body = Buffer.from('{"number":"1"}');
let certificate: Certificate;
let server: Http2SecureServer;
let port = 0;
let sessions = 0;
const came: { version: string; body: string }[] = [];

beforeAll(async () => {
  certificate = makeCertificate();
  server = createSecureServer({ key: certificate.key, cert: certificate.cert, allowHTTP1: true }, (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      came.push({ version: request.httpVersion, body: text });
      setTimeout(() => response.end('{"ok":true}'), 50);
    });
  });
  server.on('session', () => (sessions += 1));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});

const target = (http2: boolean, host = 'localhost'): Target => ({
  url: `https://${host}:${port}/hook`,
  allowHttp: false,
  allowPrivateAddress: true,
  http2,
});
const around = (to: Target, inFlight = 1): Surroundings => ({ ...surroundingsOf(to, inFlight), ca: certificate.ca });

test('HTTP/1.1 over TLS', async () => {
  const to = target(false);
  expect(await post(to, {}, body, around(to))).toMatchObject({ kind: 'answered', status: 200, body: '{"ok":true}' });
  expect(came.at(-1)).toEqual({ version: '1.1', body: body.toString() });
});

test('HTTP/2 where the subscription wants it: several requests share one connection', async () => {
  const to = target(true);
  const endpoint = new Endpoint(to, around(to, 8));
  const before = sessions;
  expect(await endpoint.post({}, body)).toMatchObject({ status: 200 });
  const answers = await Promise.all(Array.from({ length: 8 }, () => endpoint.post({}, body)));
  for (const answer of answers) expect(answer).toMatchObject({ kind: 'answered', status: 200 });
  expect(came.slice(-9).every(({ version }) => version === '2.0')).toBe(true);
  expect(sessions - before).toBe(1);
  await endpoint.close();
});

test.each([false, true])('a certificate that nobody vouches for is refused (HTTP/2: %s)', async (http2) => {
  const to = target(http2);
  const before = came.length;
  const answer = await post(to, {}, body, surroundingsOf(to, 1));
  expect(judgeAnswer(answer, 1, { random: 0.5, now: new Date() })).toMatchObject({ outcome: 'retry', reason: 'tls' });
  expect(came).toHaveLength(before);
});

test('a certificate of another name is refused', async () => {
  const to = target(false, 'other.test');
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]);
  const before = came.length;
  const answer = await post(to, {}, body, { ...around(to), resolve });
  expect(judgeAnswer(answer, 1, { random: 0.5, now: new Date() })).toMatchObject({ outcome: 'retry', reason: 'tls' });
  expect(came).toHaveLength(before);
});
