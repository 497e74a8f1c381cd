/** The way to the bridge for commands and queries; nats-door.ts and http-door.ts are the two there are. */
export interface SendOptions {
  /** 1 to 128 printable characters; one per intent, the same when it is sent again */
  readonly idempotencyKey: string;
  /** seconds to wait for the outcome, 0 = not at all; the bridge's own measure is 10, its longest 60 */
  readonly wait?: number;
  /** `recordversion` of an event about the command's record: it is refused with `version-conflict` when the record changed since */
  readonly expectedVersion?: number | string;
}

export interface Door {
  /** The reply's JSON. Throws Unreachable. */
  send(type: string, body: string, options: SendOptions): Promise<unknown>;
  /** The reply's JSON. Throws Unreachable. */
  ask(type: string, body: string): Promise<unknown>;
  close(): Promise<void>;
}

const DEFAULT_WAIT_S = 10;
/** What the bridge itself may need beside the wait it was asked for. */
const MARGIN_MS = 10_000;
export const ASK_MS = 15_000;

export const patienceMs = ({ wait = DEFAULT_WAIT_S }: SendOptions): number => wait * 1_000 + MARGIN_MS;
export const headersOf = ({ idempotencyKey, wait, expectedVersion }: SendOptions): readonly [string, string][] => [
  ['Idempotency-Key', idempotencyKey],
  ...(wait === undefined ? [] : [['Prefer', `wait=${String(Math.floor(wait))}`] as [string, string]]),
  ...(expectedVersion === undefined ? [] : [['If-Match', `"${String(expectedVersion)}"`] as [string, string]]),
];
