/** A small set of contracts as files, to be changed by tests. */
import { checkContracts } from '../../src/compatibility.js';
import type { Promises } from '../../src/compatibility/promises.js';
import type { Files } from '../../src/compatibility/read.js';
import { releasesOf } from '../../src/compatibility/release.js';
import type { JsonSchema } from '../../src/compatibility/keywords.js';

export const TODAY = '2026-11-22';
export const SHIPPED = 'sales.order.shipped.v1';
export const CONFIRM = 'sales.confirm-order.v1';

const text = { type: 'string', 'x-data-class': 'commercial' };
const object = (properties: JsonSchema): JsonSchema => ({ type: 'object', properties, required: Object.keys(properties) });

export const order = object({
  number: text,
  state: { type: 'string', enum: ['open', 'shipped'] },
  buyer: { anyOf: [object({ name: text }), { type: 'null' }] },
  lines: { type: 'array', items: object({ code: text, quantity: text }) },
});

export const event: Promises = {
  id: SHIPPED,
  kind: 'event',
  subject: `events.${SHIPPED}`,
  dataClass: 'commercial',
  delivery: 'real-time',
  record: 'sale.order',
  scope: ['company', 'customer'],
};

export const command: Promises = {
  id: CONFIRM,
  kind: 'command',
  subject: `commands.${CONFIRM}`,
  aggregate: ['orderId'],
  refusals: ['order-not-found', 'order-not-open'],
};

export const input = object({ orderId: text, note: text });
export const answer = object({ number: text });

/** What a test may set aside or put in another way. */
export interface Written {
  readonly contracts?: readonly unknown[];
  readonly schemas?: Readonly<Record<string, unknown>>;
  readonly waivers?: readonly unknown[];
  readonly released?: Files['released'];
}

export const filesOf = ({ contracts = [event, command], schemas = {}, waivers = [], released = new Map() }: Written = {}): Files => ({
  catalogue: JSON.stringify({ contracts }),
  schemas: new Map(
    Object.entries<unknown>({ [SHIPPED]: order, [CONFIRM]: input, [`${CONFIRM}.answer`]: answer, ...schemas }).flatMap(([name, schema]) =>
      schema === undefined ? [] : [[name, JSON.stringify(schema)]],
    ),
  ),
  released,
  waivers: JSON.stringify({ waivers }),
});

/** contracts/released after a release of these files. */
export function releasedOf(files: Files, today = TODAY): Files['released'] {
  const releases = releasesOf(checkContracts(files, today), today);
  return new Map([...files.released, ...[...releases].map(([id, content]): [string, string] => [id, JSON.stringify(content)])]);
}

/** `rule path` of every open finding. */
export const findingsOf = (files: Files, today = TODAY): readonly string[] =>
  checkContracts(files, today).findings.map(({ rule, path }) => `${rule} ${path}`.trim());
