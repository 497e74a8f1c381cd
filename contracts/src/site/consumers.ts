/** Who consumes what, from a bridge's access file: its subscriptions, and whose they are. */
import { z } from 'zod';

// only what the catalogue shows; secrets and addresses stay where they are
const access = z.object({
  clients: z.array(z.object({ id: z.string(), roles: z.array(z.string()) })),
  subscriptions: z.array(
    z.object({ name: z.string(), client: z.string(), contracts: z.array(z.string()), channel: z.object({ kind: z.string() }) }),
  ),
});

export interface Consumer {
  readonly subscription: string;
  readonly client: string;
  readonly roles: readonly string[];
  readonly channel: string;
}

/** By contract id. Throws on a file that is no access file. */
export function consumersIn(content: unknown): ReadonlyMap<string, readonly Consumer[]> {
  const { clients, subscriptions } = access.parse(content);
  const consumers = new Map<string, Consumer[]>();
  for (const { name, client, contracts, channel } of subscriptions) {
    const roles = clients.find((each) => each.id === client)?.roles ?? [];
    for (const contract of contracts) {
      consumers.set(contract, [...(consumers.get(contract) ?? []), { subscription: name, client, roles, channel: channel.kind }]);
    }
  }
  return consumers;
}
