/** A set of numbers as people and entries write it: `3-7,9`. Ranges, so that a million neighbours cost nothing. */
export class Numbers {
  private constructor(private readonly ranges: readonly (readonly [number, number])[]) {}

  static of(numbers: Iterable<number>): Numbers {
    return new Numbers(joined([...numbers].map((each) => [each, each] as const)));
  }

  /** Throws on anything else than numbers and ranges. */
  static parse(text: string): Numbers {
    if (text === '') return new Numbers([]);
    return new Numbers(
      joined(
        text.split(',').map((part) => {
          const [, first, last = first] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(part.trim()) ?? [];
          if (first === undefined) throw new Error(`${JSON.stringify(part)} is neither a number nor a range like 3-7`);
          return [Number(first), Number(last)] as const;
        }),
      ),
    );
  }

  static union(all: Iterable<Numbers>): Numbers {
    return new Numbers(joined([...all].flatMap(({ ranges }) => ranges)));
  }

  has(number: number): boolean {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const range = this.ranges[middle];
      if (range !== undefined && range[1] < number) low = middle + 1;
      else high = middle;
    }
    const found = this.ranges[low];
    return found !== undefined && found[0] <= number && number <= found[1];
  }

  toString(): string {
    return this.ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');
  }
}

function joined(ranges: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const result: [number, number][] = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    const before = result.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}
