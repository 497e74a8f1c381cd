import { Readable } from 'node:stream';
import { Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res, StreamableFile, UseGuards } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Bulk, type BulkView, type ItemRow, type Uploaded } from '../bulk/bulk.js';
import { Refused } from '../failure.js';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Sender } from '../identity/identity.js';

/** The one type of body that is not read into memory before its door sees it. */
export const NDJSON = 'application/x-ndjson';
const STATUSES = new Set(['accepted', 'applying', 'waiting', 'applied', 'refused', 'failed']);
const LARGEST_PAGE = 500;

/** Files of commands, a JSON object on each line. Answered when all lines are recorded; their outcomes are asked for. */
@Controller('v1/bulk')
@UseGuards(ApiKeyGuard)
export class BulkController {
  constructor(private readonly bulk: Bulk) {}

  @Post(':contract')
  @HttpCode(202)
  async upload(
    @Sender() client: Client,
    @Param('contract') contract: string,
    @Headers('idempotency-key') key: string | undefined,
    @Query('keyField') keyField: string | undefined,
    @Query('versionField') versionField: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Uploaded> {
    if (!(request.body instanceof Readable)) throw new Refused(refuse('bad-json', `send ${NDJSON}`));
    const { body } = request;
    // not destroyed by whoever stops reading: that would cut the connection before the answer is out
    const lines = body.iterator({ destroyOnReturn: false });
    const uploaded = await this.bulk.upload({ client, contract, key, keyField, versionField, lines }).catch((thrown: unknown) => {
      // what nobody reads any more would hold up the next request of this connection
      body.resume();
      throw thrown;
    });
    void reply.header('location', `/v1/bulk/${uploaded.bulkId}`);
    return uploaded;
  }

  @Get(':id')
  view(@Sender() client: Client, @Param('id') id: string): Promise<BulkView> {
    return this.bulk.view(client, id);
  }

  @Get(':id/items')
  async items(
    @Sender() client: Client,
    @Param('id') id: string,
    @Query('status') status: string | undefined,
    @Query('after') after = '0',
    @Query('limit') limit = '100',
  ): Promise<{ items: ItemRow[]; next: number | null }> {
    const asked = { status: statusIn(status), after: numberIn(after), limit: Math.max(1, Math.min(numberIn(limit), LARGEST_PAGE)) };
    const items = await this.bulk.items(client, id, asked);
    return { items, next: items.length === asked.limit ? (items.at(-1)?.line ?? null) : null };
  }

  /** The same, all of it, a line each. */
  @Get(':id/items.ndjson')
  async download(@Sender() client: Client, @Param('id') id: string, @Query('status') status: string | undefined): Promise<StreamableFile> {
    const wanted = statusIn(status);
    // refused now, not in the middle of the download
    await this.bulk.view(client, id);
    return new StreamableFile(Readable.from(asLines(this.bulk.allItems(client, id, wanted)), { objectMode: false }), { type: NDJSON });
  }

  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Sender() client: Client, @Param('id') id: string): Promise<BulkView & { cancelled: number }> {
    return this.bulk.cancel(client, id);
  }
}

async function* asLines(items: AsyncIterable<ItemRow>): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(item)}\n`;
}

function statusIn(status: string | undefined): string | undefined {
  if (status === undefined || STATUSES.has(status)) return status;
  throw new Refused(refuse('schema-violation', { issues: [{ path: 'status', message: `one of ${[...STATUSES].join(', ')}` }] }));
}

function numberIn(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Refused(refuse('schema-violation', { issues: [{ path: 'after', message: 'a whole number' }] }));
}
