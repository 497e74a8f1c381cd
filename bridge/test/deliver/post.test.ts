import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type Limits, post } from '../../src/deliver/post.js';
import type { WebhookChannel } from '../../src/identity/access.js';
import { Receiver } from './receiver.js';

const limits: Limits = { connectMs: 500, totalMs: 800, responseBytes: 16 * 1024 };
const body = Buffer.from('{}');
let receiver: Receiver;

const channel = (more: Partial<WebhookChannel> = {}): WebhookChannel => ({
  kind: 'webhook',
  url: receiver.url,
  secrets: [{ value: `whsec_${'A'.repeat(32)}` }],
  allowHttp: true,
  allowPrivateAddress: true,
  content: 'structured',
  http2: false,
  ...more,
});
/** A negative test is worth something only while the way is open. */
const theWayIsOpen = async (): Promise<void> => {
  receiver.react = (_, response) => response.writeHead(200).end();
  expect(await post(channel(), {}, body, limits)).toMatchObject({ kind: 'answered', status: 200 });
};

beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(() => {
  receiver.close();
});

test.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])(
  'private address %s is refused unless allowed',
  async (host) => {
    const url = `http://${host}:${receiver.port}/hook`;
    expect(await post(channel({ url, allowPrivateAddress: false }), {}, body, limits)).toEqual({
      kind: 'unreachable',
      reason: expect.stringContaining('no public address'),
    });
    expect(receiver.received).toEqual([]);
    await theWayIsOpen();
  },
);

test('plain http is refused unless allowed', async () => {
  expect(await post(channel({ allowHttp: false }), {}, body, limits)).toMatchObject({ kind: 'unreachable' });
  expect(receiver.received).toEqual([]);
  await theWayIsOpen();
});

test('a redirect is not followed', async () => {
  receiver.react = (_, response) => response.writeHead(302, { location: `${receiver.url}/elsewhere` }).end();
  expect(await post(channel(), {}, body, limits)).toMatchObject({ kind: 'answered', status: 302 });
  expect(receiver.received).toHaveLength(1);
  await theWayIsOpen();
});

test('an endpoint that does not answer is given up', async () => {
  receiver.react = () => undefined;
  expect(await post(channel(), {}, body, limits)).toEqual({ kind: 'unreachable', reason: 'no answer within 800 ms' });
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
  expect(await post(channel(), {}, body, limits)).toEqual({ kind: 'unreachable', reason: 'no answer within 800 ms' });
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
  expect(await post(channel(), {}, body, limits)).toMatchObject({ kind: 'answered', status: 200 });
  expect(written).toBeLessThan(50 * 1024 * 1024);
  await theWayIsOpen();
});

test('a TLS handshake that never ends is given up after the connect limit', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const answer = await post(channel({ url: `https://127.0.0.1:${port}/` }), {}, body, limits);
  expect(answer).toEqual({ kind: 'unreachable', reason: 'no connection within 500 ms' });
  silent.close();
});

test('nobody there is an answer too', async () => {
  const url = receiver.url;
  receiver.close();
  expect(await post(channel({ url }), {}, body, limits)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
});
