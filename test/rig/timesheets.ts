/** Timesheets of a site: commands whose effect in Odoo can be counted, since each line carries the mark of its command. */
import { canonicalId } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import type { Database } from './databases.js';
import type { OdooUser } from './odoo-user.js';

export const LOG_TIMESHEET = 'projects.log-timesheet.v1';

export interface Timesheet {
  readonly projectId: string;
  readonly employeeId: string;
  readonly workedOn: string;
  readonly hours: string;
  /** the mark */
  readonly description: string;
}

export class Timesheets {
  private constructor(
    private readonly projects: readonly string[],
    private readonly employee: string,
  ) {}

  /** @param projects how many: commands of one project are applied one after another */
  static async prepare(person: OdooUser, database: string, projects: number): Promise<Timesheets> {
    const id = (model: string) => (row: number) => canonicalId({ database }, model, row);
    const [employee] = await person.searchIds('hr.employee', [['active', '=', true]]);
    if (employee === undefined) throw new Error('Odoo has no employee');
    const values = Array.from({ length: projects }, (_, n) => ({ name: `Site ${String(n)}`, allow_timesheets: true }));
    const created = z.array(z.number()).parse(await person.call('project.project', 'create', [values]));
    return new Timesheets(created.map(id('project.project')), id('hr.employee')(employee));
  }

  /** The number chooses the project. */
  timesheet(number: number, mark: string): Timesheet {
    const projectId = this.projects[number % this.projects.length] ?? '';
    return { projectId, employeeId: this.employee, workedOn: '2026-11-20', hours: '0.25', description: mark };
  }
}

/** How many lines each mark has in Odoo; marks begin with `prefix`. */
export async function linesByMark(odoo: Database, prefix: string): Promise<Map<string, number>> {
  const rows = await odoo.rows<{ name: string; count: number }>(
    'SELECT name, count(*)::int AS count FROM account_analytic_line WHERE name LIKE $1 GROUP BY name',
    [`${prefix}%`],
  );
  return new Map(rows.map(({ name, count }) => [name, count]));
}
