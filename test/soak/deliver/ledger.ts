/** What was told to the bridge and what arrived where, as the soak saw it. */

/** One event: the version `version` of a record of one supplier. */
export interface Told {
  readonly id: string;
  readonly record: string;
  readonly version: number;
  readonly supplier: string;
  readonly company: string;
  /** the subscriptions that existed when it was told, and were to have it */
  readonly expectedBy: readonly string[];
}

/** A receipt that its subscriber said it has taken: HTTP 2xx, or acknowledged. */
export interface Receipt {
  readonly subscription: string;
  readonly eventId: string;
  readonly atMs: number;
  /** fields of a class that the subscription may not see were in it */
  readonly showsHidden: boolean;
}

export class Ledger {
  readonly told = new Map<string, Told>();
  readonly receipts: Receipt[] = [];
  readonly deadLettered = new Set<string>();
  /** subscription -> from when on it may receive nothing more */
  readonly ended = new Map<string, number>();
  forged = 0;
  private readonly taken = new Set<string>();

  tell(event: Told): void {
    this.told.set(event.id, event);
  }

  take(receipt: Receipt): void {
    this.receipts.push(receipt);
    this.taken.add(`${receipt.subscription} ${receipt.eventId}`);
  }

  buried(subscription: string, eventId: string): void {
    this.deadLettered.add(`${subscription} ${eventId}`);
  }

  has(subscription: string, eventId: string): boolean {
    return this.taken.has(`${subscription} ${eventId}`);
  }

  /** What is still to come. */
  missing(): { readonly subscription: string; readonly eventId: string }[] {
    return [...this.told.values()].flatMap(({ id, expectedBy }) =>
      expectedBy
        .filter((name) => !this.ended.has(name) && !this.has(name, id) && !this.deadLettered.has(`${name} ${id}`))
        .map((subscription) => ({ subscription, eventId: id })),
    );
  }
}
