import { describe, expect, test } from '@jest/globals';
import { OdooAway, OdooUnreached } from '../../src/odoo/odoo-errors.js';
import { MOST_CALLS, Throttle } from '../../src/odoo/throttle.js';
import { type Kind, type Lane, type Told, Together } from '../../src/odoo/together.js';

class Away extends Error {}

/** A server that answers when it is told to; it notes who came together. */
class Server {
  readonly calls: number[][] = [];
  private readonly pending: (() => void)[] = [];

  kind(
    lane: Lane = 'interactive',
    told: (item: number) => Told<string> = (item) => ({ answer: `did ${String(item)}` }),
  ): Kind<number, string> {
    return {
      lane,
      most: 20,
      isAway: (thrown) => thrown instanceof Away,
      call: async (items) => {
        this.calls.push([...items]);
        await new Promise<void>((resolve) => this.pending.push(resolve));
        return items.map(told);
      },
    };
  }

  /** Ends the oldest call; what that sets going has begun when it returns. */
  async answer(): Promise<void> {
    this.pending.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('sharing', () => {
  test('who finds a free place goes alone at once; the others gather and go together', async () => {
    const server = new Server();
    const line = new Together(new Throttle()).line(server.kind());
    const asked = [1, 2, 3, 4, 5].map((item) => line.ask(item));
    expect(server.calls).toEqual([[1], [2]]);
    await server.answer();
    expect(server.calls).toEqual([[1], [2], [3, 4, 5]]);
    await server.answer();
    await server.answer();
    expect(await Promise.all(asked)).toEqual(['did 1', 'did 2', 'did 3', 'did 4', 'did 5']);
  });

  test('beside a larger call nobody goes alone: the next ones wait a moment for company, and no longer', async () => {
    const server = new Server();
    const line = new Together(new Throttle()).line(server.kind());
    const asked = [1, 2, 3, 4, 5].map((item) => line.ask(item));
    await server.answer();
    await server.answer();
    expect(server.calls).toEqual([[1], [2], [3, 4, 5]]);
    asked.push(line.ask(6));
    await new Promise((resolve) => setImmediate(resolve));
    asked.push(line.ask(7));
    expect(server.calls).toHaveLength(3);
    while (server.calls.length === 3) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(server.calls[3]).toEqual([6, 7]);
    await server.answer();
    await server.answer();
    expect(await Promise.all(asked)).toHaveLength(7);
  });

  test('beside a larger call, whose group is as large goes at once', async () => {
    const server = new Server();
    const line = new Together(new Throttle()).line(server.kind());
    for (const item of [1, 2, 3, 4]) void line.ask(item);
    await server.answer();
    await server.answer();
    void line.ask(5);
    expect(server.calls).toEqual([[1], [2], [3, 4]]);
    void line.ask(6);
    expect(server.calls).toEqual([[1], [2], [3, 4], [5, 6]]);
  });

  test("one's failure is its own", async () => {
    const server = new Server();
    const refused = new Error('no');
    const line = new Together(new Throttle()).line(
      server.kind('interactive', (item) => (item === 2 ? { failure: refused } : { answer: 'yes' })),
    );
    const asked = Promise.allSettled([1, 2].map((item) => line.ask(item)));
    await server.answer();
    await server.answer();
    expect(await asked).toEqual([
      { status: 'fulfilled', value: 'yes' },
      { status: 'rejected', reason: refused },
    ]);
  });

  test('whose turn did not come goes with the next call, first', async () => {
    const server = new Server();
    const seen = new Set<number>();
    const again = (item: number): Told<string> => (seen.size === seen.add(item).size ? { answer: 'yes' } : { again: true });
    const line = new Together(new Throttle()).line(server.kind('interactive', again));
    const asked = line.ask(1);
    await server.answer();
    expect(server.calls).toEqual([[1], [1]]);
    await server.answer();
    expect(await asked).toBe('yes');
  });

  test('what may have broken a call goes alone', async () => {
    const server = new Server();
    const line = new Together(new Throttle()).line(server.kind());
    void line.ask(1);
    void line.ask(2);
    void line.ask(3);
    void line.ask(4, true);
    void line.ask(5);
    for (let call = 0; call < 5; call += 1) await server.answer();
    expect(server.calls.filter((items) => items.includes(4))).toEqual([[4]]);
    expect(server.calls.flat().sort()).toEqual([1, 2, 3, 4, 5]);
  });

  test('a body stays below what proxies let through', async () => {
    const calls: number[] = [];
    const line = new Together(new Throttle()).line<string, null>({
      lane: 'interactive',
      most: 20,
      isAway: () => false,
      call: (items) => {
        calls.push(items.length);
        return Promise.resolve(items.map(() => ({ answer: null })));
      },
    });
    await Promise.all(Array.from({ length: 6 }, () => line.ask('x'.repeat(200 * 1024))));
    expect(Math.max(...calls)).toBe(2);
  });
});

describe('lanes', () => {
  test('a person goes before a file, and a file is not starved', async () => {
    const server = new Server();
    const together = new Together(new Throttle());
    const [people, file] = [together.line(server.kind('interactive')), together.line(server.kind('bulk'))];
    for (let item = 100; item < 200; item += 1) void file.ask(item);
    for (let item = 1; item <= 100; item += 1) void people.ask(item);
    // the file came first and holds one place; the other is a person's
    expect(server.calls).toEqual([[100], [1]]);
    for (let call = 0; call < 8; call += 1) await server.answer();
    const lanes = server.calls.map(([first]) => ((first ?? 0) >= 100 ? 'bulk' : 'interactive'));
    expect(lanes.filter((lane) => lane === 'interactive').length).toBeGreaterThan(lanes.filter((lane) => lane === 'bulk').length);
    expect(lanes.slice(2)).toContain('bulk');
  });
});

describe('the throttle', () => {
  test('opens with each call that went well, up to its most', () => {
    const throttle = new Throttle();
    for (let call = 0; call < 50; call += 1) throttle.succeeded(20);
    expect([throttle.calls, throttle.seats]).toEqual([MOST_CALLS, 20]);
  });

  test('narrows when Odoo is slow, more when it is away, never to nothing', () => {
    const throttle = new Throttle();
    for (let call = 0; call < 50; call += 1) throttle.succeeded(20);
    throttle.succeeded(10_000);
    expect([throttle.calls, throttle.seats]).toEqual([1, 10]);
    throttle.failed();
    throttle.failed();
    expect(throttle.calls).toBe(1);
  });

  test('fewer calls at once after Odoo was away', async () => {
    const calls: number[] = [];
    let under = 0;
    const line = new Together(new Throttle()).line<number, null>({
      lane: 'interactive',
      most: 1,
      isAway: (thrown) => thrown instanceof Away,
      call: async () => {
        calls.push((under += 1));
        await new Promise((resolve) => setImmediate(resolve));
        under -= 1;
        throw new Away('no answer');
      },
    });
    const asked = await Promise.allSettled(Array.from({ length: 12 }, (_, item) => line.ask(item)));
    expect(asked.every(({ status }) => status === 'rejected')).toBe(true);
    expect(calls.slice(-4)).toEqual([1, 1, 1, 1]);
  });
});

test('who was in an earlier call is not told that Odoo never heard of it, whatever became of the next', async () => {
  const calls: number[][] = [];
  const line = new Together(new Throttle()).line<number, string>({
    lane: 'interactive',
    most: 20,
    isAway: (thrown) => thrown instanceof OdooAway,
    call: (items) => {
      calls.push([...items]);
      if (calls.length === 1) return Promise.resolve(items.map(() => ({ again: true })));
      return Promise.reject(new OdooUnreached('away', 1_000));
    },
  });
  const failures = await Promise.allSettled([line.ask(1), line.ask(2)]);
  const unreached = failures.map((each) => each.status === 'rejected' && each.reason instanceof OdooUnreached);
  expect(calls[0]).toEqual([1]);
  expect(failures.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(unreached).toEqual([false, true]);
});
