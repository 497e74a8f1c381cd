/** When a client was last here over HTTP, whatever it showed. Coarse: one write a minute per client and replica, beside the request. */
import { Injectable, Logger } from '@nestjs/common';
import { explain } from '../failure.js';
import { notePerson } from './people.js';
import { Store } from '../store/store.js';

const EACH_MS = 60_000;

@Injectable()
export class Uses {
  private readonly logger = new Logger('identity');
  private readonly notedAtMs = new Map<string, number>();

  constructor(private readonly store: Store) {}

  /** `note`: what else there is to write down as often. Never throws and is not waited for. */
  saw(client: string, credential: string | undefined, note: () => Promise<void>): void {
    this.seldom(client, `${client} ${credential ?? ''}`, () => Promise.all([this.write(client), note()]));
  }

  /** Its roles are noted at once when they are others. */
  sawPerson(id: string, roles: readonly string[]): void {
    this.seldom(id, `${id} ${roles.join(' ')}`, () => this.store.transaction((tx) => notePerson(tx, id, roles)));
  }

  private seldom(who: string, key: string, write: () => Promise<unknown>): void {
    const now = Date.now();
    if (now - (this.notedAtMs.get(key) ?? -Infinity) < EACH_MS) return;
    this.notedAtMs.set(key, now);
    write().catch((error: unknown) => {
      this.logger.warn({ msg: 'who came was not noted', who, reason: explain(error) });
    });
  }

  async all(): Promise<ReadonlyMap<string, Date>> {
    const rows = await this.store.read((tx) =>
      tx.query<{ client: string; at: Date }[]>(`
        SELECT client, max(last_used_at) AS at FROM
          (SELECT client, last_used_at FROM client_use UNION ALL SELECT client, last_used_at FROM credential) used
        WHERE last_used_at IS NOT NULL GROUP BY client`),
    );
    return new Map(rows.map(({ client, at }) => [client, at]));
  }

  private async write(client: string): Promise<void> {
    await this.store.read((tx) =>
      tx.query(
        `INSERT INTO client_use (client, last_used_at) VALUES ($1, now())
         ON CONFLICT (client) DO UPDATE SET last_used_at = now() WHERE client_use.last_used_at < now() - interval '1 minute'`,
        [client],
      ),
    );
  }
}
