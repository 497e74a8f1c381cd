/** Calls to a bridge over HTTP and its command line, and everything that it wrote down meanwhile. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { KEYS, type TestBridge } from '../rig/bridge.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

export async function call(
  bridge: { readonly url: string },
  credential: string | undefined,
  path: string,
  method = 'GET',
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${bridge.url}/v1${path}`, {
    method,
    headers: credential === undefined ? {} : { authorization: `Bearer ${credential}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function cli(bridge: TestBridge, args: readonly string[], key: string = KEYS.ops): Promise<Said> {
  const env = { ...process.env, BRIDGE_URL: bridge.url, BRIDGE_API_KEY: key };
  return promisify(execFile)(fileURLToPath(new URL('../../../scripts/bridge', import.meta.url)), args, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (thrown: unknown) => {
      const error = thrown as { code: number; stdout: string; stderr: string };
      return { code: error.code, out: error.stdout, err: error.stderr };
    },
  );
}

/** Lines that the bridges log from now on. */
export function logged(): string[] {
  const lines: string[] = [];
  const note = (...words: unknown[]): number => lines.push(JSON.stringify(words));
  Logger.overrideLogger({ log: note, warn: note, error: note, debug: note, verbose: note, fatal: note });
  return lines;
}

export async function rows<Row extends pg.QueryResultRow>(bridge: TestBridge, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: bridge.config.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** All that the bridge stored of identities, as text. */
export async function stored(bridge: TestBridge): Promise<string> {
  const tables = ['audit_entry', 'credential', 'client', 'client_use'];
  return JSON.stringify(await Promise.all(tables.map((table) => rows(bridge, `SELECT * FROM ${table}`))));
}
