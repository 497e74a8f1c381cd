/** Waits for a command's outcome, whichever replica settles it: by signal, and by poll in case the signal was lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Command, Store, isFinal } from '../store/store.js';
import { Register } from './register.js';

const POLL_MS = 1_000;

@Injectable()
export class Outcomes {
  constructor(
    private readonly store: Store,
    private readonly register: Register,
  ) {}

  /** The command when it is finished or waits for a person, or as it is after `waitMs`. */
  async of(command: Command, waitMs: number): Promise<Command> {
    const deadline = Date.now() + waitMs;
    const settled = new AbortController();
    const unlisten = this.store.signals.on((payload) => {
      if (payload === `settled:${command.id}`) settled.abort();
    });
    try {
      return await this.untilFinal(command, deadline, settled.signal);
    } finally {
      unlisten();
    }
  }

  private async untilFinal(command: Command, deadline: number, settled: AbortSignal): Promise<Command> {
    let found = command;
    for (;;) {
      const leftMs = deadline - Date.now();
      // a person takes longer than anybody holds a door open
      if (isFinal(found.status) || found.status === 'waiting' || leftMs <= 0) return found;
      // after the signal there is at most one round: the settlement is committed
      if (!settled.aborted) await sleep(Math.min(POLL_MS, leftMs), undefined, { signal: settled }).catch(() => undefined);
      found = (await this.register.byId(command.id)) ?? found;
    }
  }
}
