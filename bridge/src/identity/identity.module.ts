import { Global, Module } from '@nestjs/common';
import { Credentials } from './credentials.js';
import { Logins } from './logins.js';
import { ReachOfClients } from './reach.js';

/** Who logs in to NATS, with what, and how far it reaches. */
@Global()
@Module({ providers: [Credentials, ReachOfClients, Logins], exports: [Credentials, ReachOfClients, Logins] })
export class IdentityModule {}
