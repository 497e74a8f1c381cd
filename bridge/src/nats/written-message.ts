/**
 * A message whose headers were written elsewhere: as the block of bytes that goes on the wire, without the empty line that ends it,
 * so that a batch can put its own behind.
 */
import { type MsgHdrs, MsgHdrsImpl } from '@nats-io/nats-core';
import { type Header, MESSAGE_ID, type OutgoingMessage, headerLines } from './message.js';

const LINE_END = '\r\n';

/** From `headerLines`. */
export const headerBlock = (lines: string): Uint8Array => Buffer.from(`NATS/1.0${LINE_END}${lines}`);

/** The block and these: plain ASCII, made by the bridge itself. */
export function headersBehind(block: Uint8Array, more: readonly Header[]): MsgHdrs {
  const text = headerLines(more) + LINE_END;
  const whole = Buffer.allocUnsafe(block.byteLength + text.length);
  whole.set(block);
  whole.write(text, block.byteLength, 'latin1');
  return new WrittenHeaders(whole);
}

/** All that the client asks of the headers of a message to be sent is their bytes. */
class WrittenHeaders extends MsgHdrsImpl {
  constructor(private readonly bytes: Uint8Array) {
    super();
  }

  override encode(): Uint8Array {
    return this.bytes;
  }
}

/** Only what is written is sent; who wants to see headers or id reads them from the block. */
export class WrittenMessage implements OutgoingMessage {
  constructor(
    readonly subject: string,
    readonly headerBlock: Uint8Array,
    readonly data: Uint8Array,
  ) {}

  get headers(): readonly Header[] {
    return this.lines().filter(([name]) => name !== MESSAGE_ID);
  }

  get id(): string | undefined {
    return this.lines().find(([name]) => name === MESSAGE_ID)?.[1];
  }

  private lines(): Header[] {
    const [, ...lines] = Buffer.from(this.headerBlock).toString().trimEnd().split(LINE_END);
    return lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 2)];
    });
  }
}
