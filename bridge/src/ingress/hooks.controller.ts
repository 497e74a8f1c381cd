import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Inbound, type Receipt } from '../inbound/inbound.js';

/**
 * Webhooks of other systems: no API key, the source's own proof. 202: stored and handed over; 200: stored and deliberately left alone;
 * 422: stored and rejected (an operator can mend and re-run it); 401: not proven. A repeat gets the answer of the first.
 */
@Controller('hooks')
export class HooksController {
  constructor(private readonly inbound: Inbound) {}

  @Post(':source')
  async receive(
    @Param('source') source: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Receipt> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    );
    const receipt = await this.inbound.receive(source, { headers, body, peer: request.socket.remoteAddress ?? '', at: new Date() });
    void reply.status(STATUS[receipt.state]).header('cache-control', 'no-store');
    return receipt;
  }
}

const STATUS = { received: 202, 'handed-over': 202, event: 202, partly: 202, ignored: 200, rejected: 422 } as const;
