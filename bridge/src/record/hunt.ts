/**
 * What was masked in one place must not stand in another: a supplier's name is personal in the parties domain, commercial in
 * an order, and somebody wrote it into a remark. Whole values are hunted, at the borders of words, in any case.
 */
interface Hunted {
  readonly lower: string;
  readonly mask: string;
}

const WORD = /[\p{L}\p{N}]+/gu;
// shorter ones ("NY", "8") are codes and numbers that mean something else everywhere
const SHORTEST = 3;
const edge = /[\p{L}\p{N}]/u;

export const isHunted = (text: string): boolean => (text.match(WORD) ?? []).join('').length >= SHORTEST && !isNumeric(text);

/** Quantities and hours; a telephone number is longer. */
const isNumeric = (text: string): boolean => /^[\d.,\s-]*$/.test(text) && text.replace(/\D/g, '').length < 6;

export class Hunt {
  /** by their first word, longest first */
  private readonly byWord = new Map<string, Hunted[]>();

  /** @param masks original and what stands for it */
  constructor(masks: ReadonlyMap<string, string>) {
    for (const [original, mask] of masks) this.add(original, mask);
    for (const found of this.byWord.values()) found.sort((one, other) => other.lower.length - one.lower.length);
  }

  clean(text: string): string {
    let done = '';
    let position = 0;
    for (const word of text.matchAll(WORD)) {
      if (word.index < position) continue;
      const found = this.at(text, word.index, word[0]);
      if (found === undefined) continue;
      done += text.slice(position, word.index) + found.mask;
      position = word.index + found.lower.length;
    }
    return done + text.slice(position);
  }

  private add(original: string, mask: string): void {
    const start = original.search(edge);
    if (start < 0) return;
    const lower = original.slice(start).toLowerCase();
    const [first = ''] = lower.match(WORD) ?? [];
    this.byWord.set(first, [...(this.byWord.get(first) ?? []), { lower, mask: mask.slice(start) }]);
  }

  private at(text: string, start: number, word: string): Hunted | undefined {
    return this.byWord.get(word.toLowerCase())?.find(({ lower }) => {
      const end = start + lower.length;
      return text.slice(start, end).toLowerCase() === lower && !(edge.test(text.charAt(end)) && edge.test(text.charAt(end - 1)));
    });
  }
}
