/** An internal system that sends commands over HTTP with its API key. */
import { type QueryReply, queryReply } from './query-reply.js';
import { commandStatus, type CommandStatus } from './supplier.js';

export interface HttpAnswer {
  readonly http: number;
  readonly contentType: string;
  readonly body: Record<string, unknown>;
}

export class HttpClient {
  constructor(
    private readonly url: string,
    private readonly apiKey: string,
  ) {}

  async command(
    type: string,
    key: string,
    input: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<CommandStatus & { http: number }> {
    const { http, body } = await this.raw(type, { ...headers, 'idempotency-key': key }, JSON.stringify(input));
    return { ...commandStatus.parse(body), http };
  }

  async query(type: string, input: unknown): Promise<QueryReply & { http: number }> {
    const { http, body } = await this.fetch(`/v1/queries/${type}`, { method: 'POST', body: JSON.stringify(input), headers: {} });
    return { ...queryReply.parse(body), http };
  }

  async raw(type: string, headers: Readonly<Record<string, string>>, body: string): Promise<HttpAnswer> {
    return this.fetch(`/v1/commands/${type}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  }

  async get(path: string): Promise<HttpAnswer> {
    return this.fetch(path, { method: 'GET', headers: {} });
  }

  async post(path: string, body: unknown): Promise<HttpAnswer> {
    return this.fetch(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  }

  private async fetch(
    path: string,
    init: { method: string; body?: string; headers: Readonly<Record<string, string>> },
  ): Promise<HttpAnswer> {
    const response = await fetch(this.url + path, {
      ...init,
      headers: { authorization: `Bearer ${this.apiKey}`, ...init.headers },
      signal: AbortSignal.timeout(60_000),
    });
    const body = (await response.json()) as Record<string, unknown>;
    return { http: response.status, contentType: response.headers.get('content-type') ?? '', body };
  }
}
