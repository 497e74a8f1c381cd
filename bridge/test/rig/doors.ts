import type { INestMicroservice, ModuleMetadata } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Nats } from '../../src/nats/connection.js';
import { CarryCause, JetStreamStrategy } from '../../src/nats/jetstream.strategy.js';
import { quiet } from './quiet.js';

/** Controllers behind the real transport, wired as main.ts does it. */
export async function openDoors(nats: Nats, metadata: ModuleMetadata): Promise<INestMicroservice> {
  const module = await Test.createTestingModule(metadata).compile();
  quiet();
  // Nest declares its options as a class and takes any object of that shape
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
  const app = module.createNestMicroservice({ strategy: new JetStreamStrategy(nats) });
  app.useGlobalFilters(new CarryCause());
  await app.listen();
  return app;
}
