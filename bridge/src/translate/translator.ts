/** The pipe ODOO_CHANGES -> EVENTS. It owns the subject `checkpoint.translate`; one replica is active at a time. */
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ALL_CHANGES, STREAMS, catalog, translateCheckpoint } from '@odoo-nats-bridge/contracts';
import { CONFIG, type Config } from '../config/config.js';
import { Nats, type PipeSpec, RunningPipe } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { translate } from './translation.js';
import { TranslationThread } from './translation-thread.js';

@Injectable()
export class Translator implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private pipe: RunningPipe | undefined;
  private readonly thread: TranslationThread | undefined;

  constructor(
    @Inject(CONFIG) config: Pick<Config, 'translateThread'>,
    private readonly nats: Nats,
    private readonly health: Health,
  ) {
    this.thread = config.translateThread ? new TranslationThread() : undefined;
  }

  onApplicationBootstrap(): void {
    const spec: PipeSpec = {
      name: 'translate',
      source: { stream: STREAMS.changes, filters: [ALL_CHANGES] },
      target: { stream: STREAMS.events, checkpoint: translateCheckpoint },
      transform: (message) => translate(message, catalog),
      ...(this.thread === undefined ? {} : { aside: this.thread }),
    };
    this.pipe = new RunningPipe(this.nats, spec, (state, detail) => {
      this.health.report('translate', state, detail);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.pipe?.stop();
    await this.thread?.stop();
  }
}
