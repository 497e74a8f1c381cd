/** Headers of a message that was sent again: why it comes. Its `ce-id` is that of the event, as ever. */

/** `ce-replay: <id of the replay>`; an attribute of the event, so that a webhook tells it too */
export const REPLAY = 'ce-replay';
/** `Bridge-Letter: <sequence in DEAD_LETTERS>.<which of its retries>` */
export const LETTER = 'Bridge-Letter';
/** `Bridge-Event: <sequence in EVENTS>`, on every delivery: where the event stands that it was made of */
export const EVENT = 'Bridge-Event';

/** A dead letter that is tried once more. */
export interface RetriedLetter {
  /** in DEAD_LETTERS */
  readonly sequence: number;
  /** counts from 1 */
  readonly retry: number;
}

export const letterMark = ({ sequence, retry }: RetriedLetter): string => `${String(sequence)}.${String(retry)}`;

/** undefined for anything that is no such mark. */
export function letterIn(mark: string | undefined): RetriedLetter | undefined {
  const [, sequence, retry] = /^(\d{1,15})\.(\d{1,9})$/.exec(mark ?? '') ?? [];
  return sequence === undefined || retry === undefined ? undefined : { sequence: Number(sequence), retry: Number(retry) };
}
