/**
 * The only place that spells NATS subjects and stream names.
 * The addon's relay spells its two subjects from the same golden file: contracts/examples/subjects.json.
 */

export const STREAMS = {
  changes: 'ODOO_CHANGES',
  events: 'EVENTS',
  deliveries: 'DELIVERIES',
  deadLetters: 'DEAD_LETTERS',
  advisories: 'ADVISORIES',
  outcomes: 'OUTCOMES',
  inbound: 'INBOUND',
  auditCheckpoints: 'AUDIT_CHECKPOINTS',
  submissions: 'SUBMISSIONS',
} as const;

export type ChangeOperation = 'create' | 'update' | 'delete' | 'snapshot' | 'passed';

/** A subject token may hold no dot, blank or wildcard; anything unusual becomes `_`. */
const token = (text: string): string => text.replace(/[^A-Za-z0-9_-]/g, '_');

/** `odoo.change.<db>.<model>.<op>`; the model's dots become dashes (`purchase.order` -> `purchase-order`). */
export const changeSubject = (database: string, model: string, operation: ChangeOperation): string =>
  `odoo.change.${token(database)}.${token(model.replaceAll('.', '-'))}.${operation}`;

export const ALL_CHANGES = 'odoo.change.>';
export const ALL_RELAY_CHECKPOINTS = 'odoo.checkpoint.>';

/** The relay's progress lives in the stream it fills: one message in each atomic batch. */
export const relayCheckpointSubject = (database: string): string => `odoo.checkpoint.${token(database)}`;

/** A contract's id (`procurement.purchase-order.approved.v1`) behind `events.`. */
export const eventSubject = (contractId: string): string => `events.${contractId}`;
export const ALL_EVENTS = 'events.>';

export const translateCheckpoint = 'checkpoint.translate';
export const fanoutCheckpoint = 'checkpoint.fanout';
export const outcomesCheckpoint = 'checkpoint.outcomes';

export const deliverySubject = (subscription: string): string => `deliver.${token(subscription)}`;
/** The lane of what is sent again: replays and retried dead letters. The same consumer reads both. */
export const replaySubject = (subscription: string): string => `${deliverySubject(subscription)}.replay`;
export const ALL_DELIVERIES = 'deliver.>';

/** Progress of one replay or one retry of dead letters, in the stream it fills: DELIVERIES or EVENTS. */
export const replayCheckpoint = (id: string): string => `checkpoint.replay.${token(id)}`;
export const ALL_REPLAY_CHECKPOINTS = 'checkpoint.replay.>';
export const eventRetryCheckpoint = (id: string): string => `checkpoint.retry.${token(id)}`;
export const ALL_EVENT_RETRY_CHECKPOINTS = 'checkpoint.retry.>';

/** `commands.<domain>.<command>.v<major>`: a contract's id behind `commands.`. */
export const commandSubject = (contractId: string): string => `commands.${contractId}`;
export const ALL_COMMANDS = 'commands.>';
export const commandTypeOf = (subject: string): string => subject.slice('commands.'.length);

/** A request that takes a command back, by its id: no contract's, therefore of one token. */
export const CANCEL_SUBJECT = 'commands.cancel';

/** One token for each client, and never one for two: whatever a subject cannot hold is written as `=` and its code. */
export const outcomeToken = (client: string): string =>
  client.replace(/[^A-Za-z0-9_-]/gu, (character) => `=${(character.codePointAt(0) ?? 0).toString(16)}=`);

/** `outcomes.<client>.<what>`: what became of a command, for its sender alone. `what`: applied, refused, failed, waiting-for-approval. */
export const outcomeSubject = (client: string, what: string): string => `outcomes.${outcomeToken(client)}.${what}`;
export const outcomesOf = (client: string): string => `outcomes.${outcomeToken(client)}.>`;
export const ALL_OUTCOMES = 'outcomes.>';
/**
 * `submit.<client>.<domain>.<command>.v<major>`: a command left in a stream, without a reply. The client's name stands in the
 * subject because it is what the broker lets that client alone write.
 */
export const submissionSubject = (client: string, contractId: string): string => `submit.${token(client)}.${contractId}`;
export const ALL_SUBMISSIONS = 'submit.>';
export function submissionOf(subject: string): { readonly client: string; readonly type: string } {
  const [, client = '', ...type] = subject.split('.');
  return { client, type: type.join('.') };
}

/** `queries.<domain>.<query>.v<major>`: a contract's id behind `queries.`. */
export const querySubject = (contractId: string): string => `queries.${contractId}`;
export const ALL_QUERIES = 'queries.>';
export const queryTypeOf = (subject: string): string => subject.slice('queries.'.length);

/** `inbound.<source>.<event>`: what another system told over its webhook and no command follows from. */
export const inboundEventSubject = (source: string, event: string): string => `inbound.${token(source)}.${token(event)}`;
export const ALL_INBOUND_EVENTS = 'inbound.>';

export const translateDeadLetters = 'dead-letters.translate';
export const fanoutDeadLetters = 'dead-letters.fanout';
export const deliveryDeadLetters = (subscription: string): string => `dead-letters.deliver.${token(subscription)}`;
export const ALL_DELIVERY_DEAD_LETTERS = 'dead-letters.deliver.>';
/** As they stand in DEAD_LETTERS, whichever room wrote them. */
export const ALL_DEAD_LETTERS = 'dead-letters.>';

/** What JetStream itself tells about deliveries: acknowledged, given up, terminated. */
export const DELIVERY_ADVISORIES = [
  `$JS.EVENT.METRIC.CONSUMER.ACK.${STREAMS.deliveries}.>`,
  `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${STREAMS.deliveries}.>`,
  `$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.${STREAMS.deliveries}.>`,
] as const;

/** What an operator should know of a subscription: it only fails, it was disabled. JSON; kept a week beside JetStream's own advisories. */
export const noticeSubject = (subscription: string, kind: 'failing' | 'disabled'): string =>
  `notices.subscription.${token(subscription)}.${kind}`;
/** Somebody has to decide, or it was decided: `what` is requested, escalated, delegated, approved, denied, expired or withdrawn. JSON. */
export const approvalSubject = (what: string): string => `notices.approval.${token(what)}`;
export const ALL_NOTICES = 'notices.>';

/** Signed checkpoints of the audit chain of one Odoo database: its anchor outside the bridge's own database. */
export const auditCheckpointSubject = (database: string): string => `audit.checkpoint.${token(database)}`;
export const ALL_AUDIT_CHECKPOINTS = 'audit.checkpoint.>';
