/** A whole verification: the chain against itself, its head and its erasures, and against what was anchored outside the database. */
import type { Store } from '../store/store.js';
import type { Anchored } from './anchored.js';
import { entriesOf, erasedOf, headOf, snapshot } from './entries.js';
import { type Finding, Findings } from './finding.js';
import type { Head, Link } from './link.js';
import { type Expected, Walk } from './walk.js';

export interface Verification {
  readonly intact: boolean;
  readonly entries: number;
  /** where the walk ended */
  readonly head: Head;
  /** entries whose payload was erased as an erasure says */
  readonly erased: number;
  /** how many were compared; undefined: there is nothing outside to compare with */
  readonly checkpoints: number | undefined;
  /** the first entry that no checkpoint covers yet */
  readonly uncovered: { readonly seq: number; readonly at: string } | undefined;
  readonly findings: number;
}

/**
 * Constant memory; each finding is told as soon as it is complete. `anchored` must have been opened before: of a checkpoint that is made
 * meanwhile the snapshot knows nothing.
 */
export function verifyStore(store: Store, tell: (finding: Finding) => void, anchored?: Anchored): Promise<Verification> {
  return snapshot(store, async (tx) => {
    const expected = { head: await headOf(tx), erased: await erasedOf(tx) };
    return verify(entriesOf(tx), expected, tell, anchored);
  });
}

export async function verify(
  links: AsyncIterable<Link>,
  expected: Expected,
  tell: (finding: Finding) => void,
  anchored?: Anchored,
): Promise<Verification> {
  const findings = new Findings(tell);
  const walk = new Walk(expected);
  let entries = 0;
  for await (const link of links) {
    entries += 1;
    const found = walk.take(link);
    findings.add(found);
    if (anchored !== undefined) findings.add(await anchored.take(link, found));
  }
  const found = walk.end();
  findings.add(found);
  if (anchored !== undefined) findings.add(await anchored.end(walk.reached.seq, found));
  const count = findings.end();
  const { reached: head, erased } = walk;
  return {
    intact: count === 0,
    entries,
    head,
    erased,
    checkpoints: anchored?.compared,
    uncovered: anchored?.uncovered,
    findings: count,
  };
}
