/** Records that several commands ask for at the same time, as one user and by one specification, are read in one call. */
import { refuse } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Refused } from '../failure.js';
import type { Call } from './odoo.js';
import type { Lane, Line, Kind, Told } from './together.js';

export type OdooRecord = Readonly<Record<string, unknown>> & { readonly id: number };
export interface Wanted {
  readonly user: string;
  readonly model: string;
  /** of Odoo's `web_read` */
  readonly specification: unknown;
}

type Ask = (call: Call, shape: z.ZodType<OdooRecord[]>) => Promise<OdooRecord[]>;
const records = z.array(z.looseObject({ id: z.number().int() }));
const MOST = 50;
/** contracts are few, and so are the things they read */
const MOST_LINES = 500;

export class SharedReads {
  private readonly lines = new Map<string, Line<number, OdooRecord>>();

  constructor(
    private readonly ask: Ask,
    private readonly open: (kind: Pick<Kind<number, OdooRecord>, 'lane' | 'most' | 'call'>) => Line<number, OdooRecord>,
  ) {}

  /** Refused `record-not-found` when there is none that this user may see. */
  async read(wanted: Wanted, id: number, lane: Lane): Promise<OdooRecord> {
    const key = JSON.stringify([wanted.user, wanted.model, wanted.specification, lane]);
    const line = this.lines.get(key) ?? this.open({ lane, most: MOST, call: (ids) => this.readAll(wanted, ids) });
    if (this.lines.size < MOST_LINES) this.lines.set(key, line);
    return line.ask(id);
  }

  private async readAll(wanted: Wanted, ids: readonly number[]): Promise<Told<OdooRecord>[]> {
    const { user, model, specification } = wanted;
    const body = { ids: [...new Set(ids)], specification };
    try {
      const found = await this.ask({ user, model, method: 'web_read', body }, records);
      const byId = new Map(found.map((record) => [record.id, record]));
      return ids.map((id) => toldOf(byId.get(id), `${model} ${String(id)}`));
    } catch (thrown) {
      // one that this user may not see is refused for all that were asked for with it
      if (!(thrown instanceof Refused) || body.ids.length === 1) throw thrown;
      return this.oneByOne(wanted, ids);
    }
  }

  private async oneByOne(wanted: Wanted, ids: readonly number[]): Promise<Told<OdooRecord>[]> {
    const told: Told<OdooRecord>[] = [];
    for (const id of ids) {
      const [one] = await this.readAll(wanted, [id]).catch((failure: unknown): Told<OdooRecord>[] => [{ failure }]);
      told.push(one ?? { failure: notFound(`${wanted.model} ${String(id)}`) });
    }
    return told;
  }
}

const notFound = (what: string): Refused => new Refused(refuse('record-not-found', what));
// web_read leaves out what does not exist
const toldOf = (record: OdooRecord | undefined, what: string): Told<OdooRecord> =>
  record === undefined ? { failure: notFound(what) } : { answer: record };
