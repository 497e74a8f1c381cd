/**
 * The checked data of one change's events. They tell of one record: several tell the same, one the same and how it came about,
 * one the same in an earlier version. What they share is read, checked and written as JSON once.
 */
import { type EventContract, type OdooChange, conforms } from '@odoo-nats-bridge/contracts';
import type { ZodError, ZodType } from 'zod';

type Fault = { readonly success: false; readonly error: ZodError };
type Checked = { readonly success: true; readonly data: object } | Fault;

/** What an event will say, or why it must not. */
export type Told = { readonly success: true; readonly json: string } | Fault;

export class EventData {
  private readonly byContract = new Map<string, () => object>();
  private readonly bySchema = new Map<ZodType, { readonly given: unknown; readonly checked: Checked }>();
  private readonly texts = new Map<object, string>();

  constructor(private readonly change: OdooChange) {}

  /** What the contract's schema says of its data. Throws what the contract throws. Ask for a newer version first. */
  of(contract: EventContract): Told {
    const { derivation, extension } = contract;
    const newer = derivation && this.byContract.get(derivation.newer.id);
    if (derivation && newer) return this.told(contract, judged(contract.data, derivation.fromNewer(newer())));
    const checked = this.checkOnce(extension?.data ?? contract.data, extension ?? contract);
    return extension
      ? this.toldWithMore(contract, checked, judged(extension.more, extension.toMore(this.change)))
      : this.told(contract, checked);
  }

  private told({ id }: EventContract, checked: Checked): Told {
    if (!checked.success) return checked;
    this.byContract.set(id, () => checked.data);
    return { success: true, json: this.json(checked.data) };
  }

  /** The shared text is not written anew: the rest is put in before its end. */
  private toldWithMore({ id }: EventContract, shared: Checked, more: Checked): Told {
    if (!shared.success) return shared;
    if (!more.success) return more;
    this.byContract.set(id, () => ({ ...shared.data, ...more.data }));
    return { success: true, json: `${this.json(shared.data).slice(0, -1)},${JSON.stringify(more.data).slice(1)}` };
  }

  private json(data: object): string {
    const known = this.texts.get(data);
    if (known !== undefined) return known;
    const text = JSON.stringify(data);
    this.texts.set(data, text);
    return text;
  }

  // the same object under the same schema: entities read a snapshot once
  private checkOnce(schema: ZodType, source: Pick<EventContract, 'toData'>): Checked {
    const given = source.toData(this.change, { database: this.change.database });
    const known = this.bySchema.get(schema);
    if (known?.given === given && known !== undefined) return known.checked;
    const checked = judged(schema, given);
    this.bySchema.set(schema, { given, checked });
    return checked;
  }
}

function judged(schema: ZodType, given: unknown): Checked {
  if (conforms(schema, given)) return { success: true, data: given as object };
  return schema.safeParse(given) as Checked;
}
