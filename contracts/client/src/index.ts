/** The door of the package: docs/use-a-client.md. */
export { type Client, type HttpOptions, type NatsOptions, type Subscriber, connect } from './connect.js';
export type { Commands, Events, Queries } from './contract-types.js';
export { type AnyEvent, type Invalid, type InvalidReason, type Parsed, type ReceivedEvent, parseEvent } from './event.js';
export { type Handlers, type Inbox, type InboxStore, type OnceOptions, inbox } from './inbox.js';
export { memoryStore } from './memory-store.js';
export { type AnswerTo, type OutcomeOf, AnswerMismatch, type RefusalTo, Unreachable } from './outcome.js';
export { INBOX_TABLE, type Queryable, type Transact, postgresStore } from './postgres-store.js';
export type { SubscribeOptions, Subscription } from './subscription.js';
export { WebhookNotVerified, type WebhookHeaders, verifyWebhook } from './webhook.js';
