/** Readiness means that work flows: every part is asked or has reported lately, not merely that the process is up. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { explain } from '../failure.js';
import { Nats } from '../nats/nats.js';
import { Odoo } from '../odoo/odoo.js';
import { Store } from '../store/store.js';
import { type ComponentState, Health } from './observe.js';

const PROBE_TIMEOUT_MS = 2_000;
/** a command that waits longer means that commands do not flow: Odoo is away, or one of them blocks its record */
const OLDEST_COMMAND_MS = 60_000;

export interface Component {
  readonly state: ComponentState;
  readonly detail: string;
}
export interface Readiness {
  readonly ready: boolean;
  readonly components: Readonly<Record<string, Component>>;
}

@Injectable()
export class Ready {
  constructor(
    private readonly store: Store,
    private readonly nats: Nats,
    private readonly odoo: Odoo,
    private readonly health: Health,
  ) {}

  /** Answers within about two seconds, whatever hangs. */
  async check(): Promise<Readiness> {
    const [postgres, nats, odoo, commands] = await Promise.all([
      probe(() => this.store.ping()),
      probe(() => this.nats.connection.rtt()),
      probe(() => this.odoo.ping()),
      probe(() => this.oldestCommand()),
    ]);
    const components = { ...this.health.all(), postgres, nats, odoo, commands };
    return { ready: Object.values(components).every((each) => each.state === 'ok'), components };
  }

  private async oldestCommand(): Promise<string> {
    const [row] = await this.store.read((tx) => tx.query<{ open: number; age_ms: number | null }[]>(OLDEST));
    const { open = 0, age_ms: ageMs = null } = row ?? {};
    const detail = ageMs === null ? 'none waits' : `${open} open, the oldest for ${ageMs} ms`;
    if (ageMs !== null && ageMs > OLDEST_COMMAND_MS) throw new Error(detail);
    return detail;
  }
}

const OLDEST = `
  SELECT count(*) AS open, (extract(epoch FROM now() - min(accepted_at)) * 1000)::bigint AS age_ms
  FROM command WHERE status IN ('accepted', 'applying')`;

async function probe(ask: () => Promise<unknown>): Promise<Component> {
  const startedAt = performance.now();
  try {
    const answer = await Promise.race([ask(), timeout()]);
    return { state: 'ok', detail: typeof answer === 'string' ? answer : `answered in ${(performance.now() - startedAt).toFixed(1)} ms` };
  } catch (thrown) {
    return { state: 'failing', detail: explain(thrown) };
  }
}

const timeout = (): Promise<never> =>
  sleep(PROBE_TIMEOUT_MS, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${PROBE_TIMEOUT_MS} ms`);
  });
