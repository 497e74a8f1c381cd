/**
 * A pipe in a process of its own, to be killed: IN (in.>) -> OUT (out.>), each message copied `copies` times.
 * No message ids: nothing but the checkpoint's fence protects against doubles.
 * usage: node copying-pipe.mjs <url> <copies per message>
 */
import { Nats } from '../../dist/nats/connection.js';
import { CheckpointedPipe } from '../../dist/nats/checkpointed-pipe.js';

const [url, copies] = [process.argv[2], Number(process.argv[3] ?? 1)];
const nats = await Nats.connect({ url, user: 'bridge', password: 'bridge' }, `pipe-${process.pid}`);
const transform = (message) => Array.from({ length: copies }, () => ({ subject: 'out.copy', headers: [], data: message.data }));
const spec = {
  name: 'copy',
  source: { stream: 'IN', filters: ['in.>'] },
  target: { stream: 'OUT', checkpoint: 'checkpoint.copy' },
  transform,
};
const report = (state, detail) => process.stdout.write(`${JSON.stringify({ state, detail })}\n`);
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
await new CheckpointedPipe(nats, spec, report).run(stop.signal);
await nats.onApplicationShutdown();
