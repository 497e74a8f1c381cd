/** One dead letter tried once more, up to what is to be written: by its stage. Reads the broker, writes nothing. */
import {
  type Catalog,
  EVENT,
  LETTER,
  STREAMS,
  catalog,
  eventSubject,
  letterMark,
  replaySubject,
  translateDeadLetters,
} from '@odoo-nats-bridge/contracts';
import { type Letter, failedMessage } from '../deadletter/deadletter.js';
import { type Nats, type OutgoingMessage, type StreamMessage, header, storedMessage } from '../nats/nats.js';
import { translate } from '../translate/translate.js';
import { type JudgedAgain, faultIn } from './judged-again.js';
import { withoutId } from './portion.js';

export type LetterAttempt =
  /** written, it is settled; a delivery is not: its own attempts tell what becomes of it */
  | {
      readonly to: 'events' | 'deliveries';
      readonly outputs: readonly OutgoingMessage[];
      readonly settledAs: 'translated' | 'distributed' | undefined;
    }
  /** nothing to write; resolved when there is nothing left to do */
  | { readonly to: 'nowhere'; readonly state: 'open' | 'resolved'; readonly outcome: string; readonly detail: string };

const stays = (outcome: string, detail: string): LetterAttempt => ({ to: 'nowhere', state: 'open', outcome, detail });

export async function attemptLetter(nats: Nats, judged: JudgedAgain, letter: Letter, retry: number): Promise<LetterAttempt> {
  if (letter.stage === 'deliver') return deliverAgain(nats, judged, letter, retry);
  const message = await sourceOf(nats, letter);
  if (message === undefined) return stays('source-gone', `${letter.source.stream} ${letter.source.sequence} is not stored any more`);
  return letter.stage === 'translate' ? translateAgain(message, letter) : distributeAgain(message, judged);
}

/** As the letter kept it; from its stream when it was too large for that. */
async function sourceOf(nats: Nats, letter: Letter): Promise<StreamMessage | undefined> {
  if (letter.payload !== undefined) return failedMessage(letter, letter.payload);
  return storedMessage(nats, letter.source.stream, letter.source.sequence);
}

function translateAgain(message: StreamMessage, { contract }: Letter): LetterAttempt {
  // the other contracts of this change have had their events
  const wanted: Pick<Catalog, 'eventsByModel'> =
    contract === null
      ? catalog
      : { eventsByModel: new Map([...catalog.eventsByModel].map(([model, all]) => [model, all.filter(({ id }) => id === contract)])) };
  if (contract !== null && !catalog.events.has(contract)) return stays('unknown-contract', `this version has no contract ${contract}`);
  const outputs = translate(message, wanted);
  const failed = outputs.find(({ subject }) => subject === translateDeadLetters);
  if (failed !== undefined) {
    const { reason, detail } = faultIn(failed);
    return stays(reason, detail);
  }
  if (outputs.length === 0) {
    const detail =
      contract === null ? 'no contract sees an event in it' : `${eventSubject(contract)}: its contract sees no event in it any more`;
    return { to: 'nowhere', state: 'resolved', outcome: 'no-event', detail };
  }
  return { to: 'events', outputs: outputs.map(withoutId), settledAs: 'translated' };
}

function distributeAgain(message: StreamMessage, judged: JudgedAgain): LetterAttempt {
  const found = judged.forAll(message);
  if (found.decision === 'deliver') return { to: 'deliveries', outputs: found.outputs.map(withoutId), settledAs: 'distributed' };
  const { reason, detail } = found;
  const understood = ['not-selected', 'out-of-scope', 'denied'].includes(reason);
  return understood ? { to: 'nowhere', state: 'resolved', outcome: 'nobody-wants-it', detail } : stays(reason, detail);
}

async function deliverAgain(nats: Nats, judged: JudgedAgain, letter: Letter, retry: number): Promise<LetterAttempt> {
  const name = letter.subscription;
  if (name === null || letter.payload === undefined) return stays('unreadable', 'the letter holds no delivery');
  const obstacle = judged.obstacle(name);
  if (obstacle !== undefined) return stays(obstacle.reason, obstacle.detail);
  const found = judged.forOne(await eventOf(nats, letter, letter.payload), name);
  if (found.decision === 'left-out') return stays(found.reason, found.detail);
  const mark = [LETTER, letterMark({ sequence: letter.sequence, retry })] as const;
  const outputs = found.outputs.map((output) => withoutId({ ...output, subject: replaySubject(name), headers: [...output.headers, mark] }));
  return { to: 'deliveries', outputs, settledAs: undefined };
}

/** The event as EVENTS holds it, unmasked; what was once delivered of it when EVENTS does not have it any more. */
async function eventOf(nats: Nats, letter: Letter, payload: Buffer): Promise<StreamMessage> {
  const sequence = Number(header(letter, EVENT));
  const event = Number.isSafeInteger(sequence) && sequence > 0 ? await storedMessage(nats, STREAMS.events, sequence) : undefined;
  if (event !== undefined && header(event, 'ce-id') === letter.eventId) return event;
  const delivered = failedMessage(letter, payload);
  return { ...delivered, headers: delivered.headers.filter(([name]) => !name.startsWith('Bridge-')) };
}

/** Where the outputs of an attempt go to wait for their subscriber. */
export const lanesOf = (attempt: LetterAttempt): string[] =>
  attempt.to === 'deliveries' ? attempt.outputs.flatMap((output) => header(output, 'Bridge-Subscription') ?? []) : [];
