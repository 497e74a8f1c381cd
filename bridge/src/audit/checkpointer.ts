/**
 * Makes the checkpoints while the bridge runs: after so many entries, or after so long when there is a new one. Each goes into the stream
 * first, where a rival replica's is refused, and from there into the file of every replica.
 *
 * What it signs it has walked: a chain that does not hold since the last checkpoint is signed all the same (the older checkpoints keep
 * proving what was there), and told to whoever looks at the health of the bridge.
 */
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONFIG, type Config } from '../config/config.js';
import { Defect, explain } from '../failure.js';
import { Nats } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { Store } from '../store/store.js';
import { appendLine, lastLineOf, newestInStream, storeInStream, streamAnchor } from './anchors.js';
import { type Checkpoint, NO_CHECKPOINT, digestOfCheckpoint, lineOf, parseCheckpoint, signed, wrongIn } from './checkpoint.js';
import { entriesOf, erasedOf, headOf, snapshot } from './entries.js';
import { type Finding, lineOf as toldOf } from './finding.js';
import type { Head } from './link.js';
import { mayEdit } from './rights.js';
import { PublicKey, SigningKey } from './signing-key.js';
import { claimTenant } from './tenant.js';
import { verify } from './verify.js';

const COMPONENT = 'audit';
const LOOK_MS = 5_000;

