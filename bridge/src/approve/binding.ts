/**
 * What ties an approval to what is applied: the digest of type and input, and the record's version. The version is Odoo's time of the
 * last write and a digest of all that policy reads of the record, so that a change of a line shows, too.
 */
import { createHash } from 'node:crypto';
import { type CommandContract, type OdooOperation, refuse, serviceUserOf } from '@odoo-nats-bridge/contracts';
import { canonicalJson } from '../audit/audit.js';
import { Refused } from '../failure.js';
import { digestOf } from '../intake/intake.js';
import type { Odoo } from '../odoo/odoo.js';
import type { Command } from '../store/store.js';
import type { Approval } from './approval.js';

/** As the domain's service user sees it now; null when the contract reads no record. Throws what reading throws. */
export async function versionOf(odoo: Odoo, contract: CommandContract, input: unknown): Promise<string | null> {
  const { facts: source, domain } = contract;
  if (source === undefined) return null;
  const record = await odoo.read(serviceUserOf(domain), source.model, source.id(input), { ...source.spec, write_date: {} });
  const digest = createHash('sha256').update(canonicalJson(record)).digest('hex');
  return `${String(record.write_date)}#${digest}`;
}

/** Throws Refused `record-changed` when it is not what was approved any more. */
export async function mustBeUnchanged(odoo: Odoo, contract: CommandContract, command: Command, approval: Approval): Promise<void> {
  if (approval.digest !== command.digest || digestOf(command.type, command.input) !== approval.digest)
    throw new Refused(refuse('record-changed', { approvalId: approval.id, changed: 'command' }));
  if ((await versionOf(odoo, contract, command.input)) !== approval.recordVersion)
    throw new Refused(refuse('record-changed', { approvalId: approval.id, changed: 'record' }));
}

const SECOND_MS = 1_000;
const odooTime = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/**
 * The same question once more, inside Odoo's transaction: nobody wrote to the record since. Odoo tells times in whole seconds and keeps
 * microseconds, therefore a span.
 */
export function guardOf(contract: CommandContract, input: unknown, version: string | null): readonly OdooOperation[] {
  const { facts: source } = contract;
  const written = Date.parse(`${version?.slice(0, 19).replace(' ', 'T') ?? ''}Z`);
  if (source === undefined || Number.isNaN(written)) return [];
  const domain = [
    ['id', '=', source.id(input)],
    ['write_date', '>=', odooTime(written)],
    ['write_date', '<', odooTime(written + SECOND_MS)],
  ];
  return [{ op: 'find', as: 'approved_record', model: source.model, domain, expect: 'one', refusal: 'record-changed' }];
}
