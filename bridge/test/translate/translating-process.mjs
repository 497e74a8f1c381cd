/**
 * The translator in a process of its own, as the bridge starts and stops it: ODOO_CHANGES -> EVENTS, with its thread.
 * SIGTERM ends it; nothing but what it left running would keep the process. usage: node translating-process.mjs <url>
 */
import { Nats } from '../../dist/nats/connection.js';
import { Translator } from '../../dist/translate/translator.js';

const nats = await Nats.connect({ url: process.argv[2], user: 'bridge', password: 'bridge' }, `translate-${process.pid}`);
const translator = new Translator({ translateThread: true }, nats, { report: () => undefined });
translator.onApplicationBootstrap();
process.once('SIGTERM', async () => {
  await translator.beforeApplicationShutdown();
  await nats.onApplicationShutdown();
});
