/** Where a webhook must not go. Each form is sent to, with a server listening on this machine's loopback; none may arrive. */
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { resolveByDns } from '../../src/deliver/address.js';
import { type Surroundings, type Target, surroundingsOf } from '../../src/deliver/connections.js';
import { Endpoint, post } from '../../src/deliver/post.js';
import { judgeAnswer } from '../../src/deliver/retry.js';
import { DnsServer } from './dns-server.js';
import { Receiver } from './receiver.js';

// servers start and stop in hooks, beside whatever else runs on the machine
jest.setTimeout(60_000);

const PUBLIC = '93.184.215.14';
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  'loopback.test': ['127.0.0.1'],
  'private.test': ['10.0.0.1', '192.168.1.1'],
  'metadata.test': ['169.254.169.254'],
  'six.test': ['::1'],
  'mapped.test': ['::ffff:7f00:1'],
  'nat64.test': ['64:ff9b::7f00:1'],
  'unique-local.test': ['fd00::1'],
  'allowed.test': ['127.0.0.1'],
};
let dns: DnsServer;
let receiver: Receiver;

beforeAll(async () => {
  dns = await DnsServer.open((name, asked) => {
    if (name === 'rebinding.test') return asked === 0 ? [PUBLIC] : ['127.0.0.1'];
    if (name === 'mixed.test') return [PUBLIC, '127.0.0.1'];
    return ADDRESSES[name] ?? [];
  });
  receiver = await Receiver.open();
});
beforeEach(() => {
  receiver.received.length = 0;
});
afterAll(() => {
  receiver.close();
  dns.close();
});

const limits = { connectMs: 600, totalMs: 1_200, responseBytes: 1_024, requestBytes: 1_024 };
const target = (url: string, more: Partial<Target> = {}): Target => ({
  url,
  allowHttp: true,
  allowPrivateAddress: false,
  http2: false,
  ...more,
});
const around = (to: Target): Surroundings => ({ ...surroundingsOf(to, 1), limits, resolve: resolveByDns(dns.resolver()) });
const send = (to: Target) => post(to, {}, Buffer.from('{}'), around(to));

/** `P` is the port that somebody listens on. */
const REFUSED: readonly string[] = [
  // loopback: dotted, short, decimal, octal, hex, mixed
  'http://127.0.0.1:P/',
  'http://127.1:P/',
  'http://127.0.1:P/',
  'http://127.255.255.254:P/',
  'http://2130706433:P/',
  'http://017700000001:P/',
  'http://0x7f000001:P/',
  'http://0x7f.0x0.0x0.0x1:P/',
  'http://0177.0.0.01:P/',
  'http://0177.0x0.0.1:P/',
  'http://0x7f.1:P/',
  'http://00000177.0.0.1:P/',
  'http://127.0.0.1.:P/',
  // other digits and dots, which a URL makes plain
  'http://１２７.0.0.1:P/',
  'http://①②⑦.⓪.⓪.①:P/',
  'http://127。0。0。1:P/',
  'http://127%2e0%2e0%2e1:P/',
  'http://%31%32%37.0.0.1:P/',
  'http://12\t7.0.0.1:P/',
  'http:\\\\127.0.0.1:P\\',
  'http:127.0.0.1:P/',
  // "this host" and everything
  'http://0:P/',
  'http://0.0.0.0:P/',
  'http://0x0:P/',
  'http://00.00.00.00:P/',
  // IPv6: loopback, unspecified, mapped, compatible
  'http://[::1]:P/',
  'http://[0:0:0:0:0:0:0:1]:P/',
  'http://[0000:0000:0000:0000:0000:0000:0000:0001]:P/',
  'http://[::]:P/',
  'http://[::ffff:127.0.0.1]:P/',
  'http://[::ffff:7f00:1]:P/',
  'http://[0:0:0:0:0:ffff:7f00:0001]:P/',
  'http://[::FFFF:10.0.0.1]:P/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::127.0.0.1]:P/',
  'http://[::ffff:0:127.0.0.1]:P/',
  // IPv4 carried inside: NAT64, local NAT64, 6to4, Teredo
  'http://[64:ff9b::127.0.0.1]:P/',
  'http://[64:ff9b::a00:1]/',
  'http://[64:ff9b:1::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2002:a9fe:a9fe::1]/',
  'http://[2001:0:7f00:1::]/',
  // local networks, link-local, zones, multicast, documentation
  'http://[fe80::1]:P/',
  'http://[fe80::1%25lo]:P/',
  'http://[::1%25lo]:P/',
  'http://[fd00::1]/',
  'http://[fc00::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
  'http://[3fff::1]/',
  'http://[100::1]/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://0xa9fea9fe/latest/meta-data/',
  'http://2852039166/latest/meta-data/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://192.88.99.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  // user information, to look like another host
  `http://example.com@127.0.0.1:P/`,
  `http://user:password@${PUBLIC}/`,
  `http://127.0.0.1@${PUBLIC}/`,
  // ports of other protocols
  `http://${PUBLIC}:22/`,
  `http://${PUBLIC}:25/`,
  `http://${PUBLIC}:4222/`,
  `https://${PUBLIC}:5432/`,
  `https://${PUBLIC}:6379/`,
  `https://${PUBLIC}:11211/`,
  // other schemes, and what is no URL
  'file:///etc/passwd',
  'ftp://127.0.0.1:P/',
  'gopher://127.0.0.1:P/_',
  'unix:/var/run/docker.sock',
  'http://256.1.1.1:P/',
  'http://127.0.0.1:P:80/',
  'http://[::1/',
  // names
  'http://loopback.test:P/',
  'http://LOOPBACK.TEST:P/',
  'http://loopback.test.:P/',
  'http://lοopback.test:P/'.replace('ο', 'o'),
  'http://private.test:P/',
  'http://metadata.test/',
  'http://six.test:P/',
  'http://mapped.test:P/',
  'http://nat64.test:P/',
  'http://unique-local.test:P/',
];

