/**
 * Those who ask while others are being served are served together by the next piece of work: one begin, one commit, one flush to the
 * disk for all of them. Whoever comes alone is served at once, with those of the same turn of the event loop. When shared work fails,
 * each is served again alone, so that nobody fails by another's fault: the work may run twice, the first time rolled back.
 *
 * Why: here a statement costs half a millisecond of CPU, Postgres and bridge together, whatever it does; a command had 28 of them.
 */
import { setImmediate as endOfThisTurn } from 'node:timers/promises';

interface Asker<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

/** a few milliseconds of work: nobody waits long for the commit */
const MOST = 50;

export class Gathered<Item, Result> {
  private waiting: Asker<Item, Result>[] = [];
  private underWay = false;

  /** @param serve all or none of them; one result for each, in their order */
  constructor(
    private readonly serve: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly most = MOST,
  ) {}

  ask(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.underWay) void this.goOn();
    });
  }

  private async goOn(): Promise<void> {
    this.underWay = true;
    await endOfThisTurn();
    while (this.waiting.length > 0) await this.carry(this.waiting.splice(0, this.most));
    this.underWay = false;
  }

  private async carry(askers: readonly Asker<Item, Result>[]): Promise<void> {
    try {
      const results = await this.serve(askers.map(({ item }) => item));
      // one too few would leave somebody waiting for ever
      if (results.length !== askers.length) throw new Error('gathered work has another number of results than of askers');
      askers.forEach((asker, place) => {
        asker.resolve(results[place] as Result);
      });
    } catch (thrown) {
      if (askers.length === 1) askers[0]?.reject(thrown);
      else for (const asker of askers) await this.carry([asker]);
    }
  }
}
