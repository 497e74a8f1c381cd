/**
 * Where checkpoints lie outside the database: the stream AUDIT_CHECKPOINTS and a file of each replica. Both are read up to where they
 * end when they are opened, so that a checkpoint made during a verification does not count.
 */
import { STREAMS, auditCheckpointSubject } from '@odoo-nats-bridge/contracts';
import { createReadStream, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Nats, lastSequence, newestMessage, readPage } from '../nats/nats.js';

const PAGE = 500;

export interface AnchorLines {
  readonly name: 'stream' | 'file' | 'export';
  /** it is filled from another anchor and may lag behind it a little */
  readonly copy: boolean;
  readonly lines: AsyncIterable<string>;
}

export async function streamAnchor(nats: Nats, tenant: string, after = 0): Promise<AnchorLines> {
  const last = await lastSequence(nats, STREAMS.auditCheckpoints);
  return { name: 'stream', copy: false, lines: linesOfStream(nats, tenant, { after, last }) };
}

async function* linesOfStream(nats: Nats, tenant: string, { after, last }: { after: number; last: number }): AsyncGenerator<string> {
  const filters = [auditCheckpointSubject(tenant)];
  for (let place = after; place < last;) {
    const { messages, left } = await readPage(nats, { stream: STREAMS.auditCheckpoints, filters, after: place, max: PAGE });
    for (const { sequence, data } of messages) if (sequence <= last) yield Buffer.from(data).toString('utf8');
    if (left === 0) return;
    place = messages.at(-1)?.sequence ?? last;
  }
}

/** A file that is not there has no lines. */
export function fileAnchor(path: string): AnchorLines {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return { name: 'file', copy: true, lines: linesOfFile(path, size) };
}

/** Opened by the first who reads: readline drops what it reads before somebody listens, and its end with it. */
async function* linesOfFile(path: string, size: number): AsyncGenerator<string> {
  if (size > 0) yield* createInterface({ input: createReadStream(path, { end: size - 1 }) });
}

/** The newest line of the file. */
export async function lastLineOf(path: string): Promise<string | undefined> {
  let last: string | undefined;
  for await (const line of fileAnchor(path).lines) last = line;
  return last;
}

/** Short enough to be written in one piece. */
export const appendLine = (path: string, line: string): Promise<void> => appendFile(path, `${line}\n`, { mode: 0o640, flush: true });

export interface Newest {
  readonly line: string;
  readonly sequence: number;
}

export async function newestInStream(nats: Nats, tenant: string): Promise<Newest | undefined> {
  const found = await newestMessage(nats, STREAMS.auditCheckpoints, auditCheckpointSubject(tenant));
  return found && { line: Buffer.from(found.data).toString('utf8'), sequence: found.sequence };
}

/** @param after the sequence of the newest one: another replica that signs at the same moment is refused */
export const storeInStream = (nats: Nats, tenant: string, line: string, after: number): Promise<void> =>
  nats.store({
    subject: auditCheckpointSubject(tenant),
    headers: [['Nats-Expected-Last-Subject-Sequence', String(after)]],
    data: Buffer.from(line),
  });
