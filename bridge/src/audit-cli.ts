/**
 * `node bridge/dist/audit-cli.js verify [--json]`      walks the hash chain; exit code 1 and the number when it is broken
 * `node bridge/dist/audit-cli.js story <id> [--json]`  everything about a command, event, record, delivery or correlation id
 * Needs BRIDGE_DATABASE_URL. Exit code 2: wrong use, or the database cannot be read.
 */
import 'reflect-metadata';
import { AuditLog, type Link } from './audit/audit.js';
import { explain } from './failure.js';
import { Store } from './store/store.js';

const USAGE = 'usage: audit-cli verify [--json] | story <id> [--json]';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function tellVerification(found: Awaited<ReturnType<AuditLog["verify"]>>, json: boolean): number {
  if (json) print(JSON.stringify(found));
  else if (found.intact) print(`the chain is intact: ${found.entries} entries, head ${found.head.hash}`);
  else print(`the chain is BROKEN ${found.findings}`);
  return found.intact ? 0 : 1;
}

function tellStory(links: readonly Link[], json: boolean): number {
  if (json) print(JSON.stringify(links));
  else for (const link of links) print(lineOf(link));
  return links.length > 0 ? 0 : 1;
}

function lineOf(link: Link): string {
  const subject = Object.entries(link.subject).map(([name, id]) => `${name}=${String(id)}`);
  return `${String(link.seq).padStart(6)}  ${link.at}  ${link.kind.padEnd(20)}  ${link.actor.padEnd(12)}  ${subject.join(' ')}`;
}

async function run(args: readonly string[], url: string | undefined): Promise<number> {
  const json = args.includes('--json');
  const [verb, id] = args.filter((each) => each !== '--json');
  if (url === undefined) throw new Error('BRIDGE_DATABASE_URL is not set');
  if (verb !== 'verify' && !(verb === 'story' && id !== undefined)) throw new Error(USAGE);
  const store = await Store.open(url);
  try {
    const audit = new AuditLog(store);
    return id === undefined || verb === 'verify' ? tellVerification(await audit.verify(), json) : tellStory(await audit.story(id), json);
  } finally {
    await store.onApplicationShutdown();
  }
}

try {
  process.exitCode = await run(process.argv.slice(2), process.env.BRIDGE_DATABASE_URL);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 2;
}
