/**
 * What is asked of Odoo so that an approval is seen on its record: an activity while it is open, marked as done when it has ended. Pure.
 * Each is a command of the domain's service user, applied once like every other.
 */
import { type CommandContract, type OdooOperation, serviceUserOf } from '@odoo-nats-bridge/contracts';
import type { Approval } from './approval.js';

type Source = NonNullable<CommandContract['facts']>;

export interface Shown {
  readonly contract: CommandContract;
  readonly source: Source;
  readonly approval: Approval;
  /** the command's */
  readonly input: unknown;
}

/** The approval's id is the command's id, so that a repeat makes no second activity. */
export const showing = (shown: Shown) => asked(shown, '', showingOperations(shown));

/** Takes the place of `showing`, unless Odoo has had it: from then on nothing makes this activity any more. */
export const showingNoMore = (shown: Shown) => asked(shown, '', [{ ...recordOf(shown), expect: 'any' }]);

/** Whoever marked it as done, or took it away, before: nothing is left to do. */
export const closing = (shown: Shown) => asked(shown, ':closed', closingOperations(shown));

function showingOperations(shown: Shown): OdooOperation[] {
  const { id, type, reason, expiresAt, requester } = shown.approval;
  const args = {
    act_type_xmlid: 'mail.mail_activity_data_todo',
    summary: `Approval asked: ${type}`,
    // Odoo takes the note as HTML and cleans it; nothing here comes from a sender but its id
    note: `${escaped(requester.id)} asks for it: ${escaped(reason)} Approval ${id}, until ${expiresAt.toISOString()}.`,
    date_deadline: expiresAt.toISOString().slice(0, 10),
  };
  return [recordOf(shown), { op: 'call', on: 'record', method: 'activity_schedule', args }];
}

function closingOperations({ source, approval, input }: Shown): OdooOperation[] {
  const domain = [
    ['res_model', '=', source.model],
    ['res_id', '=', source.id(input)],
    // the id that the note names; a UUID stands in no other
    ['note', 'like', approval.id],
  ];
  return [
    { op: 'find', as: 'activity', model: 'mail.activity', domain, expect: 'any' },
    { op: 'call', on: 'activity', method: 'action_feedback', args: { feedback: endOf(approval) } },
  ];
}

const recordOf = ({ source, input }: Shown): Extract<OdooOperation, { op: 'find' }> => ({
  op: 'find',
  as: 'record',
  model: source.model,
  domain: [['id', '=', source.id(input)]],
  expect: 'one',
  refusal: 'record-not-found',
});

function asked({ contract, approval }: Shown, suffix: string, operations: readonly OdooOperation[]) {
  const command = {
    command_id: `${approval.id}${suffix}`,
    type: 'bridge.approval-activity.v1',
    digest: approval.digest,
    actor: approval.requester.id,
    correlation_id: approval.correlationId,
    operations,
  };
  return { user: serviceUserOf(contract.domain), model: 'bridge.command', method: 'apply', body: { command } };
}

/** What the record's history shows. Odoo takes it as text. */
function endOf({ status, voices }: Approval): string {
  const spoke = voices.map(({ id, verdict, reason }) => `${id}: ${verdict === 'approve' ? 'yes' : 'no'}, ${reason}`).join('; ');
  const meaning: Readonly<Record<Approval['status'], string>> = {
    open: 'Open.',
    approved: 'Approved.',
    denied: 'Denied.',
    expired: 'Expired: nobody decided in time.',
    withdrawn: 'Withdrawn: the command ended before it was decided.',
  };
  return spoke === '' ? meaning[status] : `${meaning[status]} ${spoke}`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
