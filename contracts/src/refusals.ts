/**
 * The catalogue of refusals: the codes a sender may meet, what each means and what to do.
 * A refusal is final for that command or query: nothing was changed. Contracts add their own codes in defineCommand and defineQuery.
 */
export interface RefusalText {
  readonly httpStatus: number;
  readonly meaning: string;
  readonly remedy: string;
}

const refusal = (httpStatus: number, meaning: string, remedy: string): RefusalText => ({ httpStatus, meaning, remedy });

export const REFUSALS = {
  'bad-json': refusal(400, 'The body is not a JSON object.', 'Send one JSON object in UTF-8.'),
  'payload-too-large': refusal(413, 'The body is larger than 256 KiB.', 'Send less, or reference the data.'),
  'missing-idempotency-key': refusal(
    400,
    'The Idempotency-Key header is absent or malformed.',
    'Send a key of 1 to 128 printable characters, a new one per intent.',
  ),
  'unknown-contract': refusal(404, 'No contract has this name and major version.', 'See the catalogue for the names that exist.'),
  'schema-violation': refusal(422, 'The body does not match the contract.', 'Correct the fields named in the detail.'),
  unauthenticated: refusal(401, 'The sender is unknown.', 'Send valid credentials.'),
  'too-many-attempts': refusal(
    429,
    'Too many wrong logins came from this address.',
    'Wait as long as Retry-After says, and mend the credential.',
  ),
  'policy-denied': refusal(403, 'No policy permits this to this sender.', 'Ask the operator for permission.'),
  'rate-limited': refusal(
    429,
    'It is more than policy lets this sender do for now.',
    'Send it with a new key after the seconds in the detail.',
  ),
  'period-closed': refusal(
    422,
    'The books of the company are closed for that day.',
    'Choose a later day, or have an accountant open the period.',
  ),
  blackout: refusal(
    422,
    'Policy lets nobody do this in the present window.',
    'Send it with a new key when the window named in the detail is over.',
  ),
  'not-the-owner-system': refusal(403, 'Fields of the command belong to another system.', 'Leave out the fields named in the detail.'),
  'segregation-of-duties': refusal(403, 'Who asked for it first may not do this step too.', 'Have somebody else do it.'),
  'approval-required': refusal(
    403,
    'A person has to approve this, and here nobody can be asked.',
    'Send it as a command: it waits for the approval.',
  ),
  'approval-denied': refusal(403, 'An approver said no.', 'Read the reason in the detail; decide anew.'),
  'approval-expired': refusal(403, 'Nobody approved it in time.', 'Ask the approvers, then send it with a new key.'),
  'record-changed': refusal(
    409,
    'The record changed between the approval and the apply: what was approved is not what would be done.',
    'Look at the record; send it with a new key to ask again.',
  ),
  'bad-deadline': refusal(400, 'The Deadline header is not an instant.', 'Send RFC 3339 with a time zone: 2026-12-01T08:00:00Z.'),
  'bad-expected-version': refusal(
    400,
    'The If-Match header is no version of a record, or the command is about no existing record.',
    'Send the `recordversion` of an event about the record, or leave it out.',
  ),
  'deadline-passed': refusal(
    409,
    'Its deadline passed before it was applied.',
    'Send it with a new key and a later deadline, if it still matters.',
  ),
  cancelled: refusal(409, 'Its sender cancelled it.', 'Send it with a new key, if it is wanted after all.'),
  'too-late-to-cancel': refusal(409, 'Odoo may have it already, or it has ended.', 'Look at its status; undo it by another command.'),
  'approval-not-found': refusal(404, 'There is no such approval that you may see.', 'Check the id.'),
  'approval-ended': refusal(409, 'This approval has ended.', 'Look at how it ended.'),
  'not-an-approver': refusal(403, 'This approval is for other roles.', 'Let one of them decide.'),
  'not-a-person': refusal(
    403,
    'People approve, and these keys belong to no declared person.',
    "Decide with a token of the identity provider, or have the access file say the client's `approvesAs`.",
  ),
  'own-request': refusal(403, 'Whoever asked for it cannot approve it.', 'Let somebody else decide.'),
  'already-decided': refusal(409, 'This person has spoken already; each counts once.', 'Let another person decide.'),
  'delegated-away': refusal(409, 'You handed this decision to somebody else.', 'Let that person decide.'),
  'unfit-delegate': refusal(422, 'It cannot be handed to this person.', 'Name another person with one of the roles, not the requester.'),
  'key-conflict': refusal(409, 'The same idempotency key was used with another body or type.', 'Use a new key for a new intent.'),
  'not-found': refusal(404, 'There is no such command of yours.', 'Check the id.'),
  'unknown-source': refusal(404, 'No source of inbound messages has this name.', 'Check the address you post to.'),
  unproven: refusal(
    401,
    'The message does not prove where it comes from, or is too old.',
    'Check secret, signature and clock; send it again.',
  ),
  'inbound-not-found': refusal(404, 'There is no inbound message of this id.', 'Check the id; messages are kept for some days.'),
  'inbound-settled': refusal(409, 'The message was handed over already.', 'Look at its command.'),
  'bulk-cancelled': refusal(409, 'This file of commands was cancelled.', 'Send what is left under another key.'),
  'subscription-not-found': refusal(404, 'There is no subscription of this name.', 'Check the name.'),
  'subscription-exists': refusal(409, 'This name is or was that of another subscription.', 'Choose another name.'),
  'no-such-event': refusal(422, 'No event contract has this name.', 'See the catalogue for the names that exist.'),
  'unsafe-scope': refusal(
    422,
    'The scope is wider than the client may have, or no record of the contract has its words.',
    'Limit it as the detail says.',
  ),
  'class-not-granted': refusal(
    422,
    'Policy does not let this client see fields of these classes.',
    'Ask for fewer classes, or have policy changed.',
  ),
  'client-not-found': refusal(404, 'There is no active client of this id.', 'Check the id, or create the client first.'),
  'client-exists': refusal(409, 'There is an active client of this id.', 'Choose another id, or change that client.'),
  'login-taken': refusal(
    409,
    'Another client has this NATS user, NATS key, API key or OIDC client.',
    'Choose another one; each names exactly one client.',
  ),
  'credential-not-found': refusal(404, 'The client has no valid credential of this id.', 'List its credentials and check the id.'),
  'declared-elsewhere': refusal(
    409,
    'The access file declares it, or the API does: it can only be changed where it was declared.',
    'Change the file and restart the bridge, or use the API.',
  ),
  'subscription-not-active': refusal(409, 'The subscription is paused or disabled.', 'Resume it first.'),
  'not-of-the-subscription': refusal(422, 'The subscription does not have this contract.', 'Name contracts it is subscribed to.'),
  'replay-running': refusal(409, 'A replay of this subscription is under way.', 'Wait for it, or cancel it.'),
  'replay-not-found': refusal(404, 'There is no replay or retry of this id.', 'Check the id.'),
  'replay-ended': refusal(409, 'It has ended already.', 'Look at what it did.'),
  'letter-not-found': refusal(404, 'There is no dead letter of this number.', 'Check the number.'),
  'letter-not-open': refusal(409, 'No letter of these is open.', 'Look at their states; reopen what was discarded.'),
  'preview-changed': refusal(409, 'There are not as many as you expected.', 'Count again.'),
  'record-not-found': refusal(404, 'The record does not exist in Odoo.', 'Check the id.'),
  'no-system': refusal(
    403,
    'The command gives a key of a system (externalId), and this sender speaks for none.',
    'Leave externalId out, or have the operator declare the system of the client.',
  ),
  'external-id-taken': refusal(
    409,
    'Another record has this externalId in the system that this sender speaks for.',
    'Do not make it again: name the record by this key, or give a new one another key.',
  ),
  'version-conflict': refusal(409, 'The record changed since the version you named.', 'Read it again and decide anew.'),
  'command-id-conflict': refusal(409, 'Odoo knows this command id with another content.', 'Report this to the operator.'),
  'nothing-to-do': refusal(422, 'The command names nothing that Odoo should do.', 'Report this to the operator: its contract is wrong.'),
  'wizard-needed': refusal(
    422,
    'Odoo asks a person something before it goes on; nothing was done.',
    'Do it in Odoo, or have the contract answer the question (see the detail).',
  ),
  'not-atomic': refusal(
    422,
    'Odoo would commit amid the command; nothing was done.',
    'Report this to the operator: its contract calls a method made for scheduled actions.',
  ),
  'odoo-refused': refusal(422, "Odoo's own rules refused it.", 'Read the detail; correct the data in Odoo or the command.'),
  'odoo-access-denied': refusal(
    403,
    "Odoo's access rights refuse it to the domain's service user.",
    'An Odoo admin grants the right or not.',
  ),
  'not-allowed': refusal(
    403,
    "The allow-list in Odoo does not name this operation for the domain's service user.",
    'An Odoo admin adds it or not.',
  ),
  unavailable: refusal(
    503,
    'The bridge cannot take commands at this moment.',
    'Send the same command with the same key again, a little later.',
  ),
  'temporarily-unavailable': refusal(503, 'Odoo cannot answer at this moment.', 'Ask again a little later; asking changes nothing.'),
  'answer-too-large': refusal(422, 'The answer is larger than 512 KiB.', 'Ask for less.'),
  internal: refusal(500, 'The bridge failed; a command was not applied.', 'Report the id to the operator.'),
} as const satisfies Record<string, RefusalText>;

export type RefusalCode = keyof typeof REFUSALS;

/** What a sender gets. `code` is one of REFUSALS or one of the command contract's own. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly detail?: unknown;
}

export const refuse = (code: RefusalCode, detail?: unknown): Refusal => ({
  code,
  message: `${REFUSALS[code].meaning} ${REFUSALS[code].remedy}`,
  ...(detail === undefined ? {} : { detail }),
});
