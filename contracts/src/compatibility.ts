/**
 * The compatibility check: what is generated today against everything that was released.
 * Pure; files are read and written by programs/check-contracts.ts and programs/release-contracts.ts.
 * It fails closed: what cannot be read, is missing or is not understood is a finding.
 */
import { changesBetween } from './compatibility/compare.js';
import type { Finding } from './compatibility/finding.js';
import { breaks, breaksPromise, type Part } from './compatibility/judge.js';
import { promisesChanged } from './compatibility/promises.js';
import { type Current, type Files, readContracts, readReleased } from './compatibility/read.js';
import type { Released, Revision } from './compatibility/released.js';
import type { Change } from './compatibility/rules.js';
import { excuses, readWaivers, unused, type Waiver } from './compatibility/waivers.js';

export interface Excused {
  readonly finding: Finding;
  readonly waiver: Waiver;
}

export interface Report {
  /** what is open: any is a failure */
  readonly findings: readonly Finding[];
  readonly excused: readonly Excused[];
  readonly contracts: ReadonlyMap<string, Current>;
  readonly released: ReadonlyMap<string, Released>;
}

/** @param today `2026-11-22` */
export function checkContracts(files: Files, today: string): Report {
  const contracts = readContracts(files);
  const released = readReleased(files.released);
  const { waivers, findings: wrong } = readWaivers(files.waivers, today);
  const compared = [...released.value.values()].flatMap((each) => compareWithReleased(each, contracts.value.get(each.contract), today));
  const all = [...contracts.findings, ...released.findings, ...compared];
  const judged = all.map((finding) => ({ finding, waiver: waivers.find((one) => excuses(one, finding)) }));
  const excused = judged.flatMap(({ finding, waiver }) => (waiver === undefined ? [] : [{ finding, waiver }]));
  const open = judged.flatMap(({ finding, waiver }) => (waiver === undefined ? [finding] : []));
  return { findings: [...open, ...wrong, ...unused(waivers, all)], excused, contracts: contracts.value, released: released.value };
}

function compareWithReleased(released: Released, current: Current | undefined, today: string): Finding[] {
  if (current === undefined) return removed(released, today);
  const findings = released.revisions.flatMap((revision) => compareWithRevision(revision, current));
  const accepted = released.revisions.flatMap((revision) => revision.accepted);
  const isAccepted = (finding: Finding): boolean =>
    accepted.some(
      ({ rule, path, what, against }) =>
        finding.rule === rule && finding.path === path && finding.what === what && finding.against?.revision === against,
    );
  return findings.filter((finding) => !isAccepted(finding));
}

/** A contract may go when the sunset date that its last revision told is over. */
function removed({ contract, revisions }: Released, today: string): Finding[] {
  const last = revisions.at(-1);
  if (last === undefined) return [];
  const { revision, releasedOn, promises } = last;
  const { sunset, kind } = promises;
  const against = { revision, releasedOn };
  if (sunset !== undefined && sunset <= today) return [];
  const what = sunset === undefined ? 'it was released and has no sunset date' : `its sunset date is ${sunset}`;
  return [{ contract, rule: 'contract-removed', path: '', what, against, breaks: breaksPromise(kind) }];
}

function compareWithRevision(revision: Revision, { promises, schemas }: Current): Finding[] {
  const { revision: number, releasedOn } = revision;
  const against = { revision: number, releasedOn };
  const found = (change: Change, whom: string): Finding => ({ ...change, contract: promises.id, against, breaks: whom });
  const changed = promisesChanged(revision.promises, promises).map((change) => found(change, breaksPromise(promises.kind)));
  const parts = (Object.keys(revision.schemas) as Part[]).flatMap((part) => {
    const [before, after] = [revision.schemas[part], schemas[part]];
    // a part that is missing today is a finding already
    if (before === undefined || after === undefined) return [];
    return changesBetween(before, after, part).flatMap((change) => {
      const whom = breaks(change, part);
      return whom === undefined ? [] : [found(change, whom)];
    });
  });
  return [...changed, ...parts];
}
