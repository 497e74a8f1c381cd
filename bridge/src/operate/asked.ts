/** A change that an operator asks for, or only wants to see tried. */
import type { Client } from '../identity/access.js';
import { requireRole } from '../identity/identity.js';
import type { Change, Registry } from '../subscription/subscription.js';

export interface Asked {
  readonly by: string;
  /** of whoever asks: some rights only an admin gives */
  readonly roles: readonly string[];
  /** everything is checked, nothing is changed */
  readonly dryRun: boolean;
}

/** Of `?dryRun=true`. Refused to everybody but operators. */
export function askedBy(caller: Pick<Client, 'id' | 'roles'>, dryRun: string | undefined): Asked {
  requireRole(caller, 'operator');
  return { by: caller.id, roles: caller.roles, dryRun: dryRun === 'true' };
}

/** Thrown to take a transaction back: the change was possible, and nobody wanted it yet. */
class OnlyTried extends Error {
  constructor(readonly result: unknown) {
    super('only tried');
  }
}

/** The change; or, of a dry run, what it would have given. */
export async function changeOrTry<Result>(
  registry: Registry,
  { by, dryRun }: Asked,
  work: (change: Change) => Promise<Result>,
): Promise<Result> {
  if (!dryRun) return registry.change(by, work);
  try {
    return await registry.change(by, async (change) => {
      throw new OnlyTried(await work(change));
    });
  } catch (thrown) {
    if (thrown instanceof OnlyTried) return thrown.result as Result;
    throw thrown;
  }
}
