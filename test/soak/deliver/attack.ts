/** Kills one server after the other with -9 and starts it again a little later. The dice are seeded: the same seed, the same order of kills. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Servers, Victim } from './servers.js';

const PAUSE_MS = { least: 3_000, more: 9_000 };
const LONGEST_AWAY_MS = 5_000;

export class Attack {
  kills = 0;

  constructor(
    private readonly servers: Servers,
    private readonly dice: () => number,
    private readonly say: (line: string) => void,
  ) {}

  /** Everything is up again when it resolves. */
  async until(end: number): Promise<void> {
    for (;;) {
      await sleep(PAUSE_MS.least + this.dice() * PAUSE_MS.more);
      if (Date.now() > end) break;
      await this.strike();
    }
    await this.servers.areUp();
  }

  // one time in seven both bridges at once, so that nobody takes over
  private victims(): readonly Victim[] {
    const { broker, bridges, postgres } = this.servers;
    const dice = this.dice();
    if (dice < 0.3) return [broker];
    if (dice < 0.45) return [postgres];
    return dice < 0.6 ? bridges : [bridges[Math.floor(this.dice() * bridges.length)] ?? broker];
  }

  private async strike(): Promise<void> {
    const victims = this.victims();
    const awayMs = this.dice() ** 2 * LONGEST_AWAY_MS;
    this.say(`kill ${String(++this.kills)}: ${victims.map(({ name }) => name).join(', ')}, back after ${(awayMs / 1_000).toFixed(1)} s`);
    await Promise.all(victims.map((victim) => victim.kill()));
    await sleep(awayMs);
    for (const victim of victims) await victim.start();
  }
}
