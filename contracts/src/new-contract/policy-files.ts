/** Who may receive the event: deny by default, one marked permit for the role that was named. Pure. */
import type { Wanted } from './wanted.js';

export function policyFile(wanted: Wanted, before: string | undefined): string {
  const head = `// ${wanted.domain}: who receives its events. Deny by default: what no permit names here, nobody gets.
// What binds the events of all domains is in events.cedar.
`;
  return `${before ?? head}\n${permit(wanted)}`;
}

function permit({ contract, role, domain, entity, event }: Wanted): string {
  if (role === undefined) return `// ${contract}: no permit yet. Nobody receives it until one is written here.\n`;
  return `// PERMIT made by scripts/new-contract --role ${role}: read it before you release it.
@id("${role}-receives-${domain}-${entity}-${event}")
permit (
  principal,
  action == Action::"receive",
  resource == Event::"${contract}"
)
when { principal.roles.contains("${role}") };
`;
}

export const schemaFile = ({ domain }: Wanted): string =>
  `// Facts and actions of ${domain}'s commands and queries: none yet. A command without an action here is refused to everybody.\n`;
