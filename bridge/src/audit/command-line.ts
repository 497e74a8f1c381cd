/** The verbs of the audit's command line. It reads the bridge's own environment, and needs less of it: docs/audit.md says what. */
import { once } from 'node:events';
import { type AnchorLines, fileAnchor, streamAnchor } from './anchors.js';
import { Anchored } from './anchored.js';
import { AuditLog } from './audit.js';
import { type Checkpoint, parseCheckpoint, wrongIn } from './checkpoint.js';
import { headOf } from './entries.js';
import { erase, type Selection } from './erase.js';
import { exportTo, verifyFile } from './export.js';
import { type Finding, lineOf } from './finding.js';
import type { Link, Subject } from './link.js';
import { Numbers } from './numbers.js';
import { countOf, thingsWith } from './several.js';
import { type Env, WrongUse, keysIn, withNats, withStore } from './surroundings.js';
import { type Verification, verifyStore } from './verify.js';

export { WrongUse } from './surroundings.js';

export type Options = Readonly<Record<string, string | boolean | undefined>>;
type Verb = (options: Options, words: readonly string[], env: Env) => Promise<number>;

export const USAGE = `usage: audit verify [--covered-within SECONDS] [--database-only] [--json]
           the chain, its head, and the checkpoints in stream and file; names what does not hold
       audit verify --file EXPORT [--public-key KEY,...] [--json]     an export, without any server
       audit story ID [--json]        all about a command, event, record, delivery or correlation
       audit export [--from N] [--to N] > FILE
       audit erase (--entry N,N-N | --correlation ID | --subject ID) --by WHO --why TEXT [--dry-run] [--json]
           payloads only; needs BRIDGE_DATABASE_OWNER_URL
       audit checkpoints [--json]     those of all anchors, the oldest first
       audit key                      the public key that checkpoints are verified with`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const textOf = (options: Options, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};
const numberOf = (options: Options, name: string): number | undefined => {
  const text = textOf(options, name);
  if (text !== undefined && !/^\d{1,15}$/.test(text)) throw new WrongUse(`--${name} is a number`);
  return text === undefined ? undefined : Number(text);
};

/** more are counted, not listed */
const MOST_LISTED = 1_000;

async function told(
  options: Options,
  work: (tell: (finding: Finding) => void) => Promise<Verification>,
  notes: readonly string[],
): Promise<number> {
  const json = options.json === true;
  const listed: Finding[] = [];
  let count = 0;
  const found = await work((finding) => {
    count += 1;
    if (count > MOST_LISTED) return;
    if (json) listed.push(finding);
    else print(lineOf(finding));
  });
  const late = lateIn(found, numberOf(options, 'covered-within'));
  const intact = found.intact && late === undefined;
  if (json) print(JSON.stringify({ ...found, intact, named: listed, late }));
  else for (const line of summary(found, [...notes, ...(late === undefined ? [] : [late])], intact)) print(line);
  return intact ? 0 : 1;
}

function lateIn({ uncovered }: Verification, within: number | undefined): string | undefined {
  if (within === undefined || uncovered === undefined || Date.now() - Date.parse(uncovered.at) <= within * 1_000) return undefined;
  return `NOT COVERED: no checkpoint covers entry ${uncovered.seq} of ${uncovered.at} and those behind it`;
}

function* summary({ entries, head, erased, checkpoints, uncovered, findings }: Verification, notes: readonly string[], intact: boolean) {
  if (findings > MOST_LISTED) yield `... ${findings - MOST_LISTED} more`;
  yield* notes;
  if (uncovered !== undefined) yield `not covered by a checkpoint yet: entry ${uncovered.seq} of ${uncovered.at} and those behind it`;
  const compared = checkpoints === undefined ? 'no checkpoint' : `${checkpoints} checkpoints`;
  const about = `${entries} entries, ${erased} payloads erased, ${compared} compared, head ${head.hash}`;
  yield intact ? `the chain is intact: ${about}` : `the chain is BROKEN: ${findings} findings; ${about}`;
}

const verifyVerb: Verb = async (options, _words, env) => {
  const path = textOf(options, 'file');
  const keys = keysIn(env, textOf(options, 'public-key'));
  if (path !== undefined)
    return told(
      options,
      (tell) => verifyFile(path, keys, tell),
      keys.length > 0 ? [] : ['NOTE: verified by the public keys in the file itself; compare them with `audit key`'],
    );
  return withStore(env, (store) =>
    withNats(options['database-only'] === true ? {} : env, async (nats) => {
      const notes: string[] = [];
      const tenant = (await store.read(headOf))?.tenant ?? undefined;
      const anchors: AnchorLines[] = [];
      const file = options['database-only'] === true ? undefined : env.BRIDGE_AUDIT_FILE;
      if (nats !== undefined && tenant !== undefined) anchors.push(await streamAnchor(nats, tenant));
      else notes.push('NOTE: not compared with the stream of checkpoints');
      if (file !== undefined) anchors.push(fileAnchor(file));
      else notes.push('NOTE: not compared with a file of checkpoints');
      if (anchors.length > 0 && keys.length === 0)
        throw new WrongUse('no key: set BRIDGE_AUDIT_KEY, BRIDGE_AUDIT_PUBLIC_KEY or --public-key');
      const anchored = anchors.length === 0 ? undefined : new Anchored(anchors, { keys, tenant });
      return told(options, (tell) => verifyStore(store, tell, anchored), notes);
    }),
  );
};

