/** A file of commands as its sender has it: sent whole, sent by half, and asked for the outcome of each line. */
import { z } from 'zod';
import type { Database } from './databases.js';
import { HttpClient } from './http-client.js';
import type { StackEnvironment } from './stack.js';
import { until } from './until.js';

const uploaded = z.looseObject({
  bulkId: z.string(),
  state: z.string(),
  lines: z.number(),
  recorded: z.number(),
  known: z.number(),
  conflicts: z.array(z.number()),
});
const item = z.looseObject({
  line: z.number(),
  commandId: z.string().nullable(),
  status: z.string(),
  refusal: z.looseObject({ code: z.string() }).nullish(),
});
export type Item = z.infer<typeof item>;

const OPEN = new Set(['accepted', 'applying', 'waiting']);

export class BulkFile {
  private readonly http: HttpClient;

  constructor(
    private readonly env: StackEnvironment,
    private readonly contract: string,
    private readonly key: string,
    private readonly lines: readonly string[],
    private readonly query = '',
  ) {
    this.http = new HttpClient(env.BRIDGE_URL, env.APPLICATIONS_API_KEY);
  }

  async send(): Promise<z.infer<typeof uploaded>> {
    return uploaded.parse(await this.upload(`${this.lines.join('\n')}\n`));
  }

  /** Half of the lines and a half line, and then nothing, until the connection ends. */
  sendHalf(): Promise<unknown> {
    const half = this.lines.slice(0, this.lines.length / 2);
    const text = `${half.join('\n')}\n${this.lines[half.length]?.slice(0, 20) ?? ''}`;
    return this.upload(
      new ReadableStream({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode(text));
        },
      }),
    );
  }

  /** The file's id once some of its lines are recorded. */
  async recordedSome(bridge: Database): Promise<string | undefined> {
    const [row] = await bridge.rows<{ id: string }>('SELECT id FROM bulk WHERE bulk_key = $1 AND lines > 0', [this.idempotencyKey]);
    return row?.id;
  }

  async applied(bridge: Database, bulkId: string): Promise<number> {
    const [row] = await bridge.rows<{ count: number }>(
      `SELECT count(*)::int FROM bulk_item i JOIN command c ON c.id = i.command_id WHERE i.bulk = $1 AND c.status = 'applied'`,
      [bulkId],
    );
    return row?.count ?? 0;
  }

  /** All lines with their outcomes, once each has one. */
  async ended(bulkId: string): Promise<Item[]> {
    return until(
      'each line has its outcome',
      async () => {
        const items = (await this.items(bulkId)).map((each) => item.parse(each));
        return items.length === this.lines.length && !items.some(({ status }) => OPEN.has(status)) ? items : undefined;
      },
      180_000,
    );
  }

  private async items(bulkId: string): Promise<unknown[]> {
    const { body } = await this.http.get(`/v1/bulk/${bulkId}/items?limit=500`);
    return z.array(z.unknown()).parse(body.items);
  }

  private get idempotencyKey(): string {
    return this.key.replaceAll(' ', '-');
  }

  private async upload(body: string | ReadableStream): Promise<unknown> {
    const headers = {
      authorization: `Bearer ${this.env.APPLICATIONS_API_KEY}`,
      'idempotency-key': this.idempotencyKey,
      'content-type': 'application/x-ndjson',
    };
    const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
    return (await fetch(`${this.env.BRIDGE_URL}/v1/bulk/${this.contract}${this.query}`, init)).json();
  }
}