@Injectable()
export class Checkpointer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('audit');
  private readonly stop = new AbortController();
  private readonly key: SigningKey | undefined;
  private readonly tenant: string;
  private running: Promise<void> = Promise.resolve();
  /** stays until the process ends: a break does not mend itself */
  private broken: string | undefined;
  private roles = '';

  constructor(
    private readonly store: Store,
    private readonly nats: Nats,
    private readonly health: Health,
    @Inject(CONFIG) private readonly config: Pick<Config, 'audit' | 'odoo'>,
  ) {
    this.key = config.audit.key === 'off' ? undefined : new SigningKey(config.audit.key);
    this.tenant = config.odoo.database;
  }

  /** Throws when the bridge's database belongs to another Odoo database. */
  async onApplicationBootstrap(): Promise<void> {
    await claimTenant(this.store, this.tenant);
    if (await mayEdit(this.store)) {
      this.roles = '; ONE DATABASE ROLE: this process could edit its own evidence (docs/audit.md)';
      this.log.warn({ msg: 'the database role of the bridge owns the audit tables; give them to another role (docs/audit.md)' });
    }
    if (this.key === undefined) this.log.warn({ msg: 'checkpoints of the audit are off: BRIDGE_AUDIT_KEY=off' });
    this.health.report(COMPONENT, 'ok', this.key === undefined ? `checkpoints are off${this.roles}` : `starting${this.roles}`);
    if (this.key !== undefined) this.running = this.untilStopped(this.key);
  }

  /** One more, so that what the last minutes have done is covered while nobody runs. */
  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running;
    if (this.key !== undefined) await this.turn(this.key, true).catch(() => undefined);
  }

  private async untilStopped(key: SigningKey): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        this.tell(await this.turn(key, false));
      } catch (thrown) {
        this.log.warn({ msg: 'no checkpoint could be made; it is tried again', reason: explain(thrown) });
        this.health.report(COMPONENT, 'failing', `no checkpoint: ${explain(thrown)}${this.roles}`);
      }
      await sleep(LOOK_MS, undefined, { signal: this.stop.signal }).catch(() => undefined);
    }
  }

  /** Returns the newest checkpoint. */
  async turn(key: SigningKey, now: boolean): Promise<Checkpoint | undefined> {
    const { last, sequence } = await this.newest(key);
    const head = await this.store.read(headOf);
    if (head === null) throw new Defect('the head of the audit is missing');
    if (!this.isDue(head, last, now)) return last;
    await this.walk(last ?? NO_CHECKPOINT, head);
    const { number } = last ?? NO_CHECKPOINT;
    const previous = last === undefined ? NO_CHECKPOINT.digest : digestOfCheckpoint(last);
    const at = new Date().toISOString();
    const checkpoint = signed({ number: number + 1, tenant: this.tenant, count: head.seq, hash: head.hash, at, previous }, key);
    await storeInStream(this.nats, this.tenant, lineOf(checkpoint), sequence);
    if (this.config.audit.file !== undefined) await appendLine(this.config.audit.file, lineOf(checkpoint));
    return checkpoint;
  }

  private isDue(head: Head, last: Checkpoint | undefined, now: boolean): boolean {
    const { count, hash } = last ?? NO_CHECKPOINT;
    if (head.seq === count && (head.hash === hash || count === 0)) return false;
    const { everyEntries, everyMs } = this.config.audit;
    return now || last === undefined || head.seq - count >= everyEntries || Date.now() - Date.parse(last.at) >= everyMs;
  }

  /** The newest of both anchors. What the file lacks is copied into it; a stream that lacks what the file has is told. */
  private async newest(key: SigningKey): Promise<{ last: Checkpoint | undefined; sequence: number }> {
    const trust = { keys: [key.publicKey, ...this.config.audit.oldKeys.map((text) => new PublicKey(text))], tenant: this.tenant };
    const read = (line: string | undefined): Checkpoint | undefined => {
      const found = line === undefined ? undefined : parseCheckpoint(line);
      return found === undefined || wrongIn(found, trust) !== undefined ? undefined : found;
    };
    const inStream = await newestInStream(this.nats, this.tenant);
    const ofStream = read(inStream?.line);
    if (inStream !== undefined && ofStream === undefined)
      throw new Defect(
        'the newest checkpoint in the stream is not ours; see `audit verify`, and BRIDGE_AUDIT_OLD_KEYS after a change of key',
      );
    const { file } = this.config.audit;
    const ofFile = file === undefined ? undefined : read(await lastLineOf(file));
    if (file !== undefined && (ofStream?.number ?? 0) > (ofFile?.number ?? 0)) await this.copy(file, ofFile?.number ?? 0);
    if ((ofFile?.number ?? 0) > (ofStream?.number ?? 0))
      this.broken ??= `the stream lacks checkpoint ${ofFile?.number ?? 0} that the file has`;
    const last = (ofFile?.number ?? 0) > (ofStream?.number ?? 0) ? ofFile : ofStream;
    return { last, sequence: inStream?.sequence ?? 0 };
  }

  private async copy(file: string, after: number): Promise<void> {
    for await (const line of (await streamAnchor(this.nats, this.tenant)).lines)
      if ((parseCheckpoint(line)?.number ?? 0) > after) await appendLine(file, line);
  }

  /** From the last checkpoint to the head that is about to be signed. */
  private async walk(last: { readonly count: number; readonly hash: string }, head: Head): Promise<void> {
    const start = last.count === 0 ? undefined : { seq: last.count, hash: last.hash };
    const found: Finding[] = [];
    await snapshot(this.store, async (tx) => {
      const expected = { head, erased: await erasedOf(tx), ...(start === undefined ? {} : { start }) };
      await verify(entriesOf(tx, { from: last.count + 1, to: head.seq }), expected, (finding) => found.push(finding));
    });
    const [first] = found;
    if (first === undefined) return;
    this.broken ??= `the chain does not hold since checkpoint of entry ${last.count}: ${toldOf(first).replace(/ +/g, ' ')}; run audit verify`;
    this.log.error({ msg: 'the audit chain does not hold', findings: found.slice(0, 10) });
  }

  private tell(last: Checkpoint | undefined): void {
    const { file } = this.config.audit;
    const where = file === undefined ? 'in the stream, NO FILE (BRIDGE_AUDIT_FILE)' : 'in stream and file';
    const told = last === undefined ? 'no entry yet' : `checkpoint ${last.number} of ${last.at} covers ${last.count} entries, ${where}`;
    if (this.broken === undefined) this.health.report(COMPONENT, 'ok', told + this.roles);
    else this.health.report(COMPONENT, 'failing', `${this.broken}; ${told}${this.roles}`);
  }
}