const story: Verb = (options, [id], env) =>
  withStore(env, async (store) => {
    if (id === undefined) throw new WrongUse('name an id');
    const links = await new AuditLog(store).story(id);
    if (options.json === true) print(JSON.stringify(links));
    else for (const link of links) print(entryLine(link, id));
    return links.length > 0 ? 0 : 1;
  });

function entryLine(link: Link, id: string): string {
  const erased = link.data === null ? ' (payload erased)' : '';
  return `${String(link.seq).padStart(6)}  ${link.at}  ${link.kind.padEnd(20)}  ${link.actor.padEnd(12)}  ${aboutWhat(link, id)}${erased}`;
}

/** Of an entry about several things those with this id, or how many there are. */
function aboutWhat(link: Link, id: string): string {
  const named = (ids: Subject): string =>
    Object.entries(ids)
      .map(([name, each]) => `${name}=${String(each)}`)
      .join(' ');
  const whole = Object.fromEntries(Object.entries(link.subject).filter(([, value]) => !Array.isArray(value)));
  const count = countOf(link);
  if (count === 1) return named(link.subject);
  const things = thingsWith(link, id).map((thing) => `(${named(thing)})`);
  return [named(whole), ...(things.length > 0 ? things : []), `of ${count} in this entry`].join(' ');
}

const exportVerb: Verb = (options, _words, env) =>
  withStore(env, (store) =>
    withNats(env, async (nats) => {
      const [from, to] = [numberOf(options, 'from'), numberOf(options, 'to')];
      const tenant = (await store.read(headOf))?.tenant ?? undefined;
      const anchor = oneAnchor(nats === undefined || tenant === undefined ? undefined : await streamAnchor(nats, tenant), env);
      const entries = await exportTo(store, { from: Math.max(from ?? 1, 1), to, anchor, keys: keysIn(env, undefined) }, async (line) => {
        if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
      });
      process.stderr.write(`${entries} entries${anchor === undefined ? ', WITHOUT checkpoints: no anchor is set' : ''}\n`);
      return 0;
    }),
  );

const oneAnchor = (stream: AnchorLines | undefined, env: Env): AnchorLines | undefined =>
  stream ?? (env.BRIDGE_AUDIT_FILE === undefined ? undefined : fileAnchor(env.BRIDGE_AUDIT_FILE));

const eraseVerb: Verb = (options, _words, env) =>
  withStore({ BRIDGE_DATABASE_URL: env.BRIDGE_DATABASE_OWNER_URL ?? env.BRIDGE_DATABASE_URL }, async (store) => {
    const [by, why] = [textOf(options, 'by'), textOf(options, 'why')];
    if (by === undefined || why === undefined) throw new WrongUse('say --by and --why: both go into the audit');
    const { erased, kept } = await erase(store, { by, why, selection: selectionOf(options), dryRun: options['dry-run'] === true });
    if (options.json === true) print(JSON.stringify({ erased: erased.toString(), kept: kept.toString() }));
    else {
      print(`${options['dry-run'] === true ? 'would erase' : 'erased'} the payloads of: ${erased.toString() || 'no entry'}`);
      if (kept.toString() !== '') print(`cannot be erased, written in the first format: ${kept.toString()}`);
    }
    return erased.toString() === '' ? 1 : 0;
  });

function selectionOf(options: Options): Selection {
  const [entries, correlation, subject] = ['entry', 'correlation', 'subject'].map((name) => textOf(options, name));
  if ([entries, correlation, subject].filter((each) => each !== undefined).length !== 1)
    throw new WrongUse('say one of --entry, --correlation and --subject');
  if (correlation !== undefined) return { correlation };
  return subject === undefined ? { entries: Numbers.parse(entries ?? '') } : { subject };
}

const checkpoints: Verb = (options, _words, env) =>
  withStore(env, (store) =>
    withNats(env, async (nats) => {
      const tenant = (await store.read(headOf))?.tenant ?? undefined;
      const keys = keysIn(env, textOf(options, 'public-key'));
      const anchors = [
        ...(nats === undefined || tenant === undefined ? [] : [await streamAnchor(nats, tenant)]),
        ...(env.BRIDGE_AUDIT_FILE === undefined ? [] : [fileAnchor(env.BRIDGE_AUDIT_FILE)]),
      ];
      if (anchors.length === 0) throw new WrongUse('no anchor: set BRIDGE_NATS_URL with its login, or BRIDGE_AUDIT_FILE');
      for (const { name, lines } of anchors)
        for await (const line of lines) {
          const found = parseCheckpoint(line);
          const wrong = found === undefined ? 'it is no checkpoint' : wrongIn(found, { keys, tenant });
          print(options.json === true ? JSON.stringify({ anchor: name, ...found, wrong }) : checkpointLine(name, found, wrong));
        }
      return 0;
    }),
  );

const checkpointLine = (anchor: string, found: Checkpoint | undefined, wrong: string | undefined): string =>
  `${anchor.padEnd(6)}  ${found === undefined ? '' : `${found.number}  ${found.at}  ${found.count} entries  ${found.hash}`}  ${wrong ?? 'holds'}`;

const key: Verb = (_options, _words, env) => {
  const [first] = keysIn(env, undefined);
  if (first === undefined) throw new WrongUse('no key: set BRIDGE_AUDIT_KEY');
  print(first.text);
  return Promise.resolve(0);
};

export const VERBS: Readonly<Record<string, Verb>> = { verify: verifyVerb, story, export: exportVerb, erase: eraseVerb, checkpoints, key };
