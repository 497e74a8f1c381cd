import { Module } from '@nestjs/common';
import { Translator } from './translator.js';

/** Raw changes of Odoo become canonical events. */
@Module({ providers: [Translator] })
export class TranslateModule {}
