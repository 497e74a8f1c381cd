/**
 * `node bridge/dist/audit-cli.js --help`: verify, story, export, erase, checkpoints, key (docs/audit.md).
 * Exit code 1: something does not hold, or nothing was found. Exit code 2: wrong use, or what is needed cannot be read.
 */
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { type Options, USAGE, VERBS, WrongUse } from './audit/command-line.js';
import { explain } from './failure.js';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  help: flag,
  json: flag,
  'dry-run': flag,
  'database-only': flag,
  file: text,
  'public-key': text,
  'covered-within': text,
  from: text,
  to: text,
  entry: text,
  correlation: text,
  subject: text,
  by: text,
  why: text,
} as const;

function given(args: readonly string[]): { readonly words: readonly string[]; readonly options: Options } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
    return { words: positionals, options: values };
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

async function run(args: readonly string[]): Promise<number> {
  const { words, options } = given(args);
  const [name = 'help', ...rest] = words;
  if (options.help === true || name === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb === undefined) throw new WrongUse(`there is no ${name}`);
  return verb(options, rest, process.env);
}

// whoever reads the first lines only (`| head`) closes the pipe. Not 0: the verdict was not read
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 1 : 2));

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(error instanceof WrongUse ? `audit: ${error.message}\n${USAGE}\n` : `audit: ${explain(error)}\n`);
  process.exitCode = 2;
}
