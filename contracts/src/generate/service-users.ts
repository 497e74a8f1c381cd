/** The users the bridge is in Odoo: one that registers watches, one per domain that has commands or queries, each as small as can be. */
import type { Catalog } from '../catalog.js';
import { type Allowance, type Domain, serviceUserOf } from '../contract.js';

export interface ServiceUser {
  readonly login: string;
  readonly name: string;
  /** external ids of Odoo's groups */
  readonly groups: readonly string[];
  readonly allowances: readonly Allowance[];
}

const WATCH_USER: ServiceUser = {
  login: 'bridge-watch',
  name: 'Bridge: watches',
  groups: ['nats_bridge.group_watch_registrar'],
  allowances: [],
};

const keyOf = (allowance: Allowance): string =>
  [allowance.model, allowance.operation, allowance.operation === 'call' ? allowance.method : ''].join(' ');

function merge(left: Allowance | undefined, right: Allowance): Allowance {
  if (!('fields' in right)) return right;
  const fields = new Set([...(left && 'fields' in left ? left.fields : []), ...right.fields]);
  return { ...right, fields: [...fields].sort() };
}

/** What all commands and queries of a domain need together, each right once, in a fixed order. */
export function mergeAllowances(allowances: readonly Allowance[]): readonly Allowance[] {
  const byKey = new Map<string, Allowance>();
  for (const allowance of allowances) byKey.set(keyOf(allowance), merge(byKey.get(keyOf(allowance)), allowance));
  return [...byKey].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, allowance]) => allowance);
}

/** An approval that is waited for is shown on the record, by an activity: to make it, to find it again, to mark it as done. */
const noticesOf = ({ commands }: Domain): Allowance[] =>
  commands.flatMap(({ facts }) =>
    facts?.activities === true
      ? [
          { model: facts.model, operation: 'read' },
          { model: facts.model, operation: 'call', method: 'activity_schedule' },
          { model: 'mail.activity', operation: 'read' },
          { model: 'mail.activity', operation: 'call', method: 'action_feedback' },
        ]
      : [],
  );

const requestsOf = ({ commands, queries = [] }: Domain) => [...commands, ...queries];

const userOf = (domain: Domain): ServiceUser => ({
  login: serviceUserOf(domain.name),
  name: `Bridge: ${domain.name}`,
  groups: ['nats_bridge.group_command_applier', ...domain.odooGroups],
  allowances: mergeAllowances([...requestsOf(domain).flatMap((request) => request.allowances), ...noticesOf(domain)]),
});

export const serviceUsersOf = (catalog: Catalog): readonly ServiceUser[] => [
  WATCH_USER,
  ...catalog.domains.filter((domain) => requestsOf(domain).length > 0).map(userOf),
];
