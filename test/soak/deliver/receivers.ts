/** The web servers of all webhook subscribers: each verifies its own signature; some fail, one hangs, until they are healed. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { Ledger } from './ledger.js';
import { PERSON } from './story.js';
import type { Subscriber } from './world.js';

const one = z.looseObject({ id: z.string() });
const body = z.union([z.array(one), one]);

export class Receivers {
  /** answers well, and forgets: what the judge has to notice (--prove) */
  forgetNext = 0;
  private healed = false;
  private readonly server = createServer((request, response) => {
    void this.take(request, response).catch(() => response.destroy());
  });
  private readonly byName: ReadonlyMap<string, Subscriber>;

  constructor(
    subscribers: readonly Subscriber[],
    private readonly ledger: Ledger,
    private readonly dice: () => number,
  ) {
    this.byName = new Map(subscribers.map((each) => [each.name, each]));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  heal(): void {
    this.healed = true;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const subscriber = this.byName.get((request.url ?? '').slice(1));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (subscriber === undefined) return void response.writeHead(404).end();
    if (!this.healed && this.isTrouble(subscriber, request, response)) return;
    const text = Buffer.concat(chunks).toString('utf8');
    if (!isSigned(subscriber, text, request)) {
      this.ledger.forged += 1;
      return void response.writeHead(401).end();
    }
    this.note(subscriber, text);
    response.writeHead(204).end();
  }

  /** True when it was dealt with. A request that fails after the endpoint took it is the usual cause of repeats; those are fine. */
  private isTrouble(subscriber: Subscriber, request: IncomingMessage, response: ServerResponse): boolean {
    if (subscriber.health === 'well') return false;
    if (subscriber.health === 'hanging') return true;
    const dice = this.dice();
    if (dice < 0.3) response.writeHead(500).end('{"error":"no"}');
    else if (dice < 0.45) response.writeHead(503, { 'retry-after': '1' }).end();
    else if (dice < 0.6) request.socket.destroy();
    else return false;
    return true;
  }

  private note(subscriber: Subscriber, text: string): void {
    const events = [body.parse(JSON.parse(text))].flat();
    const showsHidden = text.includes(PERSON) && !subscriber.seesPeople;
    for (const { id } of events) {
      if (this.forgetNext > 0 && !this.ledger.has(subscriber.name, id)) this.forgetNext -= 1;
      else this.ledger.take({ subscription: subscriber.name, eventId: id, atMs: Date.now(), showsHidden });
    }
  }
}

function isSigned(subscriber: Subscriber, text: string, request: IncomingMessage): boolean {
  try {
    new Webhook(subscriber.secret).verify(text, request.headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
