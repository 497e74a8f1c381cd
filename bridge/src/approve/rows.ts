/** Approvals as they lie in Postgres. */
import type { Transaction } from '../store/store.js';
import type { Approval, Delegation, Voice } from './approval.js';

type Row = Omit<Approval, 'requester' | 'voices' | 'delegations'> & {
  readonly requester: string;
  readonly requesterOwner: string | null;
  readonly voices: readonly (Omit<Voice, 'at'> & { readonly at: string })[];
  readonly delegations: readonly (Omit<Delegation, 'at'> & { readonly at: string })[];
};

const SELECT = `
  SELECT a.id, a.command, a.requester, a.requester_owner AS "requesterOwner", a.type, a.aggregate, c.correlation_id AS "correlationId",
    a.digest, a.record_version AS "recordVersion", a.facts, a.policies, a.reason, a.roles, a.needed, a.status,
    a.requested_at AS "requestedAt", a.escalates_at AS "escalatesAt", a.escalated_at AS "escalatedAt",
    a.expires_at AS "expiresAt", a.ended_at AS "endedAt",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', voter, 'owner', voter_owner, 'roles', voter_roles, 'verdict', verdict,
        'reason', reason, 'at', at) ORDER BY at), '[]') FROM approval_voice WHERE approval = a.id) AS voices,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('from', from_client, 'to', to_client, 'reason', reason, 'at', at) ORDER BY at), '[]')
      FROM approval_delegation WHERE approval = a.id) AS delegations
  FROM approval a JOIN command c ON c.id = a.command`;

/** @param rest SQL behind the SELECT over `a` (approval) and `c` (command) */
export async function readApprovals(tx: Transaction, rest: string, values: readonly unknown[]): Promise<Approval[]> {
  const rows = await tx.query<Row[]>(`${SELECT} ${rest}`, [...values]);
  return rows.map(({ requesterOwner, requester, voices, delegations, ...same }) => ({
    ...same,
    requester: { id: requester, owner: requesterOwner },
    voices: voices.map((voice) => ({ ...voice, at: new Date(voice.at) })),
    delegations: delegations.map((delegation) => ({ ...delegation, at: new Date(delegation.at) })),
  }));
}

/** Locked against every other decision, its command first: everybody takes the two in this order. */
export async function lockedApproval(tx: Transaction, id: string): Promise<Approval | undefined> {
  await tx.query('SELECT id FROM command WHERE id = (SELECT command FROM approval WHERE id = $1) FOR UPDATE', [id]);
  await tx.query('SELECT id FROM approval WHERE id = $1 FOR UPDATE', [id]);
  const [found] = await readApprovals(tx, 'WHERE a.id = $1', [id]);
  return found;
}
