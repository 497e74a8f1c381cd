/** Taking a command back: its sender may, while Odoo cannot have it. */
import { Injectable } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { AuditLog } from '../audit/audit.js';
import { Refused } from '../failure.js';
import { endEarly } from '../outcome/outcome.js';
import { type Command, Store } from '../store/store.js';
import { Register } from './register.js';

@Injectable()
export class Cancellation {
  constructor(
    private readonly store: Store,
    private readonly register: Register,
    private readonly audit: AuditLog,
  ) {}

  /** The command as it is then; cancelling twice is cancelling once. Throws Refused `too-late-to-cancel`. */
  async cancel(command: Command): Promise<Command> {
    await this.store.transaction(async (tx) => {
      const asked = { which: 'id = $3', values: [command.id], atMost: 1, refusal: refuse('cancelled'), actor: command.client };
      const { entries } = await endEarly(tx, asked);
      await this.audit.append(entries, tx);
    });
    const now = (await this.register.byId(command.id)) ?? command;
    if (now.refusal?.code === 'cancelled') return now;
    throw new Refused(refuse('too-late-to-cancel', { commandId: now.id, status: now.status }));
  }
}
