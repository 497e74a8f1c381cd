/** The door of this room: NATS and JetStream for the rooms of the flow. */
export { Nats } from './connection.js';
export { type Header, type NatsRequest, type OutgoingMessage, type StreamMessage, header } from './message.js';
export { CheckpointedPipe, type PipeReport } from './checkpointed-pipe.js';
export type { PipeSpec } from './pipe-spec.js';
export { deadLetterMessage, ownHeaders } from './dead-letter.js';
export { RunningPipe } from './running-pipe.js';
export { newestMessage, storedMessage } from './stored-message.js';
export { type Followed, follow } from './follow.js';
export { type ReadFrom, lastSequence, readFrom } from './stream-reader.js';
export { ensureStreams } from './streams.js';
export { SideConnection, type SideLogin } from './side-connection.js';
export { type Durable, DurableWorker, type Work, ensureDurable, removeDurable, takeOver } from './durable.js';
export { Fenced } from './pipe-session.js';
export { type Page, type PageQuery, countAfter, readPage, sequenceAt } from './page.js';
export { FencedWriter, type WriterTarget } from './fenced-writer.js';
export { type Backlog, backlogOf, placeOf } from './backlog.js';
export type { Step } from './steps.js';
export { type Position, readCheckpoint } from './checkpoint.js';
