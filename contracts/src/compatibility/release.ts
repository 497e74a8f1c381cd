/** What a release would write, purely. Nothing is released while a finding is open. */
import type { Report } from '../compatibility.js';
import type { Current } from './read.js';
import { type Accepted, isSameAs, type Released, withRevision } from './released.js';

/** The released files to write, by contract id; those that did not change are left out. */
export function releasesOf({ findings, contracts, released, excused }: Report, today: string): ReadonlyMap<string, Released> {
  if (findings.length > 0) throw new Error('nothing is released while a finding is open');
  const changed = [...contracts.values()].flatMap((contract): [string, Released][] => {
    const { id } = contract.promises;
    const before = released.get(id) ?? { contract: id, revisions: [] };
    if (isSameAs(before.revisions.at(-1), contract.promises, contract.schemas)) return [];
    const accepted = excused.flatMap(({ finding, waiver }): Accepted[] => {
      const { contract: of, rule, path, what, against } = finding;
      return of === id && against !== null ? [{ rule, path, what, against: against.revision, reason: waiver.reason }] : [];
    });
    return [[id, withRevision(before, revisionOf(contract, accepted, today))]];
  });
  return new Map(changed);
}

const revisionOf = ({ promises, schemas }: Current, accepted: Accepted[], releasedOn: string) => ({
  releasedOn,
  promises,
  schemas,
  accepted,
});
