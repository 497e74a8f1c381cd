import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Query, UseGuards } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import {
  DeadLetters,
  type FacetValue,
  type LetterFilter,
  LetterIndex,
  type LetterPage,
  type LetterRow,
  type LetterState,
} from '../deadletter/deadletter.js';
import { Refused } from '../failure.js';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Caller, requireAnyRole } from '../identity/identity.js';
import { type Order, Replays } from '../replay/replay.js';
import { LetterQuery, LetterWords, LettersOrder, Why } from './letter-requests.js';
import { type LetterView, viewOf } from './letter-view.js';
import { bodyAs, queryAs } from './page.js';
import { MAY_ACT, MAY_COUNT, MAY_READ } from './roles.js';

const order = bodyAs(LettersOrder);
const query = queryAs(LetterQuery);

interface Counted {
  readonly dryRun: true;
  /** how many letters it would take */
  readonly count: number;
}

/** What could not go its way: told apart, read, retried, put aside. `?dryRun=true` counts and changes nothing. */
@Controller('v1/dead-letters')
@UseGuards(ApiKeyGuard)
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly index: LetterIndex,
    private readonly replays: Replays,
  ) {}

  @Get()
  async list(@Caller() caller: Client, @Query(query) asked: LetterQuery): Promise<LetterPage & { searched: LetterFilter }> {
    requireAnyRole(caller, MAY_READ);
    const { limit, before, ...filter } = asked;
    return { ...(await this.letters.list(filter, { before, limit })), searched: filter };
  }

  @Get('facets')
  async facets(
    @Caller() caller: Client,
    @Query(queryAs(LetterWords)) filter: LetterWords,
  ): Promise<{ facets: Record<string, FacetValue[]>; searched: LetterFilter }> {
    requireAnyRole(caller, MAY_COUNT);
    return { facets: await this.letters.facets(filter), searched: filter };
  }

  @Get(':sequence')
  async get(
    @Caller() caller: Client,
    @Param('sequence', ParseIntPipe) sequence: number,
  ): Promise<LetterRow & { letter: LetterView | null }> {
    requireAnyRole(caller, MAY_READ);
    const row = await this.letters.find(sequence);
    if (row === undefined) throw new Refused(refuse('letter-not-found', String(sequence)));
    const letter = await this.letters.read(sequence);
    return { ...row, letter: letter === undefined ? null : viewOf(letter, caller.roles) };
  }

  @Post('retries')
  @HttpCode(202)
  async retry(@Caller() caller: Client, @Body(order) asked: LettersOrder, @Query('dryRun') dryRun?: string): Promise<Order | Counted> {
    requireAnyRole(caller, MAY_ACT);
    const { filter, why, perSecond, expect } = asked;
    if (dryRun === 'true') return this.counted(filter, 'open');
    return this.replays.retry({ filter, why, perSecond, expect, by: caller.id });
  }

  @Post('discards')
  @HttpCode(200)
  async discard(
    @Caller() caller: Client,
    @Body(order) asked: LettersOrder,
    @Query('dryRun') dryRun?: string,
  ): Promise<Counted | { count: number }> {
    requireAnyRole(caller, MAY_ACT);
    if (dryRun === 'true') return this.counted(asked.filter, 'open');
    return { count: await this.letters.discard(asked.filter, caller.id, asked.why) };
  }

  @Post('reopenings')
  @HttpCode(200)
  async reopen(
    @Caller() caller: Client,
    @Body(order) asked: LettersOrder,
    @Query('dryRun') dryRun?: string,
  ): Promise<Counted | { count: number }> {
    requireAnyRole(caller, MAY_ACT);
    if (dryRun === 'true') return this.counted(asked.filter, 'discarded');
    return { count: await this.letters.reopen(asked.filter, caller.id, asked.why) };
  }

  /** The index made again from the stream; what became of each letter stays. */
  @Post('rebuild')
  @HttpCode(200)
  async rebuild(@Caller() caller: Client, @Body(bodyAs(Why)) { why }: Why): Promise<{ read: number }> {
    requireAnyRole(caller, MAY_ACT);
    await this.letters.tellRebuild(caller.id, why);
    return { read: await this.index.rebuild() };
  }

  private async counted(filter: LetterFilter, state: LetterState): Promise<Counted> {
    const isOther = filter.state !== undefined && filter.state !== state;
    return { dryRun: true, count: isOther ? 0 : await this.letters.count({ ...filter, state }) };
  }
}
