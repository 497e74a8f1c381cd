/**
 * Senders that never give up: a command goes to any replica, again with the same key until a final outcome is heard. Some send
 * twice at once to both replicas, some repeat long after; some ask for what Odoo or policy refuses.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { HttpClient } from '../../rig/http-client.js';
import { LOG_TIMESHEET, type Timesheets } from '../../rig/timesheets.js';
import type { Meant, Note } from './judge.js';

const FINAL = new Set(['applied', 'refused', 'failed']);
const answered = z.looseObject({ timesheetId: z.string() });

export interface Doors {
  /** one per replica, of a client that may enter timesheets */
  readonly allowed: readonly HttpClient[];
  /** of one that may not */
  readonly denied: readonly HttpClient[];
}

interface Sent extends Note {
  readonly heard: Note['heard'][number][];
}

export class Senders {
  readonly notes: Sent[] = [];
  /** answers that were not final, and calls without an answer */
  repeats = 0;

  constructor(
    private readonly doors: Doors,
    private readonly sheets: Timesheets,
    private readonly run: string,
    private readonly dice: () => number,
  ) {}

  /** Returns when each of `count` commands has its outcome. */
  async send(count: number, atOnce: number): Promise<void> {
    let next = 0;
    const sender = async (): Promise<void> => {
      while (next < count) await this.one(next++);
    };
    await Promise.all(Array.from({ length: atOnce }, sender));
  }

  private async one(number: number): Promise<void> {
    const mark = `${this.run} ${String(number)}`;
    const roll = this.dice();
    const meant: Meant = roll < 0.05 ? 'refused-by-policy' : roll < 0.15 ? 'refused-by-odoo' : 'applied';
    const note: Sent = { key: `key of ${mark}`, mark, meant, heard: [] };
    this.notes.push(note);
    const repeated = this.dice();
    const outcomes = [this.untilFinal(note, number)];
    if (repeated < 0.2) outcomes.push(this.untilFinal(note, number));
    await Promise.all(outcomes);
    if (repeated > 0.9) await this.untilFinal(note, number);
  }

  private async untilFinal(note: Sent, number: number): Promise<void> {
    const doors = note.meant === 'refused-by-policy' ? this.doors.denied : this.doors.allowed;
    const sheet = this.sheets.timesheet(number, note.mark);
    // a task of no project
    const input =
      note.meant === 'refused-by-odoo'
        ? { ...sheet, taskId: sheet.projectId.replace(/project\.project:\d+$/, 'project.task:999999999') }
        : sheet;
    for (;;) {
      const door = doors[Math.floor(this.dice() * doors.length)];
      // a replica or its Postgres is away: the same again
      const status = await door?.command(LOG_TIMESHEET, note.key, input).catch(() => undefined);
      if (status?.commandId != null && FINAL.has(status.status)) {
        const timesheetId = answered.safeParse(status.answer).data?.timesheetId ?? null;
        note.heard.push({ commandId: status.commandId, status: status.status, timesheetId });
        return;
      }
      this.repeats += 1;
      await sleep(100 + this.dice() * 400);
    }
  }
}
