import { Global, Logger, Module } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONFIG, type Config } from '../config/config.js';
import { explain } from '../failure.js';
import { Nats } from './connection.js';
import { ensureStreams } from './streams.js';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 1_000;

/** Connected, and all streams in place, before anything else starts. */
async function ready(config: Config): Promise<Nats> {
  const nats = await Nats.connect(config.nats);
  await untilStreamsExist(nats, Date.now() + PATIENCE_MS);
  return nats;
}

// A broker that has just started answers before JetStream has read its files.
async function untilStreamsExist(nats: Nats, deadline: number): Promise<void> {
  for (;;) {
    try {
      await ensureStreams(nats.manager);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      new Logger('nats').warn({ msg: 'the streams cannot be ensured yet', reason: explain(error) });
      await sleep(PAUSE_MS);
    }
  }
}

@Global()
@Module({
  providers: [{ provide: Nats, inject: [CONFIG], useFactory: ready }],
  exports: [Nats],
})
export class NatsModule {}
