/** `scripts/inbound check DIR` and `scripts/inbound try DIR SOURCE FILE`: mappings of inbound webhooks, before a bridge has them. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { check, resultOf } from './inbound/cases.js';
import { read } from './inbound/reading.js';
import { readDeclared } from './inbound/sources.js';

const USAGE = `usage: scripts/inbound check DIR
         reads all sources of the folder, compiles their mappings, runs their tests
       scripts/inbound try DIR SOURCE FILE [--header NAME=VALUE]... [--database NAME]
         prints what the mapping makes of the message in FILE; nothing is sent`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function checkAll(directory: string): Promise<boolean> {
  const verdicts = await check(directory);
  for (const { source, name, failure } of verdicts)
    print(`${failure === undefined ? 'ok    ' : 'FAILED'}  ${source}: ${name}${failure === undefined ? '' : `\n        ${failure}`}`);
  const failed = verdicts.filter(({ failure }) => failure !== undefined).length;
  print(`${String(verdicts.length)} tests, ${String(failed)} failed`);
  return failed === 0;
}

async function tryOne(directory: string, name: string, file: string, headers: readonly string[], database: string): Promise<boolean> {
  const { declaration, mapping } = readDeclared(directory, name);
  const given = Object.fromEntries(
    headers.map((each) => {
      const [header = '', ...value] = each.split('=');
      return [header.toLowerCase(), value.join('=')];
    }),
  );
  const message = { headers: given, body: readFileSync(file), receivedAt: new Date() };
  const found = await resultOf(() => read({ name, mapping, tables: declaration.tables }, message, database), database);
  print(JSON.stringify(found, null, 2));
  return !('rejected' in found);
}

async function run(): Promise<boolean | undefined> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      header: { type: 'string', multiple: true },
      database: { type: 'string', default: 'demo' },
      help: { type: 'boolean' },
    },
  });
  const [verb, directory, name, file] = positionals;
  if (values.help === true) {
    print(USAGE);
    return true;
  }
  if (verb === 'check' && directory !== undefined) return checkAll(directory);
  if (verb === 'try' && directory !== undefined && name !== undefined && file !== undefined)
    return tryOne(directory, name, file, values.header ?? [], values.database);
  return undefined;
}

try {
  const good = await run();
  if (good === undefined) process.stderr.write(`${USAGE}\n`);
  process.exitCode = good === undefined ? 2 : good ? 0 : 1;
} catch (error) {
  // a file that is wrong is the user's to mend: its name and line, no stack
  process.stderr.write(`inbound: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
