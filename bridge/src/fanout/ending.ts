/**
 * Who still reads a version that will end. Nothing stops by itself at a sunset, so the operator has to be told: at each start,
 * one line per subscription, as a warning once the sunset has passed.
 */
import { type Catalog, type Deprecation, isPastSunset } from '@odoo-nats-bridge/contracts';
import type { Subscription } from '../identity/access.js';

export interface Ending extends Pick<Deprecation, 'sunset' | 'replacedBy'> {
  readonly subscription: string;
  readonly client: string;
  readonly contract: string;
  readonly isPast: boolean;
}

export const endingOf = (
  subscriptions: readonly Pick<Subscription, 'name' | 'client' | 'contracts'>[],
  { events }: Pick<Catalog, 'events'>,
  now: Date,
): readonly Ending[] =>
  subscriptions.flatMap(({ name, client, contracts }) =>
    contracts.flatMap((contract) => {
      const deprecated = events.get(contract)?.deprecated;
      if (deprecated === undefined) return [];
      const { sunset, replacedBy } = deprecated;
      return [{ subscription: name, client, contract, sunset, replacedBy, isPast: isPastSunset(deprecated, now) }];
    }),
  );
