/**
 * A subscriber's web server: takes only requests whose Standard Webhooks signature verifies with the public package,
 * and can be told to fail.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { ReceivedEvent } from './supplier.js';
import { until } from './until.js';
import type { Envelope } from '@odoo-nats-bridge/contracts';

export class WebhookReceiver {
  readonly received: ReceivedEvent[] = [];
  /** requests whose signature did not verify */
  forged = 0;
  /** answers with this status instead of 200 while set */
  failWith: number | undefined;
  private readonly webhook: Webhook;

  private constructor(
    private readonly server: Server,
    secret: string,
  ) {
    this.webhook = new Webhook(secret);
  }

  static async listen(port: number, secret: string): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server, secret);
    server.on('request', (request, response) => {
      void receiver.take(request).then((status) => response.writeHead(status).end());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return receiver;
  }

  private async take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.failWith !== undefined) return this.failWith;
    try {
      const verified = this.webhook.verify(Buffer.concat(chunks), request.headers as Record<string, string>);
      const { data, ...envelope } = verified as Envelope & { data: Record<string, unknown> };
      this.received.push({ envelope, data, receivedAt: new Date() });
      return 204;
    } catch {
      this.forged += 1;
      return 401;
    }
  }

  async event(type: string, about: (event: ReceivedEvent) => boolean, limitMs?: number): Promise<ReceivedEvent> {
    return until(
      `${type} at the webhook receiver`,
      () => this.received.find((each) => each.envelope.type === type && about(each)),
      limitMs,
    );
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
