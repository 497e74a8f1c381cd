/** What each component last said about itself. Rooms report; `/readyz` reads. In memory: it is about this process. */
import { Injectable } from '@nestjs/common';

export type ComponentState = 'ok' | 'failing' | 'starting';

export interface ComponentReport {
  readonly state: ComponentState;
  readonly detail: string;
  /** RFC 3339 UTC: since when it is in this state */
  readonly since: string;
}

@Injectable()
export class Health {
  private readonly reports = new Map<string, ComponentReport>();

  report(component: string, state: ComponentState, detail: string): void {
    const before = this.reports.get(component);
    const since = before?.state === state ? before.since : new Date().toISOString();
    this.reports.set(component, { state, detail, since });
  }

  all(): Readonly<Record<string, ComponentReport>> {
    return Object.fromEntries(this.reports);
  }
}
