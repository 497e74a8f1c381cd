import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type ChallengeVerdict, Challenges, type TrialAnswer, Trials } from '../deliver/deliver.js';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Caller, requireRole } from '../identity/identity.js';
import { parseBody } from '../intake/intake.js';
import { askedBy } from './asked.js';
import { parsedBy } from './parsed-by.js';
import { type Shown, Subscriptions } from './subscriptions.js';

const why = z.strictObject({ reason: z.string().min(1).max(500).optional() });

const bodyOf = ({ body }: FastifyRequest) => parseBody(Buffer.isBuffer(body) ? body : '');
const reasonOf = ({ body }: FastifyRequest) =>
  Buffer.isBuffer(body) && body.byteLength > 0 ? parsedBy(why, parseBody(body)).reason : undefined;

const rotation = z.strictObject({ version: z.enum(['v1', 'v1a']).default('v1') });
const versionOf = ({ body }: FastifyRequest) =>
  Buffer.isBuffer(body) && body.byteLength > 0 ? parsedBy(rotation, parseBody(body)).version : 'v1';

/** Who receives what, for operators. `?dryRun=true` checks a change and leaves everything as it is. */
@Controller('v1/subscriptions')
@UseGuards(ApiKeyGuard)
export class SubscriptionsController {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly challenges: Challenges,
    private readonly trials: Trials,
  ) {}

  @Get()
  list(@Caller() caller: Client, @Query('client') client?: string): { subscriptions: Shown[] } {
    requireRole(caller, 'operator');
    return { subscriptions: this.subscriptions.list(client) };
  }

  @Get(':name')
  get(@Caller() caller: Client, @Param('name') name: string): Shown {
    requireRole(caller, 'operator');
    return this.subscriptions.get(name);
  }

  @Post()
  create(
    @Caller() caller: Client,
    @Req() request: FastifyRequest,
    @Query('dryRun') dryRun?: string,
    /** true: it begins paused, until its endpoint answers the challenge */
    @Query('challenge') challenge?: string,
  ): Promise<Shown> {
    return this.subscriptions.create(bodyOf(request), askedBy(caller, dryRun), challenge === 'true');
  }

  @Patch(':name')
  change(
    @Caller() caller: Client,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Query('dryRun') dryRun?: string,
  ): Promise<Shown> {
    return this.subscriptions.change(name, bodyOf(request), askedBy(caller, dryRun));
  }

  @Post(':name/pause')
  @HttpCode(200)
  pause(
    @Caller() caller: Client,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Query('dryRun') dryRun?: string,
  ): Promise<Shown> {
    return this.subscriptions.setStatus(name, 'paused', reasonOf(request), askedBy(caller, dryRun));
  }

  @Post(':name/resume')
  @HttpCode(200)
  resume(@Caller() caller: Client, @Param('name') name: string, @Query('dryRun') dryRun?: string): Promise<Shown> {
    return this.subscriptions.setStatus(name, 'active', undefined, askedBy(caller, dryRun));
  }

  /** `{"version":"v1"}` (HMAC, the default) or `v1a` (ed25519). */
  @Post(':name/secret')
  @HttpCode(200)
  rotateSecret(
    @Caller() caller: Client,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Query('dryRun') dryRun?: string,
  ): Promise<Shown> {
    return this.subscriptions.rotateSecret(name, versionOf(request), askedBy(caller, dryRun));
  }

  /** Asks the endpoint to send a token back: one that waits for it becomes active, one that does not answer is paused. */
  @Post(':name/challenge')
  @HttpCode(200)
  challenge(@Caller() caller: Client, @Param('name') name: string): Promise<ChallengeVerdict> {
    return this.challenges.run(askedBy(caller, undefined).by, name);
  }

  /** The endpoint is attempted now, whatever breaker and schedule say. Answers with what came of it, within 40 s. */
  @Post(':name/try')
  @HttpCode(200)
  tryNow(@Caller() caller: Client, @Param('name') name: string): Promise<TrialAnswer> {
    return this.trials.run(askedBy(caller, undefined).by, name);
  }

  @Delete(':name')
  @HttpCode(204)
  delete(@Caller() caller: Client, @Param('name') name: string, @Query('dryRun') dryRun?: string): Promise<void> {
    return this.subscriptions.delete(name, askedBy(caller, dryRun));
  }
}
