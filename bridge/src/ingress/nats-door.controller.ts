import { Controller, Logger } from '@nestjs/common';
import { Ctx, MessagePattern } from '@nestjs/microservices';
import { ALL_COMMANDS, CANCEL_SUBJECT, commandTypeOf } from '@odoo-nats-bridge/contracts';
import { Commands, type Status, refusedAtTheDoor } from '../command/command.js';
import { Refused, explain } from '../failure.js';
import { Access } from '../identity/access.js';
import { type NatsRequest, header } from '../nats/nats.js';
import { parseBody } from '../intake/intake.js';
import { termsOf } from './nats-terms.js';
import { natsSender } from './nats-sender.js';
import { patienceMs } from './patience.js';
import { refusalIn } from './problem.js';

/** Commands as NATS requests: the subject names the contract, the server names the sender, the reply is the command's status. */
@Controller()
export class NatsDoor {
  private readonly log = new Logger('ingress');

  constructor(
    private readonly commands: Commands,
    private readonly access: Access,
  ) {}

  /** Never throws: whatever arrives, the sender gets a status with a code. */
  @MessagePattern(ALL_COMMANDS)
  async receive(@Ctx() request: NatsRequest): Promise<Status> {
    const type = commandTypeOf(request.subject);
    try {
      const client = natsSender(request, this.access);
      if (request.subject === CANCEL_SUBJECT) return await this.commands.cancel(client, commandIn(request));
      const received = { client, type, body: request.data, via: 'nats' as const, ...termsOf(request) };
      return await this.commands.send(received, patienceMs(header(request, 'Prefer')));
    } catch (thrown) {
      if (!(thrown instanceof Refused)) this.log.error({ msg: 'a NATS command failed', type, reason: explain(thrown) });
      return refusedAtTheDoor(type, refusalIn(thrown));
    }
  }
}

/** `{"commandId": "..."}`; anything else names no command. */
function commandIn(request: NatsRequest): string {
  const { commandId } = parseBody(request.data);
  return typeof commandId === 'string' ? commandId : '';
}
