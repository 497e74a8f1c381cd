/** Starts the bridge: environment, rooms, messages, HTTP; ends it on SIGTERM or SIGINT, or loudly on a defect. */
import 'reflect-metadata';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { NestMicroservice } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { BridgeModule } from './bridge.module.js';
import { type Config, readConfig, redacted } from './config/config.js';
import { NestLog, createLog } from './config/log.js';
import { Defect, explain } from './failure.js';
import { Nats } from './nats/nats.js';
import { CarryCause, JetStreamStrategy } from './nats/jetstream.strategy.js';

// a command's body may have 256 KiB; the door itself judges that, so let a little more in to be refused with a code
const BODY_LIMIT = 320 * 1024;
// must exceed the longest attempt under way: a webhook's 15 s
const SHUTDOWN_MS = 20_000;

let log = createLog('info');

async function start(config: Config): Promise<NestFastifyApplication> {
  const http = new FastifyAdapter({ bodyLimit: BODY_LIMIT });
  // Nest declares its options as a class and takes any object of that shape
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
  const options: NestApplicationOptions = { logger: new NestLog(log), abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(BridgeModule.of(config), http, options);
  connectNats(app);
  // hooks first (migrations, caches), then messages, then HTTP
  await app.init();
  await app.startAllMicroservices();
  await app.listen(config.http.port, config.http.host);
  return app;
}

/** Messages get a configuration of their own: HTTP's global pipes and filters do not apply to them. */
function connectNats(app: NestFastifyApplication): void {
  const options = { strategy: new JetStreamStrategy(app.get(Nats)) };
  const messages = app.connectMicroservice(options, { deferInitialization: true });
  if (!(messages instanceof NestMicroservice)) throw new Defect('Nest gave another microservice than the one this relies on');
  messages.useGlobalFilters(new CarryCause());
  // the application calls the hooks; deferring alone would call them twice
  messages.setIsInitHookCalled(true);
}

async function stop(app: NestFastifyApplication, signal: string): Promise<void> {
  log.info({ msg: 'stopping', signal });
  const overdue = setTimeout(() => {
    end(`work under way did not end within ${SHUTDOWN_MS} ms`, undefined);
  }, SHUTDOWN_MS);
  await app.close();
  clearTimeout(overdue);
  log.info('stopped');
  process.exit(0);
}

/** A defect leaves unknown state behind: the process ends, and whoever supervises it starts a clean one. */
function end(what: string, thrown: unknown): never {
  log.fatal({ msg: what, ...(thrown === undefined ? {} : { err: thrown, reason: explain(thrown) }) });
  process.exit(1);
}

process.on('uncaughtException', (error) => end('uncaught error', error));
process.on('unhandledRejection', (reason) => end('unhandled rejection', reason));

try {
  const config = readConfig(process.env);
  log = createLog(config.logLevel);
  log.info({ msg: 'starting', config: redacted(config) });
  const app = await start(config);
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop(app, signal));
  log.info({ msg: 'started', http: `http://${config.http.host}:${config.http.port}` });
} catch (error) {
  end('the bridge cannot start', error);
}
