/** A bridge with the sources of docs/examples, and two of its own: `round`, which hands on a list as it came, and `stranger`, whose client nobody knows. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';

export const SECRETS = {
  CMMS_WEBHOOK_SECRET: 'the-secret-of-the-cmms',
  MES_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 3).toString('base64')}`,
  SHOP_WEBHOOK_SECRET: 'the-secret-of-the-shop',
  FIELD_APP_KEY: 'the-key-of-the-field-app',
};

export interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

export class HooksScene {
  private constructor(
    readonly folder: string,
    readonly bridge: TestBridge,
    readonly database: pg.Client,
  ) {}

  static async open(): Promise<HooksScene> {
    Object.assign(process.env, SECRETS);
    const folder = mkdtempSync(join(tmpdir(), 'sources-'));
    cpSync(fileURLToPath(new URL('../../../docs/examples/inbound', import.meta.url)), folder, { recursive: true });
    const stranger = { meaning: 'x', client: 'nobody', verification: { scheme: 'bearer', secrets: [{ env: 'FIELD_APP_KEY' }] } };
    writeFileSync(join(folder, 'stranger.source.json'), JSON.stringify(stranger));
    const app = { ...stranger, client: 'cmms', messageId: { body: 'id' } };
    writeFileSync(join(folder, 'round.source.json'), JSON.stringify(app));
    writeFileSync(join(folder, 'round.jsonata'), '[body.items]');
    writeFileSync(join(folder, 'stranger.jsonata'), '{ "command": "maintenance.open-request.v1", "input": body }');
    const bridge = await testBridge({ inbound: folder });
    const database = new pg.Client({ connectionString: bridge.databaseUrl });
    await database.connect();
    return new HooksScene(folder, bridge, database);
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.bridge.stop();
    rmSync(this.folder, { recursive: true });
  }

  async call(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.bridge.url + path, init);
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  }

  hook(source: string, body: string, headers: Record<string, string>): Promise<Answer> {
    return this.call(`/hooks/${source}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  }

  operator(path: string, body?: unknown, key: string = KEYS.ops): Promise<Answer> {
    return this.call(path, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${key}` },
    });
  }

  async rows<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.database.query<Row>(sql, values)).rows;
  }
}
