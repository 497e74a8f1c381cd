/**
 * Odoo does what it is told, or says why not. That a command notices when it silently does not, is tested by a trigger in
 * Odoo's database that keeps a column at its value, as a careless customisation would.
 */
import type { Database } from './databases.js';

export interface Held {
  readonly table: string;
  /** SQL over NEW */
  readonly condition: string;
  readonly column: string;
  readonly value: string;
}

/** While `act` runs, rows of `table` that meet `condition` cannot get another `column` than `value`. */
export async function holding(odoo: Database, held: Held, act: () => Promise<void>): Promise<void> {
  const { table, condition, column, value } = held;
  await odoo.run(`CREATE OR REPLACE FUNCTION test_hold() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF ${condition} THEN NEW.${column} := '${value}'; END IF; RETURN NEW; END $$`);
  await odoo.run(`CREATE TRIGGER test_hold BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION test_hold()`);
  try {
    await act();
  } finally {
    await odoo.run(`DROP TRIGGER test_hold ON ${table}`);
  }
}
