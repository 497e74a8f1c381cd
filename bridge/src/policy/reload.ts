/**
 * Policies are read again on SIGHUP: when somebody says so, because half-copied files may well be valid. There is no moment without
 * policy: the new set is read, checked and audited while the old one decides. What is wrong with it is told; the old one stays.
 */
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { explain } from '../failure.js';
import { Health } from '../observe/observe.js';
import { InForce } from './in-force.js';
import { loadPolicies } from './policy-files.js';
import { Shadow } from './shadow.js';

const COMPONENT = 'policy';

@Injectable()
export class Reload implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('policy');
  private last: Promise<unknown> = Promise.resolve();
  private readonly onSignal = (): void => void this.now();
  /** what was wrong with the files when they were read last; undefined: nothing */
  problem: string | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'policyDir'>,
    private readonly inForce: InForce,
    private readonly shadow: Shadow,
    private readonly health: Health,
  ) {}

  onApplicationBootstrap(): void {
    process.on('SIGHUP', this.onSignal);
    this.tell();
  }

  async onModuleDestroy(): Promise<void> {
    process.off('SIGHUP', this.onSignal);
    await this.last;
  }

  /** One after another. Never throws; true: the files are in force. */
  async now(): Promise<boolean> {
    const turn = this.last.then(() => this.read());
    this.last = turn;
    return turn;
  }

  private async read(): Promise<boolean> {
    this.shadow.load();
    try {
      await this.inForce.enter(loadPolicies(this.config.policyDir), 'bridge');
      this.problem = undefined;
    } catch (thrown) {
      this.problem = explain(thrown);
      this.log.error({ msg: 'policies were not reloaded; those in force stay', digest: this.inForce.state.digest, reason: this.problem });
    }
    this.tell();
    return this.problem === undefined;
  }

  /** `ok` all the same: a bridge that judges by yesterday's policies works, and must not be taken out of service for it. */
  private tell(): void {
    const force = `${this.inForce.state.digest.slice(0, 12)} is in force`;
    this.health.report(COMPONENT, 'ok', this.problem === undefined ? force : `${force}; the files could not be loaded: ${this.problem}`);
  }
}
