/**
 * What a pipe has read, in groups: what arrived together, up to a limit. A large group goes aside, where it is transformed while
 * this thread reads and writes; a small one is left to the pipe, because the way there and back would take longer.
 * At most three groups are on their way, the one that is waited for included; while they are, the next one grows.
 */
import { EventEmitter, once } from 'node:events';
import type { StreamMessage } from './message.js';
import type { Aside, MadeAside } from './pipe-spec.js';

export interface Group {
  readonly messages: readonly StreamMessage[];
  /** what comes of them aside; undefined when the pipe is to transform them itself */
  readonly made: Promise<readonly MadeAside[]> | undefined;
}

/** Below it the way there and back would cost more than it saves. */
const LARGE = 8;
const MAX_MESSAGES = 128;
// with the broker's 1 MB for a message: 2 MiB at most, three times that on the way
const MAX_BYTES = 1024 * 1024;
// besides the one that is waited for
const MAX_UNDER_WAY = 2;

/** Between one reader and one transformer, in the order of arrival. */
export class Groups {
  private arrived: StreamMessage[] = [];
  private bytes = 0;
  private readonly underWay: Group[] = [];
  private closed = false;
  private readonly signals = new EventEmitter();

  constructor(private readonly aside: Aside | undefined) {}

  /** Whoever gets a promise waits for it before adding more. */
  add(message: StreamMessage): Promise<void> | undefined {
    // what came in the same piece from the socket is added before that
    if (this.arrived.length === 0)
      setImmediate(() => {
        this.send();
      });
    this.arrived.push(message);
    this.bytes += message.data.byteLength;
    if (!this.isFull()) return undefined;
    this.send();
    return this.isFull() ? this.room() : undefined;
  }

  /** The next group. Undefined once it is closed. */
  async take(): Promise<Group | undefined> {
    while (!this.closed && this.underWay.length === 0) await once(this.signals, 'work');
    if (this.closed) return undefined;
    const group = this.underWay.shift();
    this.send();
    this.signals.emit('room');
    return group;
  }

  close(): void {
    this.closed = true;
    this.signals.emit('work');
    this.signals.emit('room');
  }

  private isFull(): boolean {
    return this.arrived.length >= MAX_MESSAGES || this.bytes >= MAX_BYTES;
  }

  private async room(): Promise<void> {
    while (!this.closed && this.isFull()) await once(this.signals, 'room');
  }

  private send(): void {
    if (this.closed || this.arrived.length === 0 || this.underWay.length >= MAX_UNDER_WAY) return;
    const messages = this.arrived;
    this.arrived = [];
    this.bytes = 0;
    const made = messages.length >= LARGE ? this.aside?.transform(messages) : undefined;
    // it is waited for in its turn, which may never come
    made?.catch(() => undefined);
    this.underWay.push({ messages, made });
    this.signals.emit('work');
  }
}
