/**
 * Odoo's JSON-2 API, the only way into Odoo: one call, one transaction there, as one service user.
 * Source: Odoo 19, `odoo/addons/rpc/controllers/json2.py`; the database is chosen by the header X-Odoo-Database.
 */
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import { Defect, Refused } from '../failure.js';
import { Breaker } from './breaker.js';
import { OdooAway, OdooUnreached, failureOf, retryAfterOf, unreachable } from './odoo-errors.js';
import { type OdooRecord, SharedReads } from './shared-reads.js';
import { Throttle } from './throttle.js';
import { type Kind, type Lane, type Line, Together } from './together.js';

export { OdooUnreached, failureOf } from './odoo-errors.js';
export type { Line, Told } from './together.js';

// longer than an apply should ever take; when it is not, the command is sent again and Odoo answers what it stored
const CALL_TIMEOUT_MS = 30_000;
// somebody waits for the answer; the addon cuts a statement off after 4 s
const READ_TIMEOUT_MS = 5_000;
const PING_TIMEOUT_MS = 2_000;

export interface Call {
  /** login of the service user, `bridge-procurement` */
  readonly user: string;
  readonly model: string;
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** `read`: a question somebody waits for; it gives up early, and slow ones do not keep commands from Odoo */
  readonly lane?: 'read';
}

@Injectable()
export class Odoo {
  private readonly breaker = new Breaker();
  private readonly readBreaker = new Breaker();
  private readonly together = new Together(new Throttle());
  private readonly reads = new SharedReads(
    (call, shape) => this.call(call, shape),
    (kind) => this.line(kind),
  );

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'odoo'>) {}

  /** It did not answer lately: one command is enough to find out whether it does again. */
  get isDoubtful(): boolean {
    return this.breaker.isDoubtful;
  }

  /** How long no command should be tried, because Odoo is away; 0 when calls may go ahead. */
  get pauseMs(): number {
    return this.breaker.waitMs();
  }

  /**
   * Throws Retry when Odoo is away, slow, locked or not set up yet; Refused with Odoo's own message when it says no;
   * Defect when it fails or answers in another shape.
   */
  async call<Shape extends z.ZodType>(call: Call, shape: Shape): Promise<z.infer<Shape>> {
    const what = `${call.model}.${call.method} as ${call.user}`;
    const breaker = call.lane === 'read' ? this.readBreaker : this.breaker;
    const pauseMs = breaker.waitMs();
    if (pauseMs > 0) throw new OdooUnreached(`Odoo is away: ${what} waits`, pauseMs);
    const answer = await breaker.run(
      () => this.post(call, what),
      (thrown) => thrown instanceof OdooAway,
    );
    const parsed = shape.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new Defect(`Odoo answered ${what} in another shape: ${z.prettifyError(parsed.error)}`);
  }

  /** A line of askers who share their calls, and Odoo's patience with all other lines. */
  line<Item, Answer>(kind: Omit<Kind<Item, Answer>, 'isAway'>): Line<Item, Answer> {
    return this.together.line({ ...kind, isAway: (thrown) => thrown instanceof OdooAway });
  }

  /**
   * One record by Odoo's `web_read`; equal reads at the same time share a call.
   * Refused `record-not-found` when there is none that this user may see.
   */
  async read(user: string, model: string, id: number, specification: unknown, lane: Lane = 'interactive'): Promise<OdooRecord> {
    return this.reads.read({ user, model, specification }, id, lane);
  }

  /** Throws OdooAway when the server does not answer. Says nothing about the database or the addon. */
  async ping(): Promise<void> {
    const response = await fetch(new URL('/web/health', this.config.odoo.url), { signal: AbortSignal.timeout(PING_TIMEOUT_MS) }).catch(
      (thrown: unknown) => {
        throw unreachable(thrown, '/web/health');
      },
    );
    await response.arrayBuffer();
    if (!response.ok) throw new OdooAway(`Odoo's health answers ${response.status}`, 1_000);
  }

  private async post(call: Call, what: string): Promise<unknown> {
    const { response, text } = await this.exchange(call).catch((thrown: unknown) => {
      throw thrown instanceof Refused || thrown instanceof Defect ? thrown : unreachable(thrown, what);
    });
    if (!response.ok) throw failureOf(response.status, text, what, retryAfterOf(response.headers));
    try {
      return JSON.parse(text) as unknown;
    } catch (thrown) {
      throw new Defect(`Odoo answered ${what} with something that is not JSON`, thrown);
    }
  }

  private async exchange(call: Call): Promise<{ response: Response; text: string }> {
    const { url, database, keys } = this.config.odoo;
    const key = keys[call.user];
    if (key === undefined) throw new Defect(`there is no API key for the service user ${call.user}: provision it`);
    // fetch keeps connections alive by itself
    const response = await fetch(new URL(`/json/2/${call.model}/${call.method}`, url), {
      method: 'POST',
      headers: { authorization: `bearer ${key}`, 'x-odoo-database': database, 'content-type': 'application/json' },
      body: JSON.stringify(call.body),
      redirect: 'error',
      signal: AbortSignal.timeout(call.lane === 'read' ? READ_TIMEOUT_MS : CALL_TIMEOUT_MS),
    });
    return { response, text: await response.text() };
  }
}
