/** The letters that an order took, in the order of their stream. */
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { type Letter, type RetryOutcome, parseLetter } from '../deadletter/deadletter.js';
import { type Nats, storedMessage } from '../nats/nats.js';
import type { Store } from '../store/store.js';
import type { JudgedAgain } from './judged-again.js';
import type { Lane } from './lane.js';
import { type LetterAttempt, attemptLetter, lanesOf } from './letter-attempt.js';
import type { RetryOrder } from './order.js';
import { type Portion, type Source, stepsOf } from './portion.js';

const PAGE = 200;
/** Each is read, judged or translated: no more before the others of this process have their turn. */
const AT_ONCE = 100;
/** A subscriber that takes nothing for so long must not hold up the letters of the others. */
const PATIENCE_MS = 30_000;

interface Taken {
  readonly sequence: number;
  readonly retry: number;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] extends readonly (infer Item)[] ? Item[] : Type[Key] };

export class RetrySource implements Source {
  private waiting: readonly Taken[] = [];
  private position: number;
  private exhausted = false;
  private blockedSince: number | undefined;
  private readonly stuck = new Set<string>();

  constructor(
    private readonly rooms: { readonly nats: Nats; readonly store: Store; readonly judged: JudgedAgain },
    private readonly lane: Lane,
    private readonly order: RetryOrder,
  ) {
    this.position = order.position;
  }

  async next(max: number): Promise<Portion> {
    if (this.waiting.length === 0 && !this.exhausted) await this.read();
    const portion: Writable<Portion> = {
      deliveries: [],
      events: [],
      position: this.position,
      lookedAt: 0,
      leftOut: [],
      before: [],
      after: [],
      end: false,
      waitsFor: null,
    };
    while (portion.lookedAt < Math.min(max, AT_ONCE) && this.waiting.length > 0) if (!(await this.addFirst(portion))) break;
    portion.position = this.position;
    portion.end = this.exhausted && this.waiting.length === 0;
    return portion;
  }

  private async read(): Promise<void> {
    this.waiting = await this.rooms.store.read((tx) =>
      tx.query<Taken[]>(
        `SELECT sequence, retries AS retry FROM dead_letter
         WHERE retry = $1 AND state = 'retried' AND sequence > $2 ORDER BY sequence LIMIT ${PAGE}`,
        [this.order.id, this.position],
      ),
    );
    this.exhausted = this.waiting.length < PAGE;
  }

  /** False when it has to wait. */
  private async addFirst(portion: Writable<Portion>): Promise<boolean> {
    const [taken] = this.waiting;
    if (taken === undefined) return false;
    const attempt = await this.attempt(taken);
    const busy = await this.busyLane(attempt);
    if (busy !== undefined && !this.isStuck(busy)) {
      portion.waitsFor = `${busy} has messages before it; live ones go first`;
      return false;
    }
    this.blockedSince = undefined;
    const detail = `for ${PATIENCE_MS / 1_000} s it took nothing`;
    this.add(portion, taken, busy === undefined ? attempt : { to: 'nowhere', state: 'open', outcome: 'subscriber-busy', detail });
    this.waiting = this.waiting.slice(1);
    this.position = taken.sequence;
    portion.lookedAt += 1;
    return true;
  }

  private async attempt({ sequence, retry }: Taken): Promise<LetterAttempt> {
    const letter = await this.letter(sequence);
    if (letter === undefined)
      return { to: 'nowhere', state: 'open', outcome: 'letter-gone', detail: 'DEAD_LETTERS does not hold it any more' };
    return attemptLetter(this.rooms.nats, this.rooms.judged, letter, retry);
  }

  private async letter(sequence: number): Promise<Letter | undefined> {
    const message = await storedMessage(this.rooms.nats, STREAMS.deadLetters, sequence);
    return message && parseLetter(message);
  }

  private async busyLane(attempt: LetterAttempt): Promise<string | undefined> {
    // what is distributed for the first time is live traffic, and goes to many
    if (attempt.to !== 'deliveries' || attempt.settledAs !== undefined) return undefined;
    for (const name of lanesOf(attempt)) if ((await this.lane.room(name)).room === 0) return name;
    return undefined;
  }

  private isStuck(name: string): boolean {
    this.blockedSince ??= Date.now();
    if (Date.now() - this.blockedSince > PATIENCE_MS) this.stuck.add(name);
    return this.stuck.has(name);
  }

  private add(portion: Writable<Portion>, { sequence, retry }: Taken, attempt: LetterAttempt): void {
    const settled = { sequence, retry, at: new Date() };
    if (attempt.to === 'nowhere') {
      const { state, outcome, detail } = attempt;
      const said: RetryOutcome = { ...settled, state, outcome, detail };
      portion.before.push(said);
      portion.leftOut.push(outcome);
      return;
    }
    portion[attempt.to].push(...stepsOf(attempt.outputs, sequence));
    for (const name of lanesOf(attempt)) this.lane.take(name);
    if (attempt.settledAs !== undefined) portion.after.push({ ...settled, state: 'resolved', outcome: attempt.settledAs, detail: null });
  }
}
