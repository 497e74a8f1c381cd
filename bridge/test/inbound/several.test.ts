/** A message that says several things: each item a command, an event or nothing, with a fate of its own. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { type Answer, HooksScene, SECRETS } from './scene.js';

let scene: HooksScene;
beforeAll(async () => {
  scene = await HooksScene.open();
}, 60_000);
afterAll(() => scene.close());

const hook: HooksScene['hook'] = (...given) => scene.hook(...given);
const operator: HooksScene['operator'] = (...given) => scene.operator(...given);
const rows = <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]> => scene.rows<Row>(sql, values);

interface Told {
  readonly ordinal: number;
  readonly state: string;
  readonly reason: string | null;
  readonly commandId: string | null;
}
const request = (tag: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  command: 'maintenance.open-request.v1',
  input: { subject: `Broken: ${tag}`, kind: 'corrective', priority: 'high', ...more },
});
const round = (id: string, items: unknown): Promise<Answer> =>
  hook('round', JSON.stringify({ id, items }), { authorization: `Bearer ${SECRETS.FIELD_APP_KEY}` });
const itemsOf = ({ json }: Answer): Told[] => json.items as Told[];
const commandsLike = (like: string) =>
  rows<{ idempotency_key: string }>('SELECT idempotency_key FROM command WHERE idempotency_key LIKE $1 ORDER BY seq', [like]);

test('is as many commands, each under a key of its own; the message again adds none', async () => {
  const items = [request('P-1'), request('P-2'), { ignore: 'nothing-wrong' }];
  const first = await round('round-1', items);
  expect(first).toMatchObject({ status: 202, json: { state: 'handed-over', commandId: null, duplicate: false } });
  expect(itemsOf(first).map(({ state }) => state)).toEqual(['handed-over', 'handed-over', 'ignored']);
  const again = await round('round-1', items);
  expect(again).toMatchObject({ status: 202, json: { duplicate: true, items: itemsOf(first) } });
  expect((await commandsLike('inbound:round:round-1/%')).map(({ idempotency_key: key }) => key)).toEqual([
    'inbound:round:round-1/0',
    'inbound:round:round-1/1',
  ]);
});

test('twenty times at once it is decided once', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => round('round-2', [request('P-3'), request('P-4')])));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([202]));
  expect(await commandsLike('inbound:round:round-2/%')).toHaveLength(2);
});

test('an item that is refused takes nobody with it, is found by its reason, and only what did not go is decided anew', async () => {
  const items = [request('P-5'), request('P-6', { priority: 'no such word' }), { command: 'no.such.v1', input: {} }];
  const answer = await round('round-3', items);
  expect(answer).toMatchObject({ status: 202, json: { state: 'partly', reason: 'items-rejected' } });
  expect(itemsOf(answer).map(({ state, reason }) => [state, reason])).toEqual([
    ['handed-over', null],
    ['rejected', 'schema-violation'],
    ['rejected', 'unknown-contract'],
  ]);
  const found = await operator('/v1/inbound?source=round&reason=unknown-contract');
  expect(found.json.messages).toMatchObject([{ id: answer.json.id, state: 'partly' }]);
  const rerun = await operator(`/v1/inbound/${String(answer.json.id)}/rerun`, { why: 'the mapping was mended' });
  expect(rerun).toMatchObject({ status: 200, json: { state: 'partly', items: itemsOf(answer) } });
  expect(await commandsLike('inbound:round:round-3/%')).toHaveLength(1);
  const shown = await operator(`/v1/inbound/${String(answer.json.id)}`);
  expect(shown.json).toMatchObject({ reruns: 1, items: [{ ordinal: 0, commandId: itemsOf(answer)[0]?.commandId }, {}, {}] });
});

test('a rejected item that is good by now goes on its second run; the others stay as they are', async () => {
  const taken = { ...request('P-7'), key: 'round-4-taken' };
  await round('round-4a', [taken, request('P-8')]);
  // another request under a used key
  const answer = await round('round-4b', [{ ...request('P-9'), key: 'round-4-taken' }, request('P-10')]);
  expect(itemsOf(answer).map(({ reason }) => reason)).toEqual(['key-conflict', null]);
  await scene.database.query(`DELETE FROM command WHERE idempotency_key = 'round-4-taken'`);
  const rerun = await operator(`/v1/inbound/${String(answer.json.id)}/rerun`, { why: 'the key is free' });
  expect(rerun).toMatchObject({ status: 200, json: { state: 'handed-over' } });
  expect(itemsOf(rerun)[1]).toEqual(itemsOf(answer)[1]);
  expect(await operator(`/v1/inbound/${String(answer.json.id)}/rerun`, { why: 'again' })).toMatchObject({
    status: 409,
    json: { code: 'inbound-settled' },
  });
});

test('a message of which something went stays a message of several, whatever its mapping makes of it later', async () => {
  const answer = await round('round-9', [request('P-11'), { command: 'no.such.v1', input: {} }]);
  expect(answer.json).toMatchObject({ state: 'partly' });
  // as by another mapping: one command instead of the list
  await scene.database.query('UPDATE inbound_message SET source = $2, body = $3 WHERE id = $1', [
    answer.json.id,
    'field-app',
    JSON.stringify({ entry: 'e-9', revision: 1, project: 3, employee: 5, day: '2026-03-02', minutes: 60, text: 'Formwork' }),
  ]);
  const rerun = await operator(`/v1/inbound/${String(answer.json.id)}/rerun`, { why: 'another mapping' });
  expect(rerun).toMatchObject({ status: 200, json: { state: 'handed-over', commandId: null } });
  expect(itemsOf(rerun)).toEqual([itemsOf(answer)[0]]);
  expect(await commandsLike('field-app-e-9')).toEqual([]);
});

test('numbers count within a message and between messages', async () => {
  const numbered = (sequence: number): Record<string, unknown> => ({ ...request(`S-${sequence}`), sourceKey: 'gate', sequence });
  const first = await round('round-5', [numbered(2), numbered(1), numbered(5)]);
  expect(itemsOf(first).map(({ state, reason }) => reason ?? state)).toEqual(['handed-over', 'out-of-sequence', 'handed-over']);
  const later = await round('round-6', [numbered(4), numbered(6)]);
  expect(itemsOf(later).map(({ state, reason }) => reason ?? state)).toEqual(['out-of-sequence', 'handed-over']);
});

test('with nothing in it, or too much, it is a mistake of the mapping', async () => {
  for (const [id, items] of [
    ['round-7', []],
    ['round-8', Array.from({ length: 101 }, () => ({ ignore: 'x' }))],
  ] as const)
    expect(await round(id, items)).toMatchObject({ status: 422, json: { reason: 'mapping-failed' } });
});
