/** What the shadow set would have decided otherwise: counts by contract and client, and the newest of each kind. */
import type { Transaction } from '../store/store.js';

export interface ShadowGroup {
  readonly type: string;
  readonly client: string;
  readonly judged: number;
  readonly differing: number;
  /** `allowed -> refused (policy-denied)`: how many */
  readonly changes: Readonly<Record<string, number>>;
}

export interface ShadowSample {
  readonly at: string;
  readonly commandId: string;
  readonly type: string;
  readonly client: string;
  readonly isNow: unknown;
  readonly wouldBe: unknown;
}

export interface ShadowReport {
  /** digest of the shadow set; null: none is loaded */
  readonly set: string | null;
  readonly sinceDays: number;
  readonly judged: number;
  readonly differing: number;
  readonly groups: readonly ShadowGroup[];
  readonly samples: readonly ShadowSample[];
}

const SAMPLES = 20;

export async function reportOf(tx: Transaction, set: string | undefined, sinceDays: number): Promise<ShadowReport> {
  if (set === undefined) return { set: null, sinceDays, judged: 0, differing: 0, groups: [], samples: [] };
  const groups = await tx.query<ShadowGroup[]>(GROUPS, [set, sinceDays]);
  const samples = await tx.query<(Omit<ShadowSample, 'at'> & { at: Date })[]>(NEWEST, [set, sinceDays, SAMPLES]);
  const sum = (of: (group: ShadowGroup) => number): number => groups.reduce((total, group) => total + of(group), 0);
  return {
    set,
    sinceDays,
    judged: sum((group) => group.judged),
    differing: sum((group) => group.differing),
    groups,
    samples: samples.map(({ at, ...sample }) => ({ at: at.toISOString(), ...sample })),
  };
}

/** `refused (policy-denied)`, `approval-required (2)`, `allowed` */
const TOLD = (verdict: string): string => `
  (${verdict} ->> 'verdict') || coalesce(' (' || coalesce(${verdict} ->> 'code', ${verdict} -> 'approvers' ->> 'count') || ')', '')`;

const GROUPS = `
  WITH counted AS (
    SELECT type, client, sum(judged)::integer AS judged, sum(differing)::integer AS differing
    FROM policy_shadow_count WHERE set = $1 AND day > (now() AT TIME ZONE 'UTC')::date - $2::integer GROUP BY type, client
  ), kinds AS (
    SELECT type, client, ${TOLD('is_now')} || ' -> ' || ${TOLD('would_be')} AS change, count(*)::integer AS number
    FROM policy_difference WHERE set = $1 AND at > now() - $2::integer * interval '1 day' GROUP BY type, client, change
  )
  SELECT type, client, judged, differing,
    coalesce((SELECT jsonb_object_agg(change, number) FROM kinds k WHERE k.type = c.type AND k.client = c.client), '{}') AS changes
  FROM counted c ORDER BY differing DESC, type, client`;

const NEWEST = `
  SELECT at, command AS "commandId", type, client, is_now AS "isNow", would_be AS "wouldBe"
  FROM policy_difference WHERE set = $1 AND at > now() - $2::integer * interval '1 day' ORDER BY at DESC LIMIT $3`;
