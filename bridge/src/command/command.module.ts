import { Module } from '@nestjs/common';
import { ApplyModule } from '../apply/apply.module.js';
import { Commands } from './command.js';
import { Outcomes } from './outcomes.js';
import { Register } from './register.js';

@Module({ imports: [ApplyModule], providers: [Commands, Outcomes, Register], exports: [Commands] })
export class CommandModule {}
