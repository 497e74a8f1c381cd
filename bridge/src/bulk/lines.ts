/** A stream of bytes as lines, in bounded memory: some lines at a time, never more than a few megabytes. */
import { refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import { LARGEST_BODY } from '../intake/intake.js';

export interface Line {
  /** starts at 1; empty lines count */
  readonly number: number;
  readonly text: string;
}

/** One transaction's worth: 200 inserts with their evidence take about 0.1 s, and interactive commands wait that long at most. */
const LINES = 200;
const BYTES = 2 * 1024 * 1024;
const NEWLINE = 0x0a;

/** Throws Refused `payload-too-large` when one line is larger than a command may be, and what the stream throws when it is cut. */
export async function* portions(stream: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  let portion: Line[] = [];
  let bytes = 0;
  for await (const line of lines(stream)) {
    portion.push(line);
    bytes += line.text.length;
    if (portion.length < LINES && bytes < BYTES) continue;
    yield portion;
    portion = [];
    bytes = 0;
  }
  if (portion.length > 0) yield portion;
}

async function* lines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  for await (const bytes of split(stream)) {
    number += 1;
    const text = bytes
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trim();
    if (text !== '') yield { number, text };
  }
}

async function* split(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at)]);
      rest = [];
      length = 0;
      from = at + 1;
    }
    const left = Buffer.from(chunk.subarray(from));
    length += left.byteLength;
    // a little more than a command may have, so that the line itself is refused by its number where that is possible
    if (length > 2 * LARGEST_BODY) throw new Refused(refuse('payload-too-large', 'a line has no end'));
    if (left.byteLength > 0) rest.push(left);
  }
  if (length > 0) yield Buffer.concat(rest);
}
