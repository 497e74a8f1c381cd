import { Controller, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Sender } from '../identity/identity.js';
import { Queries, type Reply } from '../query/query.js';
import { deprecationOf } from './deprecation.js';
import { httpStatusOf, retryAfterOf } from './problem.js';

/**
 * Queries over HTTP: POST, because the question is a JSON object; asking twice does no harm. A question that was looked into
 * answers with its reply: 200, or the status of its refusal. What is refused at the door answers with a problem.
 */
@Controller('v1/queries')
@UseGuards(ApiKeyGuard)
export class HttpQueries {
  constructor(private readonly queries: Queries) {}

  @Post(':type')
  async ask(
    @Sender() client: Client,
    @Param('type') type: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Reply> {
    void reply.headers({ 'cache-control': 'no-store', ...deprecationOf(type) });
    const body = Buffer.isBuffer(request.body) ? request.body : '';
    const answer = await this.queries.ask({ client, type, body, via: 'http' });
    void reply.status(answer.refusal === null ? 200 : httpStatusOf(answer.refusal)).headers(retryAfterOf(answer.refusal));
    return answer;
  }
}
