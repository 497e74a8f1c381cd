/**
 * Evidence of refused logins over HTTP that matter: something real that is no longer, or not here, valid. Noise is counted only; what repeats
 * is told once in a while, so that nobody fills the audit trail by knocking.
 */
import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../audit/audit.js';
import { explain } from '../failure.js';

const AGAIN_AFTER_MS = 600_000;
/** tells of different things that are kept apart at a time; beyond that they wait, counted */
const MOST = 200;

export interface RefusedLogin {
  /** revoked, expired, other-environment, no-role, limited, claim-aud, ... */
  readonly why: string;
  readonly address: string;
  /** a client's id, `person:...`, or nobody we can name */
  readonly actor?: string;
  readonly credential?: string;
}

@Injectable()
export class RefusedLogins {
  private readonly logger = new Logger('identity');
  private readonly toldAtMs = new Map<string, number>();

  constructor(private readonly audit: AuditLog) {}

  async tell({ why, address, actor = 'unknown', credential }: RefusedLogin): Promise<void> {
    if (!this.isNew(`${why} ${actor} ${credential ?? (actor === 'unknown' ? address : '')}`)) return;
    this.logger.warn({ msg: 'a login over HTTP was refused', why, actor, credential, address });
    const subject = { ...(actor === 'unknown' ? {} : { client: actor }), ...(credential === undefined ? {} : { credential }) };
    const correlationId = actor === 'unknown' ? `address:${address}` : `client:${actor}`;
    // it is refused whether or not this can be written down
    await this.audit
      .append([{ kind: 'login.refused', actor, correlationId, subject, data: { via: 'http', why, address } }])
      .catch((error: unknown) => {
        this.logger.error({ msg: 'a refused login is missing in the audit trail', why, reason: explain(error) });
      });
  }

  private isNew(what: string): boolean {
    const now = Date.now();
    for (const [told, atMs] of this.toldAtMs) if (now - atMs > AGAIN_AFTER_MS) this.toldAtMs.delete(told);
    if (this.toldAtMs.has(what) || this.toldAtMs.size >= MOST) return false;
    this.toldAtMs.set(what, now);
    return true;
  }
}
