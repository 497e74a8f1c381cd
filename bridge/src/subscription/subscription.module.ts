import { catalog } from '@odoo-nats-bridge/contracts';
import { Global, Logger, Module } from '@nestjs/common';
import { AuditLog } from '../audit/audit.js';
import { AuditModule } from '../audit/audit.module.js';
import { CONFIG, type Config } from '../config/config.js';
import { Access } from '../identity/access.js';
import { SecretBox, Store } from '../store/store.js';
import { BY_FILE, bringIntoLine, isInLine, readAccessFile } from './access-file.js';
import { wrongIn } from './check.js';
import { Following } from './following.js';
import { Registry } from './registry.js';

/** The access file is brought into the tables before anybody is let in; a wrong file stops the start. */
async function open(store: Store, audit: AuditLog, box: SecretBox, access: Access, config: Config): Promise<Registry> {
  const file = readAccessFile(config.accessFile);
  const registry = new Registry(store, audit, box, access);
  await registry.refresh();
  // asked again under the revision's lock: another replica may be at it
  if (!isInLine(file, access)) await registry.change(BY_FILE, async (change) => bringIntoLine(file, await registry.read(), change));
  tellWhatIsWrong(access);
  return registry;
}

/** The file's owner is not there to be refused: what can never match is told, and nobody is given more by it. */
function tellWhatIsWrong(access: Access): void {
  const logger = new Logger('subscription');
  for (const subscription of access.subscriptions) {
    const client = access.client(subscription.client);
    const wrong = client === undefined ? undefined : wrongIn(subscription, client, catalog);
    if (wrong !== undefined) logger.warn({ msg: 'a subscription is wrong', subscription: subscription.name, ...wrong });
  }
}

/** Who may talk to the bridge and who receives what, for every room. */
@Global()
@Module({
  imports: [AuditModule],
  providers: [
    { provide: SecretBox, inject: [CONFIG], useFactory: ({ secretKeys }: Config) => new SecretBox(secretKeys) },
    { provide: Access, useFactory: () => new Access([], []) },
    { provide: Registry, inject: [Store, AuditLog, SecretBox, Access, CONFIG], useFactory: open },
    Following,
  ],
  exports: [Access, Registry, SecretBox],
})
export class SubscriptionModule {}
