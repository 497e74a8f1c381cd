/** One login that is known beforehand, and nobody else: for a broker that has no bridge, as the sandbox's. */
import { SideConnection } from '../nats/nats.js';
import { CALLOUT_SUBJECT } from './callout.js';
import { answerTo, loginOf } from './login.js';
import { newSeed, signingKey } from './nkey.js';
import { markOf, nameOf, permissionsOf } from './permissions.js';

export interface OnlyLogin {
  readonly user: string;
  readonly password: string;
  readonly subscriptions: readonly string[];
}

/** For nats-server.conf: `issuer` before the start, then `answerOn`. */
export class OnlyLoginJudge {
  private readonly key = signingKey(newSeed('A'), 'A');

  get issuer(): string {
    return this.key.id;
  }

  async answerOn(url: string, password: string, only: OnlyLogin): Promise<SideConnection> {
    const permissions = permissionsOf({ client: only.user, subscriptions: only.subscriptions, commands: [], queries: [] });
    const name = nameOf({ client: only.user, credential: 'only', mark: markOf(permissions) });
    const side = await SideConnection.open({ url, user: 'callout', password });
    side.answer(CALLOUT_SUBJECT, 'callout', (data) => {
      const now = new Date();
      const login = loginOf(Buffer.from(data).toString(), this.key.id, now);
      const fits = login?.shown?.kind === 'password' && login.shown.user === only.user && login.shown.secret === only.password;
      const admitted = fits ? { name, permissions, expiresAt: null } : undefined;
      return Promise.resolve(login === undefined ? undefined : answerTo(login, admitted, this.key, now));
    });
    return side;
  }
}
