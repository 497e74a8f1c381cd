/** Messages to be translated in two ways: every recorded change, and what nobody should send. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { StreamMessage } from '../../src/nats/message.js';
import { MAX_EVENT_BYTES } from '../../src/translate/translation.js';
import { changeMessage, changeNamed } from '../rig/golden.js';

const folder = fileURLToPath(new URL('../../../contracts/examples/changes', import.meta.url));
const recorded = readdirSync(folder).map((file) => changeNamed(file.replace('.json', '')));

const order = changeNamed('purchase-order-approved');
const snapshot = z.record(z.string(), z.unknown()).parse(order.snapshot);

const hostile: readonly (readonly [what: string, content: unknown])[] = [
  ['nothing', ''],
  ['no JSON', '{"a":'],
  ['no change', { spec: 'odoo-change/2' }],
  ['an unknown word', { ...order, snapshot: { ...snapshot, state: 'secret state' } }],
  ['a snapshot without its partner', { ...order, snapshot: { ...snapshot, partner_id: 'nobody' } }],
  ['an event that is too large', { ...order, snapshot: { ...snapshot, name: 'y'.repeat(MAX_EVENT_BYTES) } }],
  ['line breaks in what becomes headers', { ...order, change_id: 'x\r\nNats-Rollup: all', command_id: ' cmd\n\n9 ' }],
  [
    'other scripts in what becomes headers and data',
    { ...order, change_id: 'Größe 大 🦆', snapshot: { ...snapshot, name: 'Größe 大 🦆 \ud800' } },
  ],
  ['more than a change has', { ...order, more: 1 }],
  ['a model without contracts', { ...order, model: 'res.currency' }],
  ['what was passed', { ...order, op: 'passed', passed: { moment: 'overdue', dates: ['2026-11-22'] } }],
];

const withIds = (contents: readonly unknown[], round: number): unknown[] =>
  contents.map((content, index) =>
    isChange(content) ? { ...content, change_id: `${round}:${index}:${String(content.change_id)}` } : content,
  );
const isChange = (content: unknown): content is Record<string, unknown> =>
  typeof content === 'object' && content !== null && 'change_id' in content;

/** All of them in turn, each time with other ids; numbered as a stream would. */
export function allKinds(rounds = 1): StreamMessage[] {
  const contents = Array.from({ length: rounds }, (_, round) => withIds([...recorded, ...hostile.map(([, content]) => content)], round));
  const messages = contents.flat().map((content, index) => changeMessage(content, index + 1));
  const notUtf8 = { ...changeMessage('', messages.length + 1), data: Buffer.from([0x22, 0xff, 0x22]) };
  return [...messages, notUtf8];
}
