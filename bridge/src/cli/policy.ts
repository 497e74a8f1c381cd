/** `scripts/bridge policy ...`: docs/policies.md. `check` and `test` need no bridge: scripts/bridge runs them from the files. */
import { z } from 'zod';
import { type Api, CallFailed } from './api.js';
import { type Noun, WrongUse, textOf, wordAt } from './noun.js';

const verdict = z.object({
  verdict: z.string(),
  policies: z.array(z.string()),
  code: z.string().optional(),
  reason: z.string().optional(),
});
type Verdict = z.infer<typeof verdict>;

const grounds = z.object({
  verdict,
  at: z.string(),
  policySet: z.string(),
  facts: z.record(z.string(), z.unknown()),
  circumstances: z.record(z.string(), z.unknown()),
  deciding: z.array(z.object({ id: z.string(), file: z.string(), text: z.string() })),
  others: z.array(z.object({ id: z.string(), file: z.string(), because: z.string() })),
});
const explanation = z.object({
  commandId: z.string(),
  type: z.string(),
  client: z.string(),
  aggregate: z.string(),
  status: z.string(),
  then: grounds.nullable(),
  now: z.union([grounds, z.object({ unknown: z.string() })]),
});
const state = z.object({
  digest: z.string(),
  policies: z.array(z.string()),
  problem: z.string().nullable(),
  shadow: z.string().nullable().optional(),
});
const report = z.object({
  set: z.string().nullable(),
  sinceDays: z.number(),
  judged: z.number(),
  differing: z.number(),
  groups: z.array(
    z.object({
      type: z.string(),
      client: z.string(),
      judged: z.number(),
      differing: z.number(),
      changes: z.record(z.string(), z.number()),
    }),
  ),
  samples: z.array(
    z.object({ at: z.string(), commandId: z.string(), type: z.string(), client: z.string(), isNow: verdict, wouldBe: verdict }),
  ),
});

const told = ({ verdict: word, code, policies, reason }: Verdict): string => {
  const by = policies.length === 0 ? '' : ` by ${policies.join(', ')}`;
  return `${word}${code === undefined ? '' : ` (${code})`}${by}${reason === undefined ? '' : `: ${reason}`}`;
};

const pairs = (values: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(values).map(([name, value]) => `    ${name} = ${JSON.stringify(value)}`);

function groundLines(when: string, found: z.infer<typeof grounds>): string[] {
  const { at, policySet, facts, circumstances, deciding, others } = found;
  return [
    `${when}, ${at}, policies ${policySet.slice(0, 12)}: ${told(found.verdict)}`,
    '  facts:',
    ...pairs({ ...facts, ...circumstances }),
    ...deciding.flatMap(({ id, file, text }) => [`  decided by ${id} (${file}):`, ...text.split('\n').map((line) => `    ${line}`)]),
    ...others.map(({ id, file, because }) => `  not ${id} (${file}): ${because} does not hold`),
  ];
}

function explanationLines(answer: unknown): readonly string[] {
  const { commandId, type, client, aggregate, status, then, now } = explanation.parse(answer);
  return [
    `${commandId}: ${type} by ${client} on ${aggregate}, ${status}`,
    ...(then === null ? ['it was not judged'] : groundLines('then', then)),
    ...('unknown' in now ? [`now: cannot be told: ${now.unknown}`] : groundLines('now', now)),
  ];
}

function stateLines(answer: unknown): readonly string[] {
  const { digest, policies, problem, shadow } = state.parse(answer);
  return [
    `in force: ${digest}, ${String(policies.length)} policies`,
    ...(problem === null ? [] : [`the files could not be loaded: ${problem}`]),
    ...(shadow === undefined ? [] : [`shadow: ${shadow ?? 'none'}`]),
  ];
}

function reportLines(answer: unknown): readonly string[] {
  const { set, sinceDays, judged, differing, groups, samples } = report.parse(answer);
  if (set === null) return ['no shadow policies are loaded: set BRIDGE_POLICY_SHADOW_DIR'];
  return [
    `shadow ${set.slice(0, 12)}, ${String(sinceDays)} days: ${String(judged)} commands judged, ${String(differing)} would be judged otherwise`,
    ...groups.flatMap((group) => [
      `  ${group.type} by ${group.client}: ${String(group.differing)} of ${String(group.judged)}`,
      ...Object.entries(group.changes).map(([change, number]) => `    ${String(number).padStart(6)}  ${change}`),
    ]),
    ...samples.map(({ at, commandId, isNow, wouldBe }) => `  ${at}  ${commandId}  is ${told(isNow)}  would be ${told(wouldBe)}`),
  ];
}

function daysIn(text: string | undefined): string | undefined {
  if (text !== undefined && !/^[0-9]+$/.test(text)) throw new WrongUse(`--days ${text} is no number`);
  return text;
}

/** Throws CallFailed when the files have a mistake: whoever deploys them has to see an exit code. */
async function reload(api: Api): Promise<unknown> {
  const answer = await api.call('/v1/policy/reload', { method: 'POST' });
  const { digest, problem } = state.parse(answer);
  if (problem !== null) throw new CallFailed(`the files could not be loaded, ${digest.slice(0, 12)} stays in force: ${problem}`);
  return answer;
}

export const policy: Noun = {
  name: 'policy',
  help: 'who may do what: in force, explained, tried (`check [DIR]` and `test [DIR]` read the files and need no bridge)',
  verbs: {
    show: {
      usage: '',
      help: 'which policies are in force',
      changes: false,
      run: (api) => api.call('/v1/policy'),
      lines: stateLines,
    },
    explain: {
      usage: 'COMMAND-ID',
      help: 'why a command was judged as it was, and how it would be now',
      changes: false,
      run: (api, given) => api.call(`/v1/policy/explanations/${encodeURIComponent(wordAt(given, 0, 'a command id'))}`),
      lines: explanationLines,
    },
    shadow: {
      usage: '[--days N]',
      help: 'what the shadow policies would have decided otherwise',
      changes: false,
      options: { days: { type: 'string' } },
      run: (api, given) => api.call('/v1/policy/shadow', { query: { days: daysIn(textOf(given, 'days')) } }),
      lines: reportLines,
    },
    reload: {
      usage: '',
      help: 'the bridge that answers reads its policy files again; a mistake keeps the old ones',
      changes: false,
      run: reload,
      lines: stateLines,
    },
  },
};
