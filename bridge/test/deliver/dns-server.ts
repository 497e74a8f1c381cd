/** A name server for names of a test: answers A and AAAA over UDP as told (RFC 1035, the part that is needed). */
import { type Socket, createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';

const TYPE_A = 1;
const TYPE_AAAA = 28;

export class DnsServer {
  /** asked for so far, by name */
  readonly asked = new Map<string, number>();
  private constructor(
    private readonly socket: Socket,
    private readonly addresses: (name: string, asked: number) => readonly string[],
  ) {}

  /** `addresses`: what a name has when it is asked for the first, second ... time. */
  static async open(addresses: (name: string, asked: number) => readonly string[]): Promise<DnsServer> {
    const socket = createSocket('udp4');
    const server = new DnsServer(socket, addresses);
    socket.on('message', (query, from) => socket.send(server.answer(query), from.port, from.address));
    await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
    return server;
  }

  resolver(): Resolver {
    const resolver = new Resolver({ timeout: 1_000, tries: 1 });
    resolver.setServers([`127.0.0.1:${this.socket.address().port}`]);
    return resolver;
  }

  close(): void {
    this.socket.close();
  }

  private answer(query: Buffer): Buffer {
    const { name, end } = nameIn(query);
    const type = query.readUInt16BE(end);
    const times = this.asked.get(name) ?? 0;
    if (type === TYPE_A) this.asked.set(name, times + 1);
    const found = this.addresses(name, type === TYPE_A ? times : Math.max(times - 1, 0)).filter(
      (each) => each.includes(':') === (type === TYPE_AAAA),
    );
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(found.length, 6);
    return Buffer.concat([header, query.subarray(12, end + 4), ...found.map((address) => recordOf(type, address))]);
  }
}

function nameIn(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString());
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** A pointer to the name of the question, class IN, no time to live. */
function recordOf(type: number, address: string): Buffer {
  const data = type === TYPE_A ? Buffer.from(address.split('.').map(Number)) : ipv6Bytes(address);
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, data.byteLength]);
  return Buffer.concat([head, data]);
}

function ipv6Bytes(address: string): Buffer {
  const [before = '', after] = address.split('::');
  const words = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const front = words(before);
  const back = words(after ?? '');
  const zeros = Array<string>(8 - front.length - back.length).fill('0');
  return Buffer.from(
    [...front, ...(after === undefined ? [] : zeros), ...back].flatMap((word) => [parseInt(word, 16) >> 8, parseInt(word, 16) & 255]),
  );
}
