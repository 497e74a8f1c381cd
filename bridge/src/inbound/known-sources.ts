/** The sources of this process: whom their messages act as, and what a message of theirs says. */
import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { CONFIG, type Config } from '../config/config.js';
import { Refused } from '../failure.js';
import { Access, type Client } from '../identity/access.js';
import { type Tried, resultOf } from './cases.js';
import type { MappedAll } from './mapping.js';
import { type ToRead, read } from './reading.js';
import type { Source } from './sources.js';

export const SOURCES = Symbol('SOURCES');

/** A source as operators see it. */
export interface SourceView {
  readonly name: string;
  readonly meaning: string;
  /** whom its messages act as */
  readonly client: string;
  readonly scheme: string;
}

@Injectable()
export class KnownSources {
  constructor(
    @Inject(SOURCES) private readonly sources: ReadonlyMap<string, Source>,
    private readonly access: Access,
    @Inject(CONFIG) private readonly config: Pick<Config, 'odoo'>,
  ) {}

  /** Throws Refused `unknown-source`. */
  of(name: string): Source {
    const source = this.sources.get(name);
    if (source === undefined) throw new Refused(refuse('unknown-source'));
    return source;
  }

  /** Throws Refused `client-not-found`. */
  clientOf(source: Source): Client {
    const client = this.access.client(source.client);
    if (client === undefined) throw new Refused(refuse('client-not-found', source.client));
    return client;
  }

  /** Throws Refused (`bad-json`, `payload-too-large`), MappingFailed. */
  read(source: Source, message: ToRead): Promise<MappedAll> {
    return read(source, message, this.config.odoo.database);
  }

  /** What would become of it: nothing is thrown for what the message says. */
  tried(source: Source, message: ToRead): Promise<Tried> {
    return resultOf(() => this.read(source, message), this.config.odoo.database);
  }

  list(): SourceView[] {
    return [...this.sources.values()].map(({ name, meaning, client, verification: { scheme } }) => ({ name, meaning, client, scheme }));
  }
}
