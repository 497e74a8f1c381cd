/**
 * The audit as a file that verifies by itself: one JSON object per line, first what it is, then the checkpoints, the entries by their
 * number, and an end that says how many there were. Streamed both ways.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Store } from '../store/store.js';
import { Anchored } from './anchored.js';
import type { AnchorLines } from './anchors.js';
import { type Trust, parseCheckpoint } from './checkpoint.js';
import { type Range, entriesOf, erasedOf, headOf, snapshot } from './entries.js';
import type { Finding } from './finding.js';
import { GENESIS, type Link } from './link.js';
import { Numbers } from './numbers.js';
import { PublicKey } from './signing-key.js';
import { type Verification, verify } from './verify.js';

const place = z.object({ seq: z.number(), hash: z.string() });
const header = z.object({
  type: z.literal('audit-export'),
  format: z.literal(1),
  tenant: z.string().nullable(),
  /** what the first entry builds on, and the last one */
  start: place,
  head: place,
  /** payloads that were erased up to now, also by entries behind this part */
  erased: z.string(),
  publicKeys: z.array(z.string()),
});
const entry = z.looseObject({ type: z.literal('entry'), seq: z.number(), at: z.string(), previousHash: z.string(), hash: z.string() });

export class NotAnExport extends Error {
  override readonly name = 'NotAnExport';
}

export interface Asked extends Range {
  readonly anchor: AnchorLines | undefined;
  readonly keys: readonly PublicKey[];
}

/** Returns how many entries were written. */
export function exportTo(store: Store, { from = 1, to, anchor, keys }: Asked, write: (line: string) => Promise<void>): Promise<number> {
  return snapshot(store, async (tx) => {
    const head = await headOf(tx);
    const last = Math.min(to ?? Infinity, head?.seq ?? 0);
    const hashAt = async (seq: number): Promise<string> =>
      seq === 0
        ? GENESIS.hash
        : ((await tx.query<{ hash: string }[]>('SELECT hash FROM audit_entry WHERE seq = $1', [seq]))[0]?.hash ?? '');
    const told: z.infer<typeof header> = {
      type: 'audit-export',
      format: 1,
      tenant: head?.tenant ?? null,
      start: { seq: from - 1, hash: await hashAt(from - 1) },
      head: { seq: last, hash: last === head?.seq ? head.hash : await hashAt(last) },
      erased: (await erasedOf(tx)).toString(),
      publicKeys: keys.map(({ text }) => text),
    };
    await write(JSON.stringify(told));
    let checkpoints = 0;
    for await (const line of anchor?.lines ?? []) {
      const checkpoint = parseCheckpoint(line);
      if (checkpoint === undefined || checkpoint.count < from || checkpoint.count > last) continue;
      checkpoints += 1;
      await write(JSON.stringify({ type: 'checkpoint', checkpoint }));
    }
    let entries = 0;
    for await (const link of entriesOf(tx, { from, to: last })) {
      entries += 1;
      await write(JSON.stringify({ type: 'entry', ...link }));
    }
    await write(JSON.stringify({ type: 'end', entries, checkpoints }));
    return entries;
  });
}

/** Nothing but the file is asked. `trusted`: keys from elsewhere; without them the file's own count, which proves less. */
export async function verifyFile(path: string, trusted: readonly PublicKey[], tell: (finding: Finding) => void): Promise<Verification> {
  const first = header.safeParse(await firstLine(path));
  if (!first.success) throw new NotAnExport(`${path} does not begin like an export of the audit`);
  const { tenant, start, head, erased, publicKeys } = first.data;
  const keys = trusted.length > 0 ? trusted : publicKeys.map((text) => new PublicKey(text));
  const trust: Trust = { keys, tenant: tenant ?? undefined };
  const anchored = new Anchored([{ name: 'export', copy: false, lines: checkpointsIn(path) }], trust, { part: start.seq > 0 });
  const expected = { start, head, erased: Numbers.parse(erased) };
  return verify(entriesIn(path), expected, tell, keys.length === 0 ? undefined : anchored);
}

async function* linesIn(path: string): AsyncGenerator {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    try {
      yield JSON.parse(line) as unknown;
    } catch {
      // an entry whose line is spoilt is missing; the walk says so
      yield undefined;
    }
  }
}

async function firstLine(path: string): Promise<unknown> {
  for await (const line of linesIn(path)) return line;
  return undefined;
}

async function* entriesIn(path: string): AsyncGenerator<Link> {
  for await (const line of linesIn(path)) {
    const parsed = entry.safeParse(line);
    // looked at no further: whatever is not as it was written does not fit its hash
    if (parsed.success) yield parsed.data as unknown as Link;
  }
}

async function* checkpointsIn(path: string): AsyncGenerator<string> {
  const shape = z.object({ type: z.literal('checkpoint'), checkpoint: z.unknown() });
  for await (const line of linesIn(path)) {
    const parsed = shape.safeParse(line);
    if (parsed.success) yield JSON.stringify(parsed.data.checkpoint);
  }
}
