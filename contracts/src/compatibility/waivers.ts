/** Breaks that the owner answers for, for a while: contracts/waivers.json. A waiver that is wrong, over or needless is a finding. */
import { z } from 'zod';
import type { Finding } from './finding.js';
import { isRule, mayBeWaived, type RuleId } from './rules.js';

const LONGEST_DAYS = 180;

const waiver = z.strictObject({
  contract: z.string().min(1),
  rule: z.custom<RuleId>((id) => typeof id === 'string' && isRule(id) && mayBeWaived(id), 'no rule that can be waived'),
  path: z.string().min(1),
  reason: z.string().trim().min(20, 'say in a sentence why nobody is harmed, or who agreed'),
  /** the last day on which it holds */
  expires: z.iso.date(),
});
export type Waiver = z.infer<typeof waiver>;

const file = z.strictObject({ waivers: z.array(z.unknown()) });

interface ReadWaivers {
  readonly waivers: readonly Waiver[];
  readonly findings: readonly Finding[];
}

const about = (rule: RuleId, contract: string, path: string, what: string): Finding => ({
  rule,
  contract,
  path,
  what,
  against: null,
  breaks: 'nobody can say',
});

/** @param today `2026-11-22` */
export function readWaivers(text: string, today: string): ReadWaivers {
  const parsed = file.safeParse(jsonIn(text));
  if (!parsed.success)
    return { waivers: [], findings: [about('waiver-malformed', 'waivers.json', '', 'the file holds {"waivers": [...]}')] };
  const read = parsed.data.waivers.map((one, at) => readWaiver(one, at, today));
  return { waivers: read.flatMap((one) => one.waivers), findings: read.flatMap((one) => one.findings) };
}

function readWaiver(content: unknown, at: number, today: string): ReadWaivers {
  const parsed = waiver.safeParse(content);
  if (!parsed.success) {
    return {
      waivers: [],
      findings: [about('waiver-malformed', 'waivers.json', `waivers[${at}]`, z.prettifyError(parsed.error).replaceAll('\n', ' '))],
    };
  }
  const { contract, path, expires } = parsed.data;
  if (expires < today) return { waivers: [], findings: [about('waiver-expired', contract, path, `expired on ${expires}`)] };
  const latest = new Date(Date.parse(today) + LONGEST_DAYS * 86_400_000).toISOString().slice(0, 10);
  if (expires > latest) {
    return {
      waivers: [],
      findings: [about('waiver-malformed', contract, path, `expires after ${latest}: ${LONGEST_DAYS} days are the longest`)],
    };
  }
  return { waivers: [parsed.data], findings: [] };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export const excuses = (given: Waiver, finding: Finding): boolean =>
  given.contract === finding.contract && given.rule === finding.rule && given.path === finding.path;

export const unused = (given: readonly Waiver[], findings: readonly Finding[]): Finding[] =>
  given
    .filter((one) => !findings.some((finding) => excuses(one, finding)))
    .map((one) => about('waiver-unused', one.contract, one.path, `for ${one.rule}, until ${one.expires}`));
