/**
 * Small pieces of work that come while a transaction is under way share the next one: one begin, one commit, one flush to the
 * disk for all of them. A piece that comes alone has a transaction of its own at once. When a shared one fails, each of its
 * pieces is done again in its own, so that nobody fails by another's fault.
 *
 * For pieces that change a row or two and add evidence. A piece may be run twice, the first time rolled back.
 */
import type { EntityManager } from 'typeorm';

type Work<Result> = (tx: EntityManager) => Promise<Result>;
type Transact = <Result>(work: Work<Result>) => Promise<Result>;

/** runs the work and returns how to tell its asker once it is committed */
interface Piece {
  run(tx: EntityManager): Promise<() => void>;
  fail(thrown: unknown): void;
}

/** a few milliseconds each: nobody waits long for the commit */
const MOST_PIECES = 50;

export class SharedTransactions {
  private waiting: Piece[] = [];
  private underWay = false;

  constructor(private readonly transact: Transact) {}

  /** Resolves after the commit. */
  do<Result>(work: Work<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const run = async (tx: EntityManager) => {
        const result = await work(tx);
        return () => {
          resolve(result);
        };
      };
      this.waiting.push({ run, fail: reject });
      if (!this.underWay) void this.goOn();
    });
  }

  private async goOn(): Promise<void> {
    this.underWay = true;
    while (this.waiting.length > 0) await this.carry(this.waiting.splice(0, MOST_PIECES));
    this.underWay = false;
  }

  private async carry(pieces: readonly Piece[]): Promise<void> {
    try {
      const told = await this.transact(async (tx) => {
        const done: (() => void)[] = [];
        for (const piece of pieces) done.push(await piece.run(tx));
        return done;
      });
      for (const tell of told) tell();
    } catch (thrown) {
      if (pieces.length === 1) pieces[0]?.fail(thrown);
      else for (const piece of pieces) await this.carry([piece]);
    }
  }
}
