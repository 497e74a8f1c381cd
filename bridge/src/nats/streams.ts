/**
 * The streams of SPEC "Streams and words on the wire", declared. Ensured at every start: created when absent, brought into line when
 * present, while what an operator may choose (replicas, limits, placement) is left as it is.
 *
 * Nothing expires yet: an age limit must spare the pipes' checkpoints, which are messages of these streams.
 */
import {
  ALL_AUDIT_CHECKPOINTS,
  ALL_CHANGES,
  ALL_DELIVERIES,
  ALL_DELIVERY_DEAD_LETTERS,
  ALL_EVENTS,
  ALL_INBOUND_EVENTS,
  ALL_NOTICES,
  ALL_OUTCOMES,
  ALL_EVENT_RETRY_CHECKPOINTS,
  ALL_RELAY_CHECKPOINTS,
  ALL_SUBMISSIONS,
  ALL_REPLAY_CHECKPOINTS,
  DELIVERY_ADVISORIES,
  STREAMS,
  fanoutCheckpoint,
  fanoutDeadLetters,
  outcomesCheckpoint,
  translateCheckpoint,
  translateDeadLetters,
} from '@odoo-nats-bridge/contracts';
import { type JetStreamManager, type StreamConfig, JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';

type Declared = Pick<StreamConfig, 'name' | 'subjects' | 'storage' | 'allow_atomic' | 'duplicate_window'> & Partial<StreamConfig>;

const MINUTE_MS = 60_000;
const GIGABYTE = 1024 ** 3;
/** a command's 256 KiB and its headers: a larger one is refused by the broker, to whoever waits for its word */
const LARGEST_SUBMISSION = 300 * 1024;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
const MONTH_MS = 30 * 24 * 60 * MINUTE_MS;

const stream = (name: string, subjects: readonly string[], more: Partial<StreamConfig> = {}): Declared => ({
  name,
  subjects: [...subjects],
  storage: 'file',
  allow_atomic: true,
  duplicate_window: nanos(2 * MINUTE_MS),
  ...more,
});

/** In the order of creation: a stream comes after those it sources. */
export const STREAM_TABLE: readonly Declared[] = [
  stream(STREAMS.changes, [ALL_CHANGES, ALL_RELAY_CHECKPOINTS]),
  stream(STREAMS.events, [ALL_EVENTS, translateCheckpoint, translateDeadLetters, ALL_EVENT_RETRY_CHECKPOINTS]),
  stream(STREAMS.deliveries, [ALL_DELIVERIES, fanoutCheckpoint, outcomesCheckpoint, fanoutDeadLetters, ALL_REPLAY_CHECKPOINTS]),
  stream(STREAMS.deadLetters, [ALL_DELIVERY_DEAD_LETTERS], {
    sources: [
      { name: STREAMS.events, filter_subject: translateDeadLetters },
      { name: STREAMS.deliveries, filter_subject: fanoutDeadLetters },
    ],
  }),
  // news about deliveries, audited within seconds; a week bridges an outage of the bridge
  stream(STREAMS.advisories, [...DELIVERY_ADVISORIES, ALL_NOTICES], { max_age: nanos(WEEK_MS) }),
  // for the senders alone; the command itself tells its outcome for ever
  stream(STREAMS.outcomes, [ALL_OUTCOMES], { max_age: nanos(MONTH_MS) }),
  stream(STREAMS.inbound, [ALL_INBOUND_EVENTS], { allow_atomic: false }),
  // evidence: nobody takes a message out of it, nor turns that off again
  stream(STREAMS.auditCheckpoints, [ALL_AUDIT_CHECKPOINTS], { deny_delete: true, deny_purge: true }),
  // Partners write here themselves. A message goes when its command is recorded; a full stream refuses aloud; and no message id of
  // one partner may make another's a duplicate, so the window is the shortest there is.
  stream(STREAMS.submissions, [ALL_SUBMISSIONS], {
    ...{ allow_atomic: false, retention: 'workqueue', discard: 'new' },
    ...{ max_bytes: GIGABYTE, max_msg_size: LARGEST_SUBMISSION, duplicate_window: nanos(100) },
  }),
];

/** Idempotent. Throws what the broker says when a stream exists in a shape that cannot be brought into line. */
export async function ensureStreams(manager: JetStreamManager, table: readonly Declared[] = STREAM_TABLE): Promise<void> {
  for (const declared of table) await ensureStream(manager, declared);
}

async function ensureStream(manager: JetStreamManager, declared: Declared): Promise<void> {
  const existing = await configOf(manager, declared.name);
  if (existing === undefined) await manager.streams.add(declared);
  else if (differs(declared, existing)) await manager.streams.update(declared.name, { ...existing, ...declared });
}

async function configOf(manager: JetStreamManager, name: string): Promise<StreamConfig | undefined> {
  try {
    return (await manager.streams.info(name)).config;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return undefined;
    throw error;
  }
}

/** Compares only what is declared; the broker fills in the rest. */
function differs(declared: Declared, existing: StreamConfig): boolean {
  return (Object.keys(declared) as (keyof StreamConfig)[]).some((key) => JSON.stringify(declared[key]) !== JSON.stringify(existing[key]));
}
