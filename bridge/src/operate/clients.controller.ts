import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, UseGuards } from '@nestjs/common';
import { ApiKeyGuard, Caller, type Credential, type Identity, requireRole } from '../identity/identity.js';
import { askedBy } from './asked.js';
import { ClientQuery, KeyRotation, KeyWanted, Ownership } from './client-requests.js';
import { type ClientRow, Clients, type KeyShown } from './clients.js';
import { bodyAs, queryAs } from './page.js';

/** Clients, their owners and their credentials, for operators. `?dryRun=true` checks a change and leaves everything as it is. */
@Controller('v1/clients')
@UseGuards(ApiKeyGuard)
export class ClientsController {
  constructor(private readonly clients: Clients) {}

  @Get()
  async list(@Caller() caller: Identity, @Query(queryAs(ClientQuery)) query: ClientQuery): Promise<{ clients: ClientRow[] }> {
    requireRole(caller, 'operator');
    return { clients: await this.clients.list(query) };
  }

  @Put(':id/owner')
  async own(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body(bodyAs(Ownership)) ownership: Ownership,
    @Query('dryRun') dryRun?: string,
  ): Promise<{ client: string; owner: unknown; reviewBy: string | null }> {
    const { owner, reviewBy = null } = await this.clients.own(id, ownership, askedBy(caller, dryRun));
    return { client: id, owner, reviewBy };
  }

  @Get(':id/credentials')
  async credentials(@Caller() caller: Identity, @Param('id') id: string): Promise<{ credentials: Credential[] }> {
    requireRole(caller, 'operator');
    return { credentials: await this.clients.credentialsOf(id) };
  }

  @Delete(':id/credentials/:credential')
  @HttpCode(204)
  revoke(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Param('credential') credential: string,
    @Query('dryRun') dryRun?: string,
  ): Promise<void> {
    return this.clients.revoke(id, credential, askedBy(caller, dryRun));
  }

  /** The key is in this answer and nowhere else. */
  @Post(':id/keys')
  issue(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body(bodyAs(KeyWanted)) wanted: KeyWanted,
    @Query('dryRun') dryRun?: string,
  ): Promise<KeyShown> {
    return this.clients.issue(id, wanted, askedBy(caller, dryRun));
  }

  @Post(':id/keys/rotate')
  @HttpCode(200)
  rotate(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body(bodyAs(KeyRotation)) rotation: KeyRotation,
    @Query('dryRun') dryRun?: string,
  ): ReturnType<Clients['rotate']> {
    return this.clients.rotate(id, rotation, askedBy(caller, dryRun));
  }
}
