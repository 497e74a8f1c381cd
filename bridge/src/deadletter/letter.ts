/** A message of DEAD_LETTERS, parsed. Pure. */
import {
  LETTER,
  type RetriedLetter,
  STREAMS,
  canonicalId,
  deliveryDeadLetters,
  fanoutDeadLetters,
  letterIn,
  translateDeadLetters,
} from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { type Header, type StreamMessage, header } from '../nats/nats.js';

/** Where it failed: becoming an event, being distributed, or being delivered to one subscription. */
export type Stage = 'translate' | 'fanout' | 'deliver';

const body = z.looseObject({
  reason: z.string(),
  message: z.string().default(''),
  source: z.object({ stream: z.string(), sequence: z.number().int().nonnegative(), subject: z.string() }),
  headers: z.array(z.tuple([z.string(), z.string()])).default([]),
  bytes: z.number().int().default(0),
  payload: z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })]).nullable(),
  /** translate */
  path: z.string().optional(),
  changeId: z.string().nullish(),
  contract: z.string().nullish(),
  /** fanout, deliver */
  eventId: z.string().nullish(),
  /** deliver */
  subscription: z.string().optional(),
  attempts: z.number().int().optional(),
});

/** What a raw change says about itself, if it can be read at all. */
const frame = z.object({ database: z.string(), model: z.string(), record_id: z.number().int(), command_id: z.string().nullish() });

export interface Letter {
  /** in DEAD_LETTERS; its id */
  readonly sequence: number;
  readonly storedAt: Date;
  readonly stage: Stage;
  /** a code */
  readonly reason: string;
  readonly message: string;
  /** where in the data it is wrong; '' when it is not about one place */
  readonly path: string;
  readonly subscription: string | null;
  readonly contract: string | null;
  readonly recordId: string | null;
  readonly eventId: string | null;
  readonly correlationId: string | null;
  readonly source: { readonly stream: string; readonly sequence: number; readonly subject: string };
  /** those of the message that failed */
  readonly headers: readonly Header[];
  readonly bytes: number;
  /** undefined: it was too large for the letter, and stands only in its stream */
  readonly payload: Buffer | undefined;
  /** this letter tells that an earlier one was retried, and failed again */
  readonly returned: RetriedLetter | undefined;
}

/** undefined when it is no dead letter: somebody else wrote it there. */
export function parseLetter(message: StreamMessage): Letter | undefined {
  const stage = stageOf(message.subject);
  const parsed = body.safeParse(jsonIn(message.data));
  if (stage === undefined || !parsed.success) return undefined;
  const { reason, message: text, path = '', subscription, source, headers, bytes, payload } = parsed.data;
  const content = payloadOf(payload);
  return {
    sequence: message.sequence,
    storedAt: message.storedAt,
    stage,
    reason,
    message: text,
    path,
    subscription: subscription ?? null,
    ...whatItIsAbout(stage, parsed.data, content),
    source,
    headers,
    bytes,
    payload: content,
    returned: letterIn(header({ headers }, LETTER)),
  };
}

type About = Pick<Letter, 'contract' | 'recordId' | 'eventId' | 'correlationId'>;

function whatItIsAbout(stage: Stage, told: z.infer<typeof body>, payload: Buffer | undefined): About {
  const { contract = null, changeId = null, eventId = null, headers } = told;
  if (stage !== 'translate') {
    const named = (name: string) => header({ headers }, name) ?? null;
    return {
      contract: named('ce-type'),
      recordId: named('ce-subject'),
      eventId: eventId ?? named('ce-id'),
      correlationId: named('ce-correlationid'),
    };
  }
  const change = frame.safeParse(payload === undefined ? undefined : jsonIn(payload));
  return {
    contract,
    recordId: change.success ? canonicalId({ database: change.data.database }, change.data.model, change.data.record_id) : null,
    eventId: changeId !== null && contract !== null ? `${changeId}:${contract}` : null,
    correlationId: (change.success ? change.data.command_id : null) ?? changeId,
  };
}

function stageOf(subject: string): Stage | undefined {
  if (subject === translateDeadLetters) return 'translate';
  if (subject === fanoutDeadLetters) return 'fanout';
  return subject.startsWith(deliveryDeadLetters('')) ? 'deliver' : undefined;
}

function payloadOf(payload: z.infer<typeof body>['payload']): Buffer | undefined {
  if (payload === null) return undefined;
  return 'text' in payload ? Buffer.from(payload.text) : Buffer.from(payload.base64, 'base64');
}

function jsonIn(data: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(data).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The message that failed, as it stood in its stream. */
export const failedMessage = ({ source, headers, storedAt }: Letter, payload: Uint8Array): StreamMessage => ({
  stream: source.stream,
  sequence: source.sequence,
  subject: source.subject,
  headers,
  data: payload,
  storedAt,
  deliveries: 0,
});

export const isDelivery = (letter: Letter): boolean => letter.source.stream === STREAMS.deliveries && letter.stage === 'deliver';
