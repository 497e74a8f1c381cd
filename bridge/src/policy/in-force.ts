/**
 * Which policies are in force, and since when: a change of them leaves evidence before they decide anything.
 * Sets are kept with their texts under their digest, so that what decided long ago can still be read.
 */
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { AuditLog, canonicalJson } from '../audit/audit.js';
import { Store, type Transaction } from '../store/store.js';
import { Policy } from './judge.js';
import { type PolicySet, type PolicyText, parsedText } from './policy-files.js';
import type { Tables } from './tables.js';

/** any constant that nobody else uses: replicas that start together must not tell one change twice */
const CHANGE_LOCK = 7_281_990_070;

export type Texts = Readonly<Record<string, PolicyText>>;

export interface PolicyState {
  readonly digest: string;
  readonly policies: readonly string[];
}

/** What changed from one set to the next, by policy id and by table. */
export interface PolicyChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly edited: readonly string[];
  readonly tables: readonly string[];
}

type Kept = { readonly policies: Texts; readonly tables: Tables & { readonly schema: string } };

/** What can be said of a set that was in force once. */
export type PastSet = Pick<PolicySet, 'digest' | 'texts' | 'tables' | 'parsed'>;

@Injectable()
export class InForce implements OnModuleInit {
  private readonly log = new Logger('policy');

  constructor(
    private readonly policy: Policy,
    private readonly store: Store,
    private readonly audit: AuditLog,
  ) {}

  /** Before any command is taken: workers start when all modules are initialised. */
  async onModuleInit(): Promise<void> {
    await this.enter(this.policy.set, 'bridge');
  }

  get state(): PolicyState {
    const { digest, notes } = this.policy.set;
    return { digest, policies: [...notes.keys()].sort() };
  }

  /** Evidence first, then the set decides. Throws when the evidence cannot be written: then the old one stays. */
  async enter(set: PolicySet, actor: string): Promise<void> {
    const kept: Kept = { policies: Object.fromEntries(set.texts), tables: { ...set.tables, schema: set.schema } };
    await this.store.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [CHANGE_LOCK]);
      const before = await lastOf(tx);
      if (before?.digest === set.digest) return;
      await tx.query(KEEP, [set.digest, JSON.stringify(kept.policies), JSON.stringify(kept.tables)]);
      await tx.query('INSERT INTO policy_in_force (digest, since) VALUES ($1, now())', [set.digest]);
      const changed = changeOf(before, kept);
      this.log.log({ msg: 'policies changed', digest: set.digest, before: before?.digest, ...changed });
      const subject = { policySet: set.digest };
      const data = { oldDigest: before?.digest ?? null, newDigest: set.digest, ...changed };
      await this.audit.append([{ kind: 'policy.changed', actor, correlationId: `policy:${set.digest}`, subject, data }], tx);
    });
    this.policy.replace(set);
  }

  /** A set that was in force once; undefined: never here. */
  async past(digest: string): Promise<PastSet | undefined> {
    const [row] = await this.store.read((tx) => tx.query<Kept[]>('SELECT policies, tables FROM policy_set WHERE digest = $1', [digest]));
    if (row === undefined) return undefined;
    const parsed = Object.entries(row.policies).map(([id, { file, text }]) => parsedText(`${file}: ${id}`, text));
    return { digest, texts: new Map(Object.entries(row.policies)), tables: row.tables, parsed };
  }
}

async function lastOf(tx: Transaction): Promise<({ readonly digest: string } & Kept) | undefined> {
  const [row] = await tx.query<({ readonly digest: string } & Kept)[]>(LAST);
  return row;
}

const LAST = `
  SELECT policy_set.digest, policies, tables FROM policy_in_force JOIN policy_set USING (digest) ORDER BY ordinal DESC LIMIT 1`;
const KEEP = `
  INSERT INTO policy_set (digest, policies, tables, first_seen) VALUES ($1, $2::jsonb, $3::jsonb, now()) ON CONFLICT (digest) DO NOTHING`;

export function changeOf(before: Kept | undefined, now: Kept): PolicyChange {
  const old = before?.policies ?? {};
  const ids = Object.keys(now.policies);
  const tables = (Object.keys(now.tables) as (keyof Kept['tables'])[]).filter((name) => !isSame(before?.tables[name], now.tables[name]));
  return {
    added: ids.filter((id) => !Object.hasOwn(old, id)).sort(),
    removed: Object.keys(old)
      .filter((id) => !Object.hasOwn(now.policies, id))
      .sort(),
    edited: ids.filter((id) => Object.hasOwn(old, id) && old[id]?.text !== now.policies[id]?.text).sort(),
    tables: tables.sort(),
  };
}

/** jsonb gives keys back in an order of its own. */
const isSame = (left: unknown, right: unknown): boolean => canonicalJson(left ?? null) === canonicalJson(right ?? null);
