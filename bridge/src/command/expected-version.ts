/** The version of the command's record that its sender saw: the event's `recordversion`. Odoo compares it as it applies. Pure. */
import { canonicalModel, refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';

// as an entity tag of HTTP or bare; fifteen digits are a safe integer in JavaScript, and bigint in Odoo's table
const VERSION = /^(?:"(\d{1,15})"|(\d{1,15}))$/;

/**
 * Undefined: the sender does not care. Throws Refused `bad-expected-version` on anything but one version, and where the contract's
 * commands are about no record that has one: a promise that nobody keeps would be worse than a refusal.
 */
export function expectedVersionOf(given: string | undefined, aggregate: string): number | null {
  if (given === undefined) return null;
  const [, quoted, bare] = VERSION.exec(given.trim()) ?? [];
  const digits = quoted ?? bare;
  if (digits === undefined) throw new Refused(refuse('bad-expected-version'));
  if (canonicalModel(aggregate) === undefined) throw new Refused(refuse('bad-expected-version', 'the command is about no existing record'));
  return Number(digits);
}
