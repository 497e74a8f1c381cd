/**
 * The pipe between two streams, exactly once and in order: source -> pure function -> target, where each atomic batch begins with
 * the checkpoint. Correctness rests on the checkpoint's fence alone, not on the broker's duplicate window.
 *
 * Replicas: one is active, the others stand by. Every replica starts as a candidate: it reads the checkpoint and writes. Who loses
 * the fence stands by: it looks at the checkpoint once a second (two small requests) and becomes a candidate again when the
 * checkpoint did not move for 5 s although the source has unread messages. Two candidates at once are harmless: the fence lets
 * one batch through, and the loser has stored nothing.
 *
 * One source message with more outputs than a batch holds is written in parts; the checkpoint then counts the parts that are
 * stored. After a restart the message is transformed again, so the function must give the same outputs in the same order; where
 * that may change in between (fan-out: a subscription comes or goes), the outputs carry lasting numbers and the checkpoint the last
 * one of them (`part`, decision 0014).
 */
import { Logger } from '@nestjs/common';
import { Retry, explain } from '../failure.js';
import { type Checkpoint, findSourceFault, readCheckpoint } from './checkpoint.js';
import type { Nats } from './connection.js';
import { Fenced, PipeSession, SourceBroken, pause } from './pipe-session.js';
import type { PipeSpec } from './pipe-spec.js';
import { messageOrNone } from './stored-message.js';

/** How the pipe is: told whenever it changes. */
export type PipeReport = (state: 'ok' | 'failing' | 'starting', detail: string) => void;

const STANDBY_LOOK_MS = 1_000;
const STANDBY_PATIENCE_MS = 5_000;
/** A broken source or a defect needs a person; until then it is looked at again this often. */
const BROKEN_PAUSE_MS = 30_000;

export class CheckpointedPipe {
  private readonly logger = new Logger('pipe');

  constructor(
    private readonly nats: Nats,
    private readonly spec: PipeSpec,
    private readonly report: PipeReport,
  ) {}

  /** Works until `stop` is aborted; resolves then, after the batch under way. Never throws. */
  async run(stop: AbortSignal): Promise<void> {
    this.report('starting', 'reads its checkpoint');
    while (!stop.aborted) {
      try {
        await this.takeTurn(stop);
      } catch (error) {
        await this.recover(error, stop);
      }
    }
  }

  private async takeTurn(stop: AbortSignal): Promise<void> {
    const { source } = this.spec;
    await this.spec.prepare?.();
    const checkpoint = await this.readCheckpoint();
    const fault = await findSourceFault(this.nats.manager, source.stream, checkpoint);
    if (fault !== undefined) throw new SourceBroken(fault);
    const { created } = await this.nats.manager.streams.info(source.stream);
    const { sequence } = checkpoint.position;
    this.logger.log({ msg: 'active', pipe: this.spec.name, after: sequence });
    this.report('ok', `active, took over after ${source.stream} ${sequence}`);
    await new PipeSession(this.nats, this.spec, { created }, checkpoint).run(stop);
  }

  private async recover(error: unknown, stop: AbortSignal): Promise<void> {
    const { name } = this.spec;
    if (error instanceof Fenced) {
      this.logger.log({ msg: 'stands by', pipe: name, reason: error.message });
      this.report('ok', 'stands by: another replica is active');
      await this.standBy(stop);
      return;
    }
    const text = explain(error);
    const lasting = isLasting(error);
    this.logger[lasting ? 'error' : 'warn']({ msg: lasting ? 'broken' : 'interrupted', pipe: name, reason: text });
    this.report('failing', text);
    await pause(lasting ? BROKEN_PAUSE_MS : retryAfterMs(error), stop);
  }

  /** Returns when it is time to become a candidate. Throws when the broker cannot be asked. */
  private async standBy(stop: AbortSignal): Promise<void> {
    let seen = await this.readCheckpoint().catch(() => undefined);
    let since = Date.now();
    while (Date.now() - since < STANDBY_PATIENCE_MS && (await pause(STANDBY_LOOK_MS, stop))) {
      const found = await this.readCheckpoint().catch(() => undefined);
      if (found !== undefined && found.sequence === seen?.sequence && (await this.hasUnread(found))) continue;
      seen = found;
      since = Date.now();
    }
  }

  private async hasUnread(checkpoint: Checkpoint): Promise<boolean> {
    const { stream, filters } = this.spec.source;
    const last = filters.map((filter) => messageOrNone(this.nats.manager.streams.getMessage(stream, { last_by_subj: filter })));
    const found = await Promise.all(last).catch(() => []);
    return found.some((message) => message !== undefined && message.seq > checkpoint.position.sequence);
  }

  private readCheckpoint(): Promise<Checkpoint> {
    return readCheckpoint(this.nats.manager, this.spec.target.stream, this.spec.target.checkpoint);
  }
}

// Foreign errors of the broker's client (time-out, no responders) pass by themselves; our own defects do not.
const isLasting = (error: unknown): boolean => error instanceof SourceBroken || (error instanceof Error && error.name === 'Defect');
const retryAfterMs = (error: unknown): number => (error instanceof Retry ? error.afterMs : 1_000);