test.each(REFUSED)('%s is refused', async (form) => {
  const answer = await send(target(form.replaceAll(':P', `:${receiver.port}`)));
  expect(judgeAnswer(answer, 1, { random: 0.5, now: new Date() })).toMatchObject({ outcome: 'retry', reason: 'address-refused' });
  expect(receiver.received).toEqual([]);
});

test('the table has its size, and the way is open for who may use it', async () => {
  expect(new Set(REFUSED).size).toBeGreaterThanOrEqual(60);
  expect(await send(target(`http://allowed.test:${receiver.port}/`, { allowPrivateAddress: true }))).toMatchObject({ status: 200 });
  expect(receiver.received).toMatchObject([{ headers: { host: `allowed.test:${receiver.port}` } }]);
});

test('plain http is refused unless it is allowed', async () => {
  const answer = await send(target(`http://allowed.test:${receiver.port}/`, { allowPrivateAddress: true, allowHttp: false }));
  expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('plain http') });
  expect(receiver.received).toEqual([]);
});

test('a name that changes between check and connect: it is asked once, and what was judged is what is connected to', async () => {
  const first = await send(target(`http://rebinding.test:${receiver.port}/`));
  expect(dns.asked.get('rebinding.test')).toBe(1);
  // the public address was tried, which nobody answers on here; had it been asked again, this machine would have got it
  expect(first).toMatchObject({ kind: 'unreachable' });
  expect(JSON.stringify(first)).not.toMatch(/no public address/);
  const second = await send(target(`http://rebinding.test:${receiver.port}/`));
  expect(second).toMatchObject({ reason: expect.stringContaining('no public address') });
  expect(receiver.received).toEqual([]);
});

test('of a name with a public and a private address the private one is never tried', async () => {
  expect(await send(target(`http://mixed.test:${receiver.port}/`))).toMatchObject({ kind: 'unreachable' });
  expect(receiver.received).toEqual([]);
});

test.each([301, 302, 303, 307, 308])('a redirect (%d) to a private address is an answer, not a way', async (status) => {
  const elsewhere = await Receiver.open();
  receiver.react = (_, response) => response.writeHead(status, { location: elsewhere.url }).end();
  expect(await send(target(`http://allowed.test:${receiver.port}/`, { allowPrivateAddress: true }))).toMatchObject({ status });
  expect(elsewhere.received).toEqual([]);
  elsewhere.close();
  receiver.react = (_, response) => response.writeHead(200).end();
});

test('a kept connection is never another endpoint’s: each opens and judges its own', async () => {
  const trusted = target(`http://allowed.test:${receiver.port}/`, { allowPrivateAddress: true });
  const other = target(`http://allowed.test:${receiver.port}/`);
  const [one, two] = [new Endpoint(trusted, around(trusted)), new Endpoint(other, around(other))];
  expect(await one.post({}, Buffer.from('{}'))).toMatchObject({ status: 200 });
  expect(await two.post({}, Buffer.from('{}'))).toMatchObject({ kind: 'unreachable' });
  expect(await one.post({}, Buffer.from('{}'))).toMatchObject({ status: 200 });
  // kept alive: the second request of the first one used its connection
  expect(new Set(receiver.received.map(({ from }) => from)).size).toBe(1);
  expect(receiver.received).toHaveLength(2);
  await Promise.all([one.close(), two.close()]);
});
