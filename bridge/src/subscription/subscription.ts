/** The door of this room: clients and subscriptions, and every change of them. */
export {
  type Channel,
  type Client,
  type ClientDeclaration,
  DATA_CLASSES,
  type SigningSecret,
  type Subscription,
  type SubscriptionDeclaration,
  type SubscriptionStatus,
  type WebhookChannel,
  clientDeclaration,
  clientOf,
  isExternal,
  subscriptionDeclaration,
  subscriptionOf,
} from './model.js';
export { isTwin, wrongIn } from './check.js';
export { Registry } from './registry.js';
export type { Change } from './change.js';
export { shown } from './evidence.js';
