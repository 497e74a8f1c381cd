/** Messages as the rooms see them: plain data, no library objects. */
import type { JsMsg } from '@nats-io/jetstream';
import { type Msg, type MsgHdrs, headers as newHeaders } from '@nats-io/nats-core';

export type Header = readonly [name: string, value: string];

/** A message to be stored. `id` becomes `Nats-Msg-Id`. */
export interface OutgoingMessage {
  readonly subject: string;
  readonly headers: readonly Header[];
  readonly data: Uint8Array;
  readonly id?: string;
  /**
   * Of a pipe's output: its number among the outputs of its source message, at least 1 and rising. A pipe that was interrupted
   * among them goes on behind the last stored number, so numbers must mean the same thing ever after. Without: their count.
   */
  readonly part?: number;
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

export function streamMessageFrom(message: JsMsg): StreamMessage {
  const { info } = message;
  let headers: readonly Header[] | undefined;
  return {
    subject: message.subject,
    // made when somebody asks: the translator does not
    get headers() {
      return (headers ??= headerList(message.headers));
    },
    data: message.data,
    stream: info.stream,
    sequence: info.streamSequence,
    storedAt: message.time,
    deliveries: info.deliveryCount,
  };
}

export function headerList(headers: MsgHdrs | undefined): Header[] {
  if (headers === undefined) return [];
  return [...headers].flatMap(([name, values]) => values.map((value): Header => [name, value]));
}

export function natsHeaders(list: readonly Header[], id?: string): MsgHdrs {
  const headers = newHeaders();
  for (const [name, value] of list) headers.append(name, singleLine(value));
  if (id !== undefined) headers.set(MESSAGE_ID, id);
  return headers;
}

/** A header's value is one line; line breaks in foreign text must not forge another header. */
const singleLine = (value: string): string => value.replace(/[\r\n]+/g, ' ');
