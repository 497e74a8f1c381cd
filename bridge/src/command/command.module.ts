import { Module } from '@nestjs/common';
import { ApplyModule } from '../apply/apply.module.js';
import { Cancellation } from './cancellation.js';
import { Commands } from './command.js';
import { Deadlines } from './deadlines.js';
import { Outcomes } from './outcomes.js';
import { Register } from './register.js';

@Module({ imports: [ApplyModule], providers: [Commands, Outcomes, Register, Cancellation, Deadlines], exports: [Commands] })
export class CommandModule {}
