/**
 * What ties an approval to what is applied: the digest of type and input, and the record's version.
 *
 * The version is how often capture told a change of the aggregate: it moves with every watched field, also of a line, and with no
 * message, activity or look at the record. Odoo's own `write_date` is neither: another product on a line at the same price leaves it
 * as it was, and opening the portal's page moves it. It stands in only where nothing is captured. What policy reads is digested besides,
 * for what capture does not watch.
 */
import { createHash } from 'node:crypto';
import { type CommandContract, type OdooOperation, type Refusal, refuse, serviceUserOf } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { canonicalJson } from '../audit/audit.js';
import { Refused } from '../failure.js';
import { digestOf } from '../intake/intake.js';
import type { Odoo } from '../odoo/odoo.js';
import type { Command } from '../store/store.js';
import type { Approval } from './approval.js';

const captured = z.object({ version: z.number().nullable() });

/** As the domain's service user sees it now; null when the contract reads no record. Throws what reading throws. */
export async function versionOf(odoo: Odoo, contract: CommandContract, input: unknown): Promise<string | null> {
  const { facts: source, domain } = contract;
  if (source === undefined) return null;
  const [user, model, id] = [serviceUserOf(domain), source.model, source.id(input)];
  const { version } = await odoo.call({ user, model: 'bridge.query', method: 'version', body: { model, record_id: id } }, captured);
  const record = await odoo.read(user, model, id, version === null ? { ...source.spec, write_date: {} } : source.spec);
  const digest = createHash('sha256').update(canonicalJson(record)).digest('hex');
  return `${version === null ? String(record.write_date) : `${CAPTURED}${String(version)}`}#${digest}`;
}

/** Throws Refused `record-changed` when it is not what was approved any more. */
export async function mustBeUnchanged(odoo: Odoo, contract: CommandContract, command: Command, approval: Approval): Promise<void> {
  if (approval.digest !== command.digest || digestOf(command.type, command.input) !== approval.digest)
    throw new Refused(refuse('record-changed', { approvalId: approval.id, changed: 'command' }));
  if ((await versionOf(odoo, contract, command.input)) !== approval.recordVersion)
    throw new Refused(refuse('record-changed', { approvalId: approval.id, changed: 'record' }));
}

const CAPTURED = 'version ';

/** Throws Refused `version-conflict` when its sender saw another version: nobody is asked for what cannot be applied. */
export function mustBeAsSeen({ aggregate, expectedVersion }: Pick<Command, 'aggregate' | 'expectedVersion'>, version: string | null): void {
  const [seen = ''] = version?.split('#') ?? [];
  if (expectedVersion === null || !seen.startsWith(CAPTURED) || seen === `${CAPTURED}${String(expectedVersion)}`) return;
  throw new Refused(refuse('version-conflict', `${aggregate} is at ${seen}, not ${String(expectedVersion)}.`));
}

const SECOND_MS = 1_000;
const odooTime = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** What has to hold in Odoo's transaction before anything is done. */
export interface Guard {
  readonly expect?: { readonly model: string; readonly id: number; readonly version: number };
  readonly operations: readonly OdooOperation[];
}

/** The same question once more, inside Odoo's transaction: nobody changed the record since. */
export function guardOf(contract: CommandContract, input: unknown, version: string | null): Guard {
  const { facts: source } = contract;
  const [seen = ''] = version?.split('#') ?? [];
  if (source === undefined || seen === '') return { operations: [] };
  const [model, id] = [source.model, source.id(input)];
  if (seen.startsWith(CAPTURED)) return { expect: { model, id, version: Number(seen.slice(CAPTURED.length)) }, operations: [] };
  return {
    operations: [{ op: 'find', as: 'approved_record', model, domain: unwritten(id, seen), expect: 'one', refusal: 'record-changed' }],
  };
}

/** Odoo tells times in whole seconds and keeps microseconds, therefore a span. */
function unwritten(id: number, writeDate: string): readonly unknown[] {
  const written = Date.parse(`${writeDate.replace(' ', 'T')}Z`);
  return [
    ['id', '=', id],
    ['write_date', '>=', odooTime(written)],
    ['write_date', '<', odooTime(written + SECOND_MS)],
  ];
}

/** A refusal of the guard is told as what it means to whoever waited for the approval. */
export const toldOfGuard = ({ id }: Approval, refusal: Refusal | null): Refusal | null =>
  refusal?.code === 'version-conflict' ? refuse('record-changed', { approvalId: id, changed: 'record' }) : refusal;
