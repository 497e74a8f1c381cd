import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DeadLetters } from './deadletter.js';
import { LetterIndex } from './letter-index.js';

/** What could not go its way, kept in sight until somebody has taken care of it. */
@Module({ imports: [AuditModule], providers: [DeadLetters, LetterIndex], exports: [DeadLetters, LetterIndex] })
export class DeadLetterModule {}
