/** Traffic to record: the golden changes of all domains as the translator tells them, in the streams of a real broker. */
import { type Envelope, catalog, fromHeaders } from '@odoo-nats-bridge/contracts';
import type { Nats } from '../../src/nats/nats.js';
import { ensureStreams } from '../../src/nats/streams.js';
import { translate } from '../../src/translate/translation.js';
import { changeMessage, changeNamed, moments } from '../rig/golden.js';

export interface GoldenEvent {
  readonly envelope: Envelope;
  readonly data: unknown;
}

export const changes = Object.keys(moments).sort().map(changeNamed);

const messages = changes.flatMap((change, index) => translate(changeMessage(change, index + 1), catalog));

export const events: readonly GoldenEvent[] = messages.flatMap(({ headers, data }) => {
  const envelope = fromHeaders(headers);
  return envelope === undefined ? [] : [{ envelope, data: JSON.parse(Buffer.from(data).toString()) as unknown }];
});

export async function publish(nats: Nats): Promise<void> {
  await ensureStreams(nats.manager);
  // without their message ids: the domains were recorded apart and number their changes alike
  for (const { subject, headers, data } of messages) await nats.store({ subject, headers, data });
  for (const change of changes)
    await nats.store({ subject: 'odoo.change.golden.any.update', headers: [], data: Buffer.from(JSON.stringify(change)) });
}
