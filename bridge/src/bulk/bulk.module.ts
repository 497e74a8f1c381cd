import { Module } from '@nestjs/common';
import { CommandModule } from '../command/command.module.js';
import { Bulk } from './bulk.js';

@Module({ imports: [CommandModule], providers: [Bulk], exports: [Bulk] })
export class BulkModule {}
