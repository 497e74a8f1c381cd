/**
 * What the translator is compared with: a loop that only consumes and publishes. The same messages in, the same bytes and headers
 * out (looked up, not made), the same batches behind the same checkpoint; no translation, no queue of steps, no stand-by.
 */
import { nanos } from '@nats-io/nats-core';
import { MAX_BATCH, publishBatch } from '../../bridge/dist/nats/atomic-batch.js';
import { checkpointMessage } from '../../bridge/dist/nats/checkpoint.js';

const MAX_OUTPUTS = MAX_BATCH - 1;
// as much may wait as in the pipe
const READ_AHEAD = 256;
const MAX_WAITING = 2 * MAX_OUTPUTS;

/** Resolves when all `count` messages are published. `outputsOf` gives what a message becomes. */
export async function bareLoop(nats, { stream, filter, checkpoint, count, outputsOf }) {
  const { created } = await nats.manager.streams.info(stream);
  const consumer = await nats.jetstream.consumers.get(stream, {
    filter_subjects: [filter],
    deliver_policy: 'by_start_sequence',
    opt_start_seq: 1,
    inactive_threshold: nanos(60_000),
  });
  const waiting = [];
  let read = 0;
  let wake = () => undefined;
  const changed = () => new Promise((resolve) => (wake = resolve));
  const messages = await consumer.consume({ max_messages: READ_AHEAD, expires: 5_000 });
  const reading = (async () => {
    for await (const message of messages) {
      for (const output of outputsOf(message)) waiting.push(output);
      read = message.seq;
      wake();
      if (read === count) return;
      while (waiting.length >= MAX_WAITING) await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  for (let previous = 0; read < count || waiting.length > 0;) {
    if (waiting.length === 0) await changed();
    const position = { sequence: read, part: 0, storedAtMs: 0 };
    const stored = await publishBatch(nats.connection, [
      checkpointMessage(checkpoint, previous, position, created),
      ...waiting.splice(0, MAX_OUTPUTS),
    ]);
    if (stored.outcome !== 'stored') throw new Error(`a batch was ${stored.outcome}`);
    previous = stored.firstSequence;
  }
  await reading;
  messages.stop();
}
