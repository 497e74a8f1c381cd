/** One way by which messages reach a subscription, with its own place in the stream: what is live, or what is sent again. */
import { deliverySubject, replaySubject } from '@odoo-nats-bridge/contracts';
import type { Nats } from '../nats/nats.js';
import type { MakeContent } from './delivery.js';
import { Intake } from './intake.js';
import { type Reached, Progress } from './progress.js';

export type LaneKind = 'live' | 'replay';

export interface LaneOf {
  readonly subscription: string;
  readonly kind: LaneKind;
  /** what may wait in memory */
  readonly mostBytes: number;
  /** as of IntakeSource */
  readonly roomFor: number;
  /** as of IntakeSource */
  readonly make?: MakeContent | undefined;
}

export class Lane {
  readonly progress: Progress;
  readonly intake: Intake;

  constructor(nats: Nats, of: LaneOf, reached: Reached, onMessage: () => void) {
    const { subscription, kind, mostBytes, roomFor, make } = of;
    this.progress = new Progress(reached);
    const subject = kind === 'live' ? deliverySubject(subscription) : replaySubject(subscription);
    this.intake = new Intake(nats, { subscription, subject, mostBytes, roomFor, make }, this.progress, onMessage);
  }
}
