/** docs/use-a-client.md shows programs: each must compile against the client as it is. */
import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const page = readFileSync(join(REPOSITORY, 'docs', 'use-a-client.md'), 'utf8');
const programs = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, program = '']) => program);

/** What the page leaves to its reader: where names come from, and what they are. */
const READERS = `
import type { IncomingMessage } from 'node:http';
import type { Pool, PoolClient } from 'pg';
import { inbox, postgresStore, verifyWebhook } from '@odoo-nats-bridge/client';
import type { AnyEvent } from '@odoo-nats-bridge/client';
declare const pool: Pool;
declare const purchaseOrderId: string;
declare const lines: [{ lineId: string; quantity: string }];
declare const rawBody: Buffer;
declare const request: IncomingMessage;
declare const store: ReturnType<typeof postgresStore<PoolClient>>;
declare function book(event: AnyEvent, transaction: PoolClient): Promise<void>;
`;
const NEEDS_TRANSACT = 'declare const transact: (work: (transaction: PoolClient) => Promise<void>) => Promise<void>;\n';

function whole(program: string): string {
  const imports = /^import \{[^}]*\} from '@odoo-nats-bridge\/client';$/m;
  // its own import line is checked, too, under the names it gives
  const own = imports.exec(program)?.[0] ?? '';
  const readers = own === '' ? READERS : READERS.replace(/^import \{ inbox, .*$/m, own);
  return `${readers}${program.includes('const transact =') ? '' : NEEDS_TRANSACT}${program.replace(imports, '')}\nexport {};\n`;
}

function errorsIn(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  const source = (workspace: string): string[] => [join(REPOSITORY, workspace, 'src', 'index.ts')];
  const compilerOptions = {
    ...{ noEmit: true, rootDir: '/' },
    typeRoots: [join(REPOSITORY, 'node_modules', '@types')],
    paths: {
      '@odoo-nats-bridge/client': source('contracts/client'),
      '@odoo-nats-bridge/contracts': source('contracts'),
      pg: [join(REPOSITORY, 'node_modules', '@types', 'pg', 'index.d.ts')],
    },
  };
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'page.ts'), text);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(REPOSITORY, 'tsconfig.base.json'), compilerOptions, files: ['page.ts'] }),
    );
    const tsc = join(REPOSITORY, 'node_modules', 'typescript-7', 'bin', 'tsc');
    return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout.replaceAll(folder, '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the page has programs, and one that is wrong is noticed', () => {
  expect(programs.length).toBeGreaterThanOrEqual(3);
  expect(errorsIn(whole(programs[0]?.replace('data.number', 'data.nummer') ?? ''))).toContain('nummer');
}, 60_000);

test.each(programs.map((program, index) => [index + 1, program] as const))(
  'program %i compiles',
  (_number, program) => {
    expect(errorsIn(whole(program))).toBe('');
  },
  60_000,
);
