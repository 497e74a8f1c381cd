/** Which data classes a listener sees: those its subscription asks for, less those that policy does not grant its client. */
import type { DataClass, EventContract } from '@odoo-nats-bridge/contracts';
import type { Client } from '../identity/access.js';
import type { Policy } from '../policy/policy.js';
import { type Mask, maskOf } from './mask.js';
import type { Listener } from './audience.js';

export class Sight {
  private readonly granted = new WeakMap<Client, ReadonlySet<DataClass>>();
  private readonly masks = new Map<string, Mask>();

  constructor(private readonly policy: Pick<Policy, 'visibleClasses'>) {}

  maskFor(contract: EventContract, { subscription, client }: Listener): Mask {
    const granted = this.grantedTo(client);
    const sees = subscription.fieldClasses.filter((each) => granted.has(each)).sort();
    const key = `${contract.id} ${sees.join()}`;
    const known = this.masks.get(key);
    if (known !== undefined) return known;
    const mask = maskOf(contract, new Set(sees));
    this.masks.set(key, mask);
    return mask;
  }

  private grantedTo(client: Client): ReadonlySet<DataClass> {
    const known = this.granted.get(client) ?? this.policy.visibleClasses(client);
    this.granted.set(client, known);
    return known;
  }
}
