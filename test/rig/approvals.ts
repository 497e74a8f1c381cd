/** People who approve over HTTP, and what a sender hears of its commands over NATS. */
import { jetstream } from '@nats-io/jetstream';
import { type NatsConnection, connect } from '@nats-io/transport-node';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { HttpClient } from './http-client.js';
import type { StackEnvironment } from './stack.js';
import { until } from './until.js';

const summary = z.looseObject({
  id: z.string(),
  commandId: z.string(),
  status: z.enum(['open', 'approved', 'denied', 'expired', 'withdrawn']),
  requester: z.string(),
  reason: z.string(),
  roles: z.array(z.string()),
  needed: z.number(),
  mine: z.boolean(),
  delegatedToMe: z.boolean(),
  voices: z.array(z.looseObject({ id: z.string(), verdict: z.string() })),
});
const seen = summary.extend({
  record: z.looseObject({ then: z.unknown(), now: z.unknown(), changed: z.boolean().nullable(), unknown: z.string().optional() }),
  changes: z.array(z.looseObject({ does: z.string(), model: z.string(), method: z.string().optional() })),
});
export type SeenApproval = z.infer<typeof seen>;
export type Verb = 'approve' | 'deny' | 'delegate';

/** Somebody with a key of the bridge. */
export class Approver {
  readonly http: HttpClient;

  constructor(
    readonly id: string,
    url: string,
    key: string,
  ) {
    this.http = new HttpClient(url, key);
  }

  /** What waits for this one: the approval of a command, undefined when it is not in the inbox. */
  async inInbox(commandId: string): Promise<z.infer<typeof summary> | undefined> {
    const { body } = await this.http.get('/v1/approvals?limit=500');
    return z
      .object({ approvals: z.array(summary) })
      .parse(body)
      .approvals.find((each) => each.commandId === commandId);
  }

  async show(approval: string): Promise<SeenApproval> {
    return seen.parse((await this.http.get(`/v1/approvals/${approval}`)).body);
  }

  /** The approval as it is then; throws with the code when it is refused. */
  async say(verb: Verb, approval: string, reason: string, to?: string): Promise<SeenApproval> {
    const { http, body } = await this.http.post(`/v1/approvals/${approval}/${verb}`, { reason, ...(to === undefined ? {} : { to }) });
    if (http !== 200) throw new Error(`refused: ${String(body.code)}`);
    return seen.parse(body);
  }
}

/** The outcomes of one client's commands, with a NATS login of its own that the bridge issued. */
export class Outcomes {
  private readonly heard: { readonly type: string; readonly commandId: string; readonly data: Record<string, unknown> }[] = [];

  private constructor(private readonly connection: NatsConnection) {}

  static async of(env: StackEnvironment, client: string): Promise<Outcomes> {
    const operator = new HttpClient(env.BRIDGE_URL, env.OPERATOR_API_KEY);
    const { http, body } = await operator.post(`/v1/partners/${client}/rotate`, { overlapHours: 0 });
    if (http !== 200) throw new Error(`no login for ${client}: ${JSON.stringify(body)}`);
    const { credential } = z.object({ credential: z.looseObject({ secret: z.string() }) }).parse(body);
    const inboxPrefix = `_INBOX.${client}`;
    const again = { maxReconnectAttempts: -1, ignoreAuthErrorAbort: true, reconnectTimeWait: 250 };
    const outcomes = new Outcomes(await connect({ servers: env.NATS_URL, user: client, pass: credential.secret, inboxPrefix, ...again }));
    await outcomes.listen(client);
    return outcomes;
  }

  private async listen(client: string): Promise<void> {
    const consumer = await jetstream(this.connection, { apiPrefix: 'hub.api' }).consumers.get(STREAMS.outcomes, client);
    const messages = await consumer.consume();
    void (async () => {
      for await (const message of messages) {
        const word = (name: string): string => message.headers?.get(name) ?? '';
        this.heard.push({ type: word('ce-type'), commandId: word('ce-subject'), data: message.json() });
        message.ack();
      }
    })();
  }

  /** All that was told of a command, once its end was. */
  async endOf(commandId: string): Promise<{ readonly types: readonly string[]; readonly end: Record<string, unknown> }> {
    const mine = () => this.heard.filter((each) => each.commandId === commandId);
    const ends = ['command.applied', 'command.refused', 'command.failed'];
    const end = await until(`the outcome of command ${commandId}`, () => mine().find(({ type }) => ends.includes(type)), 120_000);
    return { types: mine().map(({ type }) => type), end: end.data };
  }

  hasHeard(commandId: string, type: string): boolean {
    return this.heard.some((each) => each.commandId === commandId && each.type === type);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
