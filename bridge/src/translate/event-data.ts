/**
 * The checked data of one change's events. They tell of one record: several tell the same, one the same and how it came about,
 * one the same in an earlier version. What they share is read and checked once.
 */
import type { EventContract, OdooChange } from '@odoo-nats-bridge/contracts';
import type { ZodType } from 'zod';

type Checked = ReturnType<ZodType['safeParse']>;

export class EventData {
  private readonly byContract = new Map<string, unknown>();
  private readonly bySchema = new Map<ZodType, { readonly given: unknown; readonly checked: Checked }>();

  constructor(private readonly change: OdooChange) {}

  /** What the contract's schema says of its data. Throws what the contract throws. Ask for a newer version first. */
  of(contract: EventContract): Checked {
    const checked = this.check(contract);
    if (checked.success) this.byContract.set(contract.id, checked.data);
    return checked;
  }

  private check(contract: EventContract): Checked {
    const { derivation, extension } = contract;
    const newer = derivation && this.byContract.get(derivation.newer.id);
    if (derivation && newer !== undefined) return contract.data.safeParse(derivation.fromNewer(newer));
    if (!extension) return this.checkOnce(contract.data, contract);
    const shared = this.checkOnce(extension.data, extension);
    if (!shared.success) return shared;
    const more = extension.more.safeParse(extension.toMore(this.change));
    return more.success ? { success: true, data: { ...(shared.data as object), ...more.data } } : more;
  }

  // the same object under the same schema: entities read a snapshot once
  private checkOnce(schema: ZodType, source: Pick<EventContract, 'toData'>): Checked {
    const given = source.toData(this.change, { database: this.change.database });
    const known = this.bySchema.get(schema);
    if (known?.given === given && known !== undefined) return known.checked;
    const checked = schema.safeParse(given);
    this.bySchema.set(schema, { given, checked });
    return checked;
  }
}
