/** Messages as the rooms see them: plain data, no library objects. */
import type { JsMsg } from '@nats-io/jetstream';
import { type Msg, type MsgHdrs, MsgHdrsImpl } from '@nats-io/nats-core';

export type Header = readonly [name: string, value: string];

/** A message to be stored. `id` becomes `Nats-Msg-Id`. */
export interface OutgoingMessage {
  readonly subject: string;
  readonly headers: readonly Header[];
  readonly data: Uint8Array;
  readonly id?: string | undefined;
  /**
   * Of a pipe's output: its number among the outputs of its source message, at least 1 and rising. A pipe that was interrupted
   * among them goes on behind the last stored number, so numbers must mean the same thing ever after. Without: their count.
   */
  readonly part?: number;
  /** `headers` and `id` as they go on the wire (written-message.ts), when another thread wrote them already. */
  readonly headerBlock?: Uint8Array;
}

/** A request from NATS: the context (`@Ctx()`) of a `@MessagePattern` handler. */
export interface NatsRequest {
  readonly subject: string;
  readonly headers: readonly Header[];
  readonly data: Uint8Array;
}

/** A message of a stream: the context (`@Ctx()`) of an `@EventPattern` handler, and the input of a pipe. */
export interface StreamMessage extends NatsRequest {
  readonly stream: string;
  /** the message's sequence in its stream */
  readonly sequence: number;
  /** when the stream stored it */
  readonly storedAt: Date;
  /** 1 on first delivery */
  readonly deliveries: number;
}

export const MESSAGE_ID = 'Nats-Msg-Id';

/** Names are compared without regard to case, as readers must. */
export function header(message: { readonly headers: readonly Header[] }, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return message.headers.find(([each]) => each.toLowerCase() === wanted)?.[1];
}

export const requestFrom = (message: Msg): NatsRequest => ({
  subject: message.subject,
  headers: headerList(message.headers),
  data: message.data,
});

export const streamMessageFrom = (message: JsMsg): StreamMessage => new ReadMessage(message);

class ReadMessage implements StreamMessage {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly stream: string;
  readonly sequence: number;
  readonly deliveries: number;
  private known: readonly Header[] | undefined;

  constructor(private readonly message: JsMsg) {
    const { info } = message;
    this.subject = message.subject;
    this.data = message.data;
    this.stream = info.stream;
    this.sequence = info.streamSequence;
    this.deliveries = info.deliveryCount;
  }

  // made when somebody asks: the translator does not
  get headers(): readonly Header[] {
    return (this.known ??= headersOf(this.message));
  }

  get storedAt(): Date {
    return this.message.time;
  }
}

/**
 * Read from the bytes as they came: the client's own reading looks through all names for each line, which was 18 us of a delivery.
 * Where this version of it does not keep them like that, what it has read.
 */
function headersOf(message: JsMsg): readonly Header[] {
  const { _rdata: bytes, _msg: { hdr: length = -1 } = {} } = (message as { readonly msg?: RawMessage }).msg ?? {};
  return bytes instanceof Uint8Array && length > 0 ? headersIn(bytes, length) : headerList(message.headers);
}

/** A message as the client keeps it, whose headers are the first `hdr` bytes. */
interface RawMessage {
  readonly _rdata?: unknown;
  readonly _msg?: { readonly hdr?: number };
}

/** `NATS/1.0`, then a line for each, then an empty one: the first `length` of these bytes. */
export function headersIn(bytes: Uint8Array, length = bytes.byteLength): Header[] {
  const text = asBuffer(bytes).toString('utf8', 0, length);
  const headers: Header[] = [];
  for (let start = text.indexOf('\r\n') + 2, end; (end = text.indexOf('\r\n', start)) > start; start = end + 2) {
    const line = seen(text, start, end, headers.length) ?? lineOf(text, start, end);
    if (line === undefined) continue;
    if (text.length <= MOST_REMEMBERED && headers.length < lastLines.length) lastLines[headers.length] = line;
    headers.push(line.header);
  }
  return headers;
}

// they are one already, as a rule, and another view of the same bytes is dear
const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface Line {
  readonly text: string;
  readonly header: Header;
}

/**
 * The lines of the message before, by their place: half of them are the same again. What is made anew the garbage collector carries
 * along until the delivery is written down.
 */
const lastLines = new Array<Line | undefined>(32).fill(undefined);
/** what is remembered keeps the text of its message */
const MOST_REMEMBERED = 4_096;

function seen(text: string, start: number, end: number, place: number): Line | undefined {
  const last = lastLines[place];
  return last?.text.length === end - start && text.startsWith(last.text, start) ? last : undefined;
}

/** Undefined: it has no name. */
function lineOf(text: string, start: number, end: number): Line | undefined {
  const colon = text.indexOf(':', start);
  if (colon === -1 || colon >= end) return undefined;
  return { text: text.slice(start, end), header: [text.slice(start, colon), text.slice(colon + 1, end).trim()] };
}

export function headerList(headers: MsgHdrs | undefined): Header[] {
  if (headers === undefined) return [];
  return [...headers].flatMap(([name, values]) => values.map((value): Header => [name, value]));
}

/** Written into the client's map, because its `append` looks through all names each time: a tenth of a pipe's work. */
export function natsHeaders(list: readonly Header[], ...more: readonly Header[]): MsgHdrsImpl {
  const made = new MsgHdrsImpl();
  for (const header of list) add(made.headers, header);
  for (const header of more) add(made.headers, header);
  return made;
}

// printable ASCII but the colon (RFC 5322, 2.2): names are not looked at any more behind this
const NAME = /^[!-9;-~]+$/;

function add(headers: Map<string, string[]>, [name, value]: Header): void {
  const values = headers.get(checked(name));
  if (values === undefined) headers.set(name, [singleLine(value)]);
  else values.push(singleLine(value));
}

/** The headers as lines on the wire. Of one name there is one at most: `natsHeaders` would put equal names together. */
export function headerLines(list: readonly Header[]): string {
  let text = '';
  for (const [name, value] of list) text += `${checked(name)}: ${singleLine(value)}\r\n`;
  return text;
}

function checked(name: string): string {
  if (!NAME.test(name)) throw new TypeError('a header has a name that no header can have');
  return name;
}

/** A header's value is one line; line breaks in foreign text must not forge another header. */
const singleLine = (value: string): string => value.replace(/[\r\n]+/g, ' ').trim();
