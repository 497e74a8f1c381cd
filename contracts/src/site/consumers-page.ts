/** Who consumes what. */
import type { Entry } from './entries.js';
import { code, escaped, link, page, table } from './html.js';

/** The consumers of one contract, as one line. Who may send or ask is policy, not the access file. */
export function consumersText(entry: Entry): string {
  if (entry.kind !== 'event') return 'whoever policy permits (<code>bridge/policies</code>)';
  const names = entry.consumers.map(
    ({ client, subscription, channel }) => `${escaped(client)} (${code(subscription)}, ${escaped(channel)})`,
  );
  return names.join(', ') || 'nobody';
}

export function consumersPage(entries: readonly Entry[], from: string): string {
  const rows = entries.flatMap((entry) =>
    entry.consumers.map(({ client, roles, subscription, channel }) => [
      escaped(client),
      escaped(roles.join(', ')),
      code(subscription),
      escaped(channel),
      link(`contracts/${entry.id}.html`, code(entry.id)),
    ]),
  );
  const unread = entries.filter((entry) => entry.kind === 'event' && entry.consumers.length === 0);
  const body = `<p>From the access file ${code(from)}.</p>
${table(
  ['client', 'roles', 'subscription', 'channel', 'contract'],
  rows.sort((left, right) => (left.join() < right.join() ? -1 : 1)),
)}
<h2>Events that nobody consumes</h2>
<ul>${unread.map((entry) => `<li>${link(`contracts/${entry.id}.html`, code(entry.id))}</li>`).join('')}</ul>`;
  return page({ title: 'Who consumes what', root: '', body });
}
