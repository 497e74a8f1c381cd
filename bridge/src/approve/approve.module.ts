import { Module } from '@nestjs/common';
import { Activities } from './activities.js';
import { Approvals } from './approvals.js';
import { ApprovalClock } from './clock.js';
import { Decisions } from './decisions.js';
import { Inbox } from './inbox.js';

@Module({ providers: [Approvals, Decisions, Inbox, ApprovalClock, Activities], exports: [Approvals, Decisions, Inbox] })
export class ApproveModule {}
