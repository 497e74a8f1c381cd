import { Global, Module } from '@nestjs/common';
import { Odoo } from './odoo.js';
import { WatchPush } from './watch-push.js';

@Global()
@Module({ providers: [Odoo, WatchPush], exports: [Odoo] })
export class OdooModule {}
