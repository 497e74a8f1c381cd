/**
 * Where a webhook may go. The name is resolved when a connection is opened, the addresses judged, and the connection made to exactly
 * those: a name that resolves differently a moment later (DNS rebinding) gains nothing.
 */
import { Resolver, lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { WebhookChannel } from '../subscription/subscription.js';

/** What of the internet is not public (IANA special-purpose registries, RFC 6890). */
const NOT_PUBLIC = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.31.196.0/24',
    '192.52.193.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
    '192.175.48.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ],
  // only 2000::/3 is given out at all: what lies before and behind it is loopback, IPv4-compatible, NAT64, unique local, link-local,
  // multicast. Inside it: Teredo and other protocol assignments, documentation, and 6to4, which carries an IPv4 address
  ipv6: ['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'],
} as const;

// a list for each family: in one list a range of IPv6 that holds ::ffff:0:0/96 would catch every IPv4 address as well
const notPublic = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const family of ['ipv4', 'ipv6'] as const) {
  for (const range of NOT_PUBLIC[family]) {
    const [network = '', bits = ''] = range.split('/');
    notPublic[family].addSubnet(network, Number(bits), family);
  }
}

/** Where other protocols listen that could take a request for theirs: the Fetch standard's "bad ports", and databases and brokers. */
const OTHER_PROTOCOLS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117,
  119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601,
  636, 989, 990, 993, 995, 1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 2379, 3306, 3389, 3659, 4045, 4190, 4222, 5060, 5061, 5432, 5900,
  6000, 6222, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9200, 9300, 10080, 10250, 11211, 27017,
]);

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

const MAPPED = /^::ffff:/i;

/** IPv4 addresses inside IPv6 (`::ffff:127.0.0.1`) are judged as IPv4. */
export function isPublic({ address, family }: Address): boolean {
  if (family === 4) return !notPublic.ipv4.check(address, 'ipv4');
  const [bare = ''] = address.split('%');
  const inside = MAPPED.test(bare) ? ipv4Of(bare) : undefined;
  return inside === undefined ? !notPublic.ipv6.check(bare, 'ipv6') : !notPublic.ipv4.check(inside, 'ipv4');
}

/** `::ffff:127.0.0.1` and `::ffff:7f00:1` alike. */
function ipv4Of(mapped: string): string | undefined {
  const rest = mapped.replace(MAPPED, '');
  if (isIP(rest) === 4) return rest;
  const words = /^([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(rest);
  if (words === null) return undefined;
  const value = parseInt(words[1] ?? '', 16) * 65_536 + parseInt(words[2] ?? '', 16);
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

type Permissions = Pick<WebhookChannel, 'allowHttp' | 'allowPrivateAddress'>;

/** What the URL itself already says. Throws RefusedAddress. */
export function judgeUrl(text: string, { allowHttp, allowPrivateAddress }: Permissions): URL {
  if (!URL.canParse(text)) throw new RefusedAddress('that is no URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new RefusedAddress('only https');
  if (url.protocol === 'http:' && !allowHttp) throw new RefusedAddress('plain http is not allowed for this endpoint');
  if (url.username !== '' || url.password !== '') throw new RefusedAddress('no user information in the URL');
  if (!allowPrivateAddress && OTHER_PROTOCOLS.has(Number(url.port))) throw new RefusedAddress(`port ${url.port} is another protocol's`);
  const host = bareHost(url);
  const family = isIP(host);
  if ((family === 4 || family === 6) && !allowPrivateAddress && !isPublic({ address: host, family })) throw notPublicError(host);
  return url;
}

/** A name, or an address without brackets. */
export const bareHost = ({ hostname }: Pick<URL, 'hostname'>): string => hostname.replace(/^\[|\]$/g, '');

const notPublicError = (host: string): RefusedAddress => new RefusedAddress(`${host} is or resolves to no public address`);

/** Answers with the addresses a name has now. Throws what the resolver says. */
export type Resolve = (host: string) => Promise<Address[]>;

/** The system's: hosts file, search domains. Its four threads are everybody's, so only our own network's names go there. */
export const resolveBySystem: Resolve = async (host) => {
  const found = await lookup(host, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/** DNS without threads: a name server that hangs delays only those who ask it. */
export function resolveByDns(resolver = new Resolver({ timeout: 2_000, tries: 2 })): Resolve {
  return async (host) => {
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    if (four.status === 'rejected' && six.status === 'rejected') throw four.reason;
    const found = (settled: PromiseSettledResult<string[]>, family: 4 | 6): Address[] =>
      settled.status === 'fulfilled' ? settled.value.map((address) => ({ address, family })) : [];
    return [...found(four, 4), ...found(six, 6)];
  };
}

/** The addresses that may be connected to, never none. Throws RefusedAddress, or what the resolver says. */
export async function judgedAddresses(host: string, allowPrivate: boolean, resolve: Resolve): Promise<Address[]> {
  const found = await addressesOf(host, resolve);
  const allowed = allowPrivate ? found : found.filter(isPublic);
  if (allowed.length === 0) throw notPublicError(host);
  return allowed;
}

function addressesOf(host: string, resolve: Resolve): Promise<Address[]> {
  const literal = isIP(host);
  return literal === 4 || literal === 6 ? Promise.resolve([{ address: host, family: literal }]) : resolve(host);
}
