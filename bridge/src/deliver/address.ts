/**
 * Where a webhook may go. The name is resolved once, the address judged, and the connection made to exactly that address:
 * a name that resolves differently a moment later (DNS rebinding) gains nothing.
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Everything that is not the public internet (IANA special-purpose registries, RFC 6890). */
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
    '192.88.99.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ],
  // 64:ff9b and 2002 carry an IPv4 address inside, which may be a private one
  ipv6: [
    '::/127',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    'fc00::/7',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
  ],
} as const;

const notPublic = new BlockList();
for (const family of ['ipv4', 'ipv6'] as const) {
  for (const range of NOT_PUBLIC[family]) {
    const [network = '', bits = ''] = range.split('/');
    notPublic.addSubnet(network, Number(bits), family);
  }
}

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** IPv4 addresses inside IPv6 (`::ffff:127.0.0.1`) are judged as IPv4. */
export const isPublic = ({ address, family }: Address): boolean => !notPublic.check(address, family === 6 ? 'ipv6' : 'ipv4');

export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

/** The address to connect to. Throws RefusedAddress, or what the resolver says. */
export async function resolve(hostname: string, allowPrivate: boolean): Promise<Address> {
  const found = await addressesOf(hostname.replace(/^\[|\]$/g, ''));
  const chosen = allowPrivate ? found[0] : found.find(isPublic);
  if (chosen === undefined) throw new RefusedAddress(`${hostname} resolves to no public address`);
  return chosen;
}

async function addressesOf(host: string): Promise<Address[]> {
  const literal = isIP(host);
  if (literal === 4 || literal === 6) return [{ address: host, family: literal }];
  const found = await lookup(host, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}
