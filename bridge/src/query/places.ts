/** So many reads of Odoo at once and no more: the others wait in line, as long as somebody is there who waits for the answer. */
import { Retry } from '../failure.js';

export class Places {
  private readonly line: (() => void)[] = [];

  constructor(
    private free: number,
    private readonly patienceMs: number,
  ) {}

  /** Throws Retry when no place became free in time. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free -= 1;
    else await this.handedOver();
    try {
      return await work();
    } finally {
      this.handOver();
    }
  }

  private handedOver(): Promise<void> {
    return new Promise((done, failed) => {
      const turn = (): void => {
        clearTimeout(patience);
        done();
      };
      const patience = setTimeout(() => {
        this.line.splice(this.line.indexOf(turn), 1);
        failed(new Retry('too many queries at once', 1_000));
      }, this.patienceMs);
      this.line.push(turn);
    });
  }

  /** The place goes to the first in line, or becomes free. */
  private handOver(): void {
    const first = this.line.shift();
    if (first === undefined) this.free += 1;
    else first();
  }
}
