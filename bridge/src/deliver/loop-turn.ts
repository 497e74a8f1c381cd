/** What comes within one turn of the event loop, handed on together at its end: alike work in a row takes less time than by turns. */
export class LoopTurn<Item> {
  private items: Item[] = [];

  constructor(private readonly onEnd: (items: readonly Item[]) => void) {}

  add(item: Item): void {
    if (this.items.push(item) === 1) setImmediate(this.end);
  }

  private readonly end = (): void => {
    const { items } = this;
    this.items = [];
    this.onEnd(items);
  };
}
