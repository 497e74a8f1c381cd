/** Gathers what policy may know about a command's target, as the domain's service user sees it in Odoo. */
import { type CommandContract, type Facts, type Origin, type SnapshotNode, serviceUserOf } from '@odoo-nats-bridge/contracts';
import { Defect, Refused } from '../failure.js';
import type { Odoo } from '../odoo/odoo.js';

/** Throws Retry while Odoo is away, Refused when the record is missing or hidden, Defect when Odoo has not what the contract reads. */
export async function gatherFacts(odoo: Odoo, contract: CommandContract, input: unknown, origin: Origin): Promise<Facts> {
  const source = contract.facts;
  if (source === undefined) return {};
  const record = await odoo.read(serviceUserOf(contract.domain), source.model, source.id(input), source.spec).catch((thrown: unknown) => {
    // a field that does not exist is the contract's mistake, not the sender's
    if (thrown instanceof Refused && thrown.refusal.code === 'odoo-refused')
      throw new Defect(`facts of ${contract.id} cannot be read`, thrown);
    throw thrown;
  });
  return source.toFacts(record as SnapshotNode, origin, input);
}
