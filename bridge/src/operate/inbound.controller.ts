import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseGuards } from '@nestjs/common';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Caller, requireAnyRole } from '../identity/identity.js';
import { Inbound, type InboundItem, type InboundMessage, Messages, type Receipt, type SourceView } from '../inbound/inbound.js';
import { InboundQuery, TryBody } from './inbound-requests.js';
import { Why } from './letter-requests.js';
import { bodyAs, queryAs } from './page.js';
import { MAY_ACT, MAY_READ } from './roles.js';

/** A message without its body: bodies are other systems' data and shown one at a time. */
type Row = Omit<InboundMessage, 'body'> & { readonly bytes: number };

/** Inbound webhooks: what came, what became of it and why; run again when the cause is mended. */
@Controller('v1/inbound')
@UseGuards(ApiKeyGuard)
export class InboundController {
  constructor(
    private readonly inbound: Inbound,
    private readonly messages: Messages,
  ) {}

  @Get()
  async list(
    @Caller() caller: Client,
    @Query(queryAs(InboundQuery)) asked: InboundQuery,
  ): Promise<{ messages: Row[]; next: string | null }> {
    requireAnyRole(caller, MAY_READ);
    const { limit, before, ...filter } = asked;
    const found = await this.messages.list(filter, before, limit);
    return { messages: found.map(rowOf), next: found.length === limit ? (found.at(-1)?.id ?? null) : null };
  }

  @Get('sources')
  sources(@Caller() caller: Client): { sources: SourceView[] } {
    requireAnyRole(caller, MAY_READ);
    return { sources: this.inbound.list() };
  }

  /** What the mapping would make of this body; nothing is stored. */
  @Post('sources/:source/try')
  @HttpCode(200)
  async try(
    @Caller() caller: Client,
    @Param('source') source: string,
    @Body(bodyAs(TryBody)) { headers, body }: TryBody,
  ): Promise<unknown> {
    requireAnyRole(caller, MAY_READ);
    return this.inbound.try(source, headers, Buffer.from(JSON.stringify(body)));
  }

  @Get(':id')
  async get(@Caller() caller: Client, @Param('id', ParseUUIDPipe) id: string): Promise<Row & { body: unknown; items: InboundItem[] }> {
    requireAnyRole(caller, MAY_ACT);
    const message = await this.inbound.find(id);
    return { ...rowOf(message), items: await this.inbound.itemsOf(message), body: bodyOf(message.body) };
  }

  /** Decides it anew, by the mapping as it is now. */
  @Post(':id/rerun')
  @HttpCode(200)
  rerun(@Caller() caller: Client, @Param('id', ParseUUIDPipe) id: string, @Body(bodyAs(Why)) { why }: Why): Promise<Receipt> {
    requireAnyRole(caller, MAY_ACT);
    return this.inbound.rerun(id, caller.id, why);
  }
}

const rowOf = ({ body, ...row }: InboundMessage): Row => ({ ...row, bytes: body.byteLength });

/** As JSON when it is JSON, else as text. */
function bodyOf(body: Buffer): unknown {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
