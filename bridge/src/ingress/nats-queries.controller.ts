import { Controller, Logger } from '@nestjs/common';
import { Ctx, MessagePattern } from '@nestjs/microservices';
import { ALL_QUERIES, queryTypeOf } from '@odoo-nats-bridge/contracts';
import { Refused, explain } from '../failure.js';
import { Access } from '../identity/access.js';
import type { NatsRequest } from '../nats/nats.js';
import { Queries, type Reply, refusedAtTheDoor } from '../query/query.js';
import { natsSender } from './nats-sender.js';
import { refusalIn } from './problem.js';

/** Queries as NATS requests: the subject names the contract, the server names the sender. */
@Controller()
export class NatsQueries {
  private readonly log = new Logger('ingress');

  constructor(
    private readonly queries: Queries,
    private readonly access: Access,
  ) {}

  /** Never throws: whatever arrives, the sender gets a reply with a code. */
  @MessagePattern(ALL_QUERIES)
  async receive(@Ctx() request: NatsRequest): Promise<Reply> {
    const type = queryTypeOf(request.subject);
    try {
      const client = natsSender(request, this.access);
      return await this.queries.ask({ client, type, body: request.data, via: 'nats' });
    } catch (thrown) {
      if (!(thrown instanceof Refused)) this.log.error({ msg: 'a NATS query failed', type, reason: explain(thrown) });
      return refusedAtTheDoor(type, refusalIn(thrown));
    }
  }
}
