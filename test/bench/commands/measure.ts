/** Rates, latencies and what is made of them. */

/** Work items a second, `concurrency` at once. */
export async function rateOf(count: number, concurrency: number, work: (number: number) => Promise<void>): Promise<number> {
  let next = 0;
  const began = performance.now();
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return count / ((performance.now() - began) / 1_000);
}

export async function msOf(work: () => Promise<void> | void): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** @param at 0.5: the median */
export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
