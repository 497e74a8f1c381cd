/**
 * The life of a command as its sender sees it, the same for every door.
 *
 *   door     authenticate, parse contract, key                    -> refused at the door, or
 *   record   client + key once; queued in the same transaction    -> accepted
 *   worker   facts, verdict, apply (room `apply`)                 -> applied | refused | failed, or
 *   person   an approval (room `approve`), then the worker again  -> waiting
 *
 * Until policy has allowed it, and so before Odoo can have it, its sender may take it back and its deadline counts: -> refused.
 *
 * Judging is the worker's, because facts need Odoo: a command that arrives while Odoo is away is accepted and judged later.
 * A door waits for the outcome for a while, and answers with the command's status as it is then.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Refusal, refuse } from '@odoo-nats-bridge/contracts';
import { AuditLog } from '../audit/audit.js';
import { CONFIG, type Config } from '../config/config.js';
import { Defect, Refused } from '../failure.js';
import type { Client } from '../identity/access.js';
import { type Status, statusOf } from '../outcome/outcome.js';
import type { Command, Transaction } from '../store/store.js';
import { Cancellation } from './cancellation.js';
import { type Intent, type Received, intentOf } from './intent.js';
import type { ListPage, ListQuery } from './listing.js';
import { Outcomes } from './outcomes.js';
import { type Recorded, Register } from './register.js';

export { newCommandId } from './command-id.js';
export { type Received } from './intent.js';
export { type Status, refusedAtTheDoor } from '../outcome/outcome.js';
export type { ListPage } from './listing.js';

/** the sender is told in time to ask again, and no door is held open for ever */
export const DEFAULT_WAIT_MS = 10_000;
export const LONGEST_WAIT_MS = 60_000;
const COMMAND_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const OPERATE = ['operator', 'support'];
/** refusals of a known sender that evidence is kept of; noise (bad JSON, no key, no contract) is only logged */
const EVIDENCED = new Set(['schema-violation', 'key-conflict', 'no-system']);

/** What became of one of many. */
export type Entered = { readonly commandId: string; readonly replayed: boolean } | { readonly refusal: Refusal };

@Injectable()
export class Commands {
  private readonly log = new Logger('command');

  constructor(
    private readonly register: Register,
    private readonly outcomes: Outcomes,
    private readonly cancellation: Cancellation,
    private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: Pick<Config, 'odoo'>,
  ) {}

  /** Throws Refused when it is refused at the door, Retry when Postgres is away (send it again with the same key). */
  async send(received: Received, waitMs = DEFAULT_WAIT_MS): Promise<Status> {
    try {
      const { command, replayed } = await this.register.record(intentOf(received, this.config.odoo.database));
      return statusOf(await this.outcomes.of(command, waitMs), replayed);
    } catch (thrown) {
      if (thrown instanceof Refused) await this.refusedAtDoor(received, thrown.refusal);
      throw thrown;
    }
  }

  /** Records it in the caller's transaction and does not wait. Throws Refused: then the transaction has to be taken back. */
  async enter(received: Received, tx: Transaction): Promise<Status> {
    const { command, replayed } = await this.register.enter(intentOf(received, this.config.odoo.database), tx);
    return statusOf(command, replayed);
  }

  /** Many, in their order, each with its own fate; the transaction holds whatever was recorded. Throws Retry, Defect. */
  async enterAll(received: readonly Received[], tx: Transaction): Promise<Entered[]> {
    const intents = received.map((each) => this.intentOrRefusal(each));
    const good = intents.filter((each): each is Intent => !('refusal' in each));
    const recorded = await this.register.enterAll(good, tx);
    const found = new Map(good.map((intent, place) => [intent, recorded[place]]));
    return intents.map((each) => ('refusal' in each ? each : enteredAs(each, found.get(each))));
  }

  /** Refuses those of the client's commands that nobody has begun; how many. */
  async cancelAll(client: Client, ids: readonly string[]): Promise<number> {
    return this.cancellation.cancelAll(client.id, ids);
  }

  /** Only for the client that sent it; for everybody else it does not exist. */
  async status(client: Client, id: string, waitMs = 0): Promise<Status> {
    return statusOf(await this.outcomes.of(await this.own(client, id), waitMs), false);
  }

  /** Its own, newest first; `all`: everybody's, for whoever operates the bridge. */
  async list(client: Client, all: boolean, query: ListQuery): Promise<ListPage> {
    if (all && !OPERATE.some((role) => client.roles.includes(role)))
      throw new Refused(refuse('policy-denied', `this needs the role ${OPERATE.join(' or ')}`));
    return this.register.list(all ? undefined : client.id, query);
  }

  /** By its sender. Throws Refused `too-late-to-cancel` once Odoo may have it. */
  async cancel(client: Client, id: string): Promise<Status> {
    return statusOf(await this.cancellation.cancel(await this.own(client, id)), false);
  }

  private async own(client: Client, id: string): Promise<Command> {
    const command = COMMAND_ID.test(id) ? await this.register.byId(id) : null;
    if (command?.client !== client.id) throw new Refused(refuse('not-found'));
    return command;
  }

  private intentOrRefusal(received: Received): Intent | { readonly refusal: Refusal } {
    try {
      return intentOf(received, this.config.odoo.database);
    } catch (thrown) {
      if (thrown instanceof Refused) return { refusal: thrown.refusal };
      throw thrown;
    }
  }

  private async refusedAtDoor(received: Received, refusal: Refusal): Promise<void> {
    const { client, type, via, idempotencyKey = null } = received;
    const { code, detail = null } = refusal;
    this.log.log({ msg: 'command refused at the door', type: type.slice(0, 200), client: client.id, via, code });
    if (!EVIDENCED.has(code)) return;
    const subject = { commandId: null };
    const data = { type, via, idempotencyKey, code, detail };
    await this.audit.append([{ kind: 'command.refused', actor: client.id, correlationId: randomUUID(), subject, data }]);
  }
}

function enteredAs(intent: Intent, found: Recorded | undefined): Entered {
  if (found === undefined) throw new Defect('a recorded command cannot be found');
  const { command, replayed } = found;
  if (command.digest !== intent.digest) return { refusal: refuse('key-conflict', { commandId: command.id }) };
  return { commandId: command.id, replayed };
}
