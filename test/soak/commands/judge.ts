/** What senders noted, what the bridge wrote down and what is in Odoo, side by side. Pure. */

/** What a sender meant with a command. */
export type Meant = 'applied' | 'refused-by-odoo' | 'refused-by-policy';

/** What a sender knows of one command in the end; `heard`: every final answer it got, also to repeats. */
export interface Note {
  readonly key: string;
  readonly mark: string;
  readonly meant: Meant;
  readonly heard: readonly { readonly commandId: string; readonly status: string; readonly timesheetId: string | null }[];
}

/** A row of the bridge's table, and the kinds of its audit entries in their order. */
export interface Recorded {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly verdict: string | null;
  readonly evidence: readonly string[];
}

export interface Evidence {
  readonly notes: readonly Note[];
  readonly bridge: readonly Recorded[];
  /** of the addon's table: outcome by command id */
  readonly odoo: ReadonlyMap<string, string>;
  /** timesheet lines by mark */
  readonly lines: ReadonlyMap<string, number>;
}

export interface Judgement {
  /** accepted, and then no outcome, or not the effect that the outcome tells of */
  readonly lost: readonly string[];
  /** more than one effect, more than one row for a key, or two different answers */
  readonly doubled: readonly string[];
  /** an effect without an allowing verdict that was written down before */
  readonly unjudged: readonly string[];
}

export function judge({ notes, bridge, odoo, lines }: Evidence): Judgement {
  const byKey = groupByKey(bridge);
  const found = { lost: [] as string[], doubled: [] as string[], unjudged: [] as string[] };
  for (const note of notes) {
    const rows = byKey.get(note.key) ?? [];
    const effects = lines.get(note.mark) ?? 0;
    const [row] = rows;
    if (isLost(note, row, effects, odoo)) found.lost.push(note.key);
    if (rows.length > 1 || effects > 1 || answersOf(note).size > 1) found.doubled.push(note.key);
    if (effects > 0 && !wasJudged(row, note)) found.unjudged.push(note.key);
  }
  return found;
}

function isLost(note: Note, row: Recorded | undefined, effects: number, odoo: ReadonlyMap<string, string>): boolean {
  const wanted = note.meant === 'applied' ? 'applied' : 'refused';
  if (row?.status !== wanted || !note.heard.some(({ status }) => status === wanted)) return true;
  // policy's refusals never reach Odoo
  if (note.meant === 'refused-by-policy') return false;
  return odoo.get(row.id) !== wanted || (wanted === 'applied' && effects === 0);
}

const answersOf = ({ heard }: Note): Set<string> => new Set(heard.map((answer) => JSON.stringify(answer)));

function wasJudged(row: Recorded | undefined, note: Note): boolean {
  if (row?.verdict !== 'allowed' || note.meant !== 'applied') return false;
  const judged = row.evidence.indexOf('command.judged');
  return judged >= 0 && judged < row.evidence.indexOf('command.applied');
}

function groupByKey(rows: readonly Recorded[]): Map<string, Recorded[]> {
  const grouped = new Map<string, Recorded[]>();
  for (const row of rows) grouped.set(row.key, [...(grouped.get(row.key) ?? []), row]);
  return grouped;
}
