import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type Limits, type Target, surroundingsOf } from '../../src/deliver/connections.js';
import { post } from '../../src/deliver/post.js';
import { judgeAnswer } from '../../src/deliver/retry.js';
import { Receiver } from './receiver.js';

const limits: Limits = { connectMs: 500, totalMs: 800, responseBytes: 16 * 1024, requestBytes: 64 * 1024 };
const body = Buffer.from('{}');
let receiver: Receiver;

function send(more: Partial<Target> = {}, content = body) {
  const target = { url: receiver.url, allowHttp: true, allowPrivateAddress: true, http2: false, ...more };
  return post(target, { 'content-type': 'application/json' }, content, { ...surroundingsOf(target, 1), limits });
}
/** A negative test is worth something only while the way is open. */
const theWayIsOpen = async (): Promise<void> => {
  receiver.react = (_, response) => response.writeHead(200).end();
  expect(await send()).toMatchObject({ kind: 'answered', status: 200 });
};

beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(() => {
  receiver.close();
});

test('a redirect is not followed', async () => {
  receiver.react = (_, response) => response.writeHead(302, { location: `${receiver.url}/elsewhere` }).end();
  expect(await send()).toMatchObject({ kind: 'answered', status: 302 });
  expect(receiver.received).toHaveLength(1);
  await theWayIsOpen();
});

test('an endpoint that does not answer is given up', async () => {
  receiver.react = () => undefined;
  expect(await send()).toEqual({ kind: 'unreachable', reason: 'no answer within 800 ms' });
  await theWayIsOpen();
});

test('an endpoint that drips its body is given up', async () => {
  receiver.react = (_, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('.'), 50);
    response.once('close', () => {
      clearInterval(drip);
    });
  };
  expect(await send()).toEqual({ kind: 'unreachable', reason: 'no answer within 800 ms' });
  await theWayIsOpen();
});

test('a response without end is read to its cap only', async () => {
  let written = 0;
  receiver.react = (_, response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(8192))) written += 8192;
      response.once('drain', more);
    };
    more();
  };
  expect(await send()).toMatchObject({ kind: 'answered', status: 200 });
  expect(written).toBeLessThan(50 * 1024 * 1024);
  await theWayIsOpen();
});

test('a TLS handshake that never ends is given up after the connect limit', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const answer = await send({ url: `https://127.0.0.1:${port}/` });
  expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringMatching(/Connect Timeout|no answer within/) });
  silent.close();
});

test('nobody there is an answer too', async () => {
  const url = receiver.url;
  receiver.close();
  expect(await send({ url })).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
});

test('a request that is larger than it may be is not sent', async () => {
  expect(await send({}, Buffer.alloc(65 * 1024))).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('too large') });
  expect(receiver.received).toEqual([]);
  await theWayIsOpen();
});

test('an endpoint that resets the connection is an answer too', async () => {
  receiver.react = (_, response) => response.socket?.resetAndDestroy();
  expect(judgeAnswer(await send(), 1, { random: 0.5, now: new Date() })).toMatchObject({ outcome: 'retry', reason: 'reset' });
  await theWayIsOpen();
});

test('headers without end are not waited for, nor kept', async () => {
  receiver.react = (_, response) => response.writeHead(200, { 'x-much': 'x'.repeat(64 * 1024) }).end();
  expect(await send()).toMatchObject({ kind: 'unreachable' });
  await theWayIsOpen();
});
