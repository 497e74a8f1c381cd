/**
 * Approvals: a person says yes before a command is applied. It owns who may say it, until when, and what the yes is bound to.
 *
 *   ask      policy wants a person: the command waits, out of the queue
 *   decide   by somebody with one of the roles, never the requester, each person once; one no is enough
 *   granted  the command is queued again and judged with fresh facts; the record has to be the one that was approved
 *   expired  nobody decided: refused
 */
export { type Approval, type ApprovalStatus, voicesOf } from './approval.js';
export { Approvals } from './approvals.js';
export { type Guard, guardOf, mustBeAsSeen, mustBeUnchanged, toldOfGuard, versionOf } from './binding.js';
export { Decisions } from './decisions.js';
export { Inbox, type InboxPage } from './inbox.js';
export type { Seen } from './view.js';
