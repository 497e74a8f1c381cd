/**
 * What crosses the border between the two threads: bytes, and the numbers to cut them by. Copying many small objects and texts
 * would cost more than the other thread saves; a buffer changes hands.
 */
import { type MadeAside, type OutgoingMessage, WrittenMessage } from '../nats/nats.js';

/** The raw changes, one behind the other. */
export interface PackedChanges {
  readonly lengths: Uint32Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

/** The events: header block and data of each, one behind the other. */
export interface PackedEvents {
  /** of each change how many events it became or NOT_HERE; behind it three numbers for each event: subject, length of block and of data */
  readonly numbers: Uint32Array<ArrayBuffer>;
  readonly subjects: readonly string[];
  readonly bytes: ArrayBuffer;
}

/** A change that became a dead letter, which tells of more than its bytes: rare, and made where the message is. */
const NOT_HERE = 0xffffffff;

export function packChanges(payloads: readonly Uint8Array[]): PackedChanges {
  return { lengths: Uint32Array.from(payloads, ({ byteLength }) => byteLength), bytes: joined(payloads) };
}

export function unpackChanges({ lengths, bytes }: PackedChanges): Uint8Array[] {
  const cut = new Cutter(bytes);
  return Array.from(lengths, (length) => cut.next(length));
}

/** Of events in writing (`inWriting`); a change with something else is not among them. */
export function packEvents(outputs: readonly (readonly OutgoingMessage[])[]): PackedEvents {
  const numbers: number[] = [];
  const subjects = new Map<string, number>();
  const parts: Uint8Array[] = [];
  for (const events of outputs) {
    if (!events.every(isWritten)) {
      numbers.push(NOT_HERE);
      continue;
    }
    numbers.push(events.length);
    for (const event of events) {
      const subject = subjects.get(event.subject) ?? subjects.size;
      subjects.set(event.subject, subject);
      numbers.push(subject, event.headerBlock.byteLength, event.data.byteLength);
      parts.push(event.headerBlock, event.data);
    }
  }
  return { numbers: Uint32Array.from(numbers), subjects: [...subjects.keys()], bytes: joined(parts) };
}

const isWritten = (message: OutgoingMessage): message is WrittenMessage => message instanceof WrittenMessage;

export function unpackEvents({ numbers, subjects, bytes }: PackedEvents): MadeAside[] {
  const cut = new Cutter(bytes);
  const made: MadeAside[] = [];
  for (let at = 0; at < numbers.length;) {
    const count = numbers[at++] ?? 0;
    if (count === NOT_HERE) {
      made.push(undefined);
      continue;
    }
    const events: OutgoingMessage[] = [];
    for (const end = at + 3 * count; at < end; at += 3) {
      const subject = subjects[numbers[at] ?? 0] ?? '';
      events.push(new WrittenMessage(subject, cut.next(numbers[at + 1] ?? 0), cut.next(numbers[at + 2] ?? 0)));
    }
    made.push(events);
  }
  return made;
}

function joined(parts: readonly Uint8Array[]): ArrayBuffer {
  let length = 0;
  for (const part of parts) length += part.byteLength;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole.buffer;
}

class Cutter {
  private at = 0;
  constructor(private readonly bytes: ArrayBuffer) {}

  /** Looks at the bytes, copies nothing. */
  next(length: number): Uint8Array {
    const part = new Uint8Array(this.bytes, this.at, length);
    this.at += length;
    return part;
  }
}
