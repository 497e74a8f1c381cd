import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition, never for a time. Throws when it does not come true within `withinMs`. */
export async function eventually(condition: () => Promise<boolean> | boolean, withinMs = 20_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`it did not come true within ${withinMs} ms: ${condition.toString()}`);
    await sleep(20);
  }
}
