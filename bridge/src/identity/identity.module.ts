import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Callers } from './callers.js';
import { Credentials } from './credentials.js';
import { Logins } from './logins.js';
import { readProviders } from './oidc-file.js';
import { ReachOfClients } from './reach.js';
import { RefusedLogins } from './refused-logins.js';
import { Tokens } from './tokens.js';
import { Uses } from './uses.js';
import { AuditModule } from '../audit/audit.module.js';

/** Who logs in, with what, and how far it reaches. A wrong file of providers stops the start. */
@Global()
@Module({
  imports: [AuditModule],
  providers: [
    { provide: Tokens, inject: [CONFIG], useFactory: ({ oidcFile }: Config) => new Tokens(readProviders(oidcFile)) },
    Callers,
    Credentials,
    Logins,
    ReachOfClients,
    RefusedLogins,
    Uses,
  ],
  exports: [Callers, Credentials, Logins, ReachOfClients, Uses],
})
export class IdentityModule {}
