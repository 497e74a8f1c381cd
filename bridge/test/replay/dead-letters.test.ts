import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { catalog, translateDeadLetters } from '@odoo-nats-bridge/contracts';
import { type LetterRow, type LetterState } from '../../src/deadletter/deadletter.js';
import type { OutgoingMessage } from '../../src/nats/message.js';
import { translate } from '../../src/translate/translate.js';
import { eventHeaders } from '../deliver/event-headers.js';
import { eventually } from '../rig/eventually.js';
import { changeMessage, changeNamed, eventExample } from '../rig/golden.js';
import { APPROVED, Scene, recordOf } from './scene.js';
import { Subscriber } from './subscriber.js';

const PATIENCE_MS = 60_000;
jest.setTimeout(PATIENCE_MS);
let scene: Scene;
let subscriber: Subscriber;
/** by event id: refused as long as it is here */
const refused = new Set<string>();
const order = { by: 'ops', why: 'mended' };

beforeAll(async () => {
  scene = await Scene.open('mes');
  await scene.startFlow();
  subscriber = await Subscriber.open(scene.nats, 'mes', (message, { id }) => {
    if (refused.has(id)) message.term('cannot read it');
    else message.ack();
  });
  scene.index.onApplicationBootstrap();
  scene.startRunner();
}, PATIENCE_MS);
afterAll(async () => {
  subscriber.stop();
  await scene.index.beforeApplicationShutdown();
  await scene.close();
});

const lettersOf = async (event: string): Promise<readonly LetterRow[]> => (await scene.letters.list({ event }, { limit: 10 })).letters;
async function letterOf(event: string): Promise<LetterRow> {
  await eventually(async () => (await lettersOf(event)).length > 0);
  const [letter] = await lettersOf(event);
  if (letter === undefined) throw new Error(`no letter of ${event}`);
  return letter;
}
const becomes = (sequence: number, state: LetterState): Promise<void> =>
  eventually(async () => (await scene.letters.find(sequence))?.state === state);
const timesReceived = (event: string): number => subscriber.ids.filter((id) => id === event).length;

test('a delivery that was given up is a letter with its reason, record and contract', async () => {
  refused.add('event-1');
  await scene.fill(1, 1);
  expect(await letterOf('event-1')).toMatchObject({
    stage: 'deliver',
    subscription: 'mes',
    contract: APPROVED,
    recordId: recordOf(1),
    correlationId: 'story-1',
    state: 'open',
    retries: 0,
  });
});

test('retried while it is still refused, it comes back as the same letter, open again, within seconds', async () => {
  const { sequence } = await letterOf('event-1');
  await scene.replays.retry({ ...order, filter: { sequences: [sequence] } });
  await eventually(() => timesReceived('event-1') === 2);
  await becomes(sequence, 'open');
  expect(await scene.letters.find(sequence)).toMatchObject({ retries: 1, outcome: 'terminated', outcomeDetail: 'cannot read it' });
  expect(await lettersOf('event-1')).toHaveLength(1);
});

test('retried after it was mended, it is delivered with its own id, and the letter says so', async () => {
  refused.clear();
  const { sequence } = await letterOf('event-1');
  const { id } = await scene.replays.retry({ ...order, filter: { sequences: [sequence] } });
  await becomes(sequence, 'resolved');
  expect(await scene.letters.find(sequence)).toMatchObject({ retries: 2, outcome: 'delivered', changedBy: 'ops', retry: id });
  expect(timesReceived('event-1')).toBe(3);
  expect(await scene.ended(id)).toMatchObject({ kind: 'retry', letters: 1, written: 1, states: { resolved: 1 } });
  const attempts = await scene.database.query('SELECT outcome FROM delivery_attempt WHERE letter = $1 ORDER BY at', [sequence]);
  expect(attempts).toEqual([{ outcome: 'dead-lettered' }, { outcome: 'delivered' }]);
});

test('the same letter retried twice at once runs once', async () => {
  refused.add('event-2');
  await scene.fill(2, 1);
  const { sequence } = await letterOf('event-2');
  refused.clear();
  const both = await Promise.allSettled([1, 2].map(() => scene.replays.retry({ ...order, filter: { sequences: [sequence] } })));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await becomes(sequence, 'resolved');
  expect(timesReceived('event-2')).toBe(2);
});

test('what its subscription may not have any more is not delivered by a retry', async () => {
  refused.add('event-3');
  await scene.fill(3, 1);
  const { sequence } = await letterOf('event-3');
  refused.clear();
  const { subscriptions, clients } = scene.access;
  scene.become(subscriptions.map((each) => ({ ...each, scope: { supplier: 'odoo:demo:res.partner:1' } })));
  await scene.ended((await scene.replays.retry({ ...order, filter: { sequences: [sequence] } })).id);
  expect(await scene.letters.find(sequence)).toMatchObject({ state: 'open', outcome: 'not-selected' });
  scene.become(
    subscriptions.map((each) => ({ ...each, status: 'paused' as const })),
    clients,
  );
  await scene.ended((await scene.replays.retry({ ...order, filter: { sequences: [sequence] } })).id);
  expect(await scene.letters.find(sequence)).toMatchObject({ state: 'open', outcome: 'subscription-paused' });
  scene.become(subscriptions, clients);
  expect(timesReceived('event-3')).toBe(1);
  await scene.replays.retry({ ...order, filter: { sequences: [sequence] } });
  await becomes(sequence, 'resolved');
});

/** A letter of the translator about a change that this version understands: as after an upgrade that mended the contract. */
function letterOfTranslate(): { readonly letter: OutgoingMessage; readonly eventId: string } {
  const change = changeNamed('purchase-order-approved');
  const source = changeMessage(change);
  const event = translate(source, catalog).find(({ subject }) => subject === `events.${APPROVED}`);
  const { sequence, stream, subject } = source;
  const body = {
    reason: 'schema-violation',
    message: 'expected string',
    path: 'number',
    changeId: change.change_id,
    contract: APPROVED,
    source: { stream, sequence, subject },
    headers: [],
    bytes: source.data.byteLength,
    payload: { text: Buffer.from(source.data).toString() },
  };
  return { letter: { subject: translateDeadLetters, headers: [], data: Buffer.from(JSON.stringify(body)) }, eventId: event?.id ?? '' };
}

test('a change that could not be translated becomes its event, once, and goes its way', async () => {
  const { letter, eventId } = letterOfTranslate();
  await scene.nats.store(letter);
  const { sequence, recordId } = await letterOf(eventId);
  expect(recordId).toBe('odoo:golden:purchase.order:' + String(changeNamed('purchase-order-approved').record_id));
  const { id } = await scene.replays.retry({ ...order, filter: { sequences: [sequence] } });
  expect(await scene.ended(id)).toMatchObject({ written: 1 });
  expect(await scene.letters.find(sequence)).toMatchObject({ state: 'resolved', outcome: 'translated' });
  await eventually(() => timesReceived(eventId) === 1);
});

test('what is no change stays open, with what is wrong with it now', async () => {
  const body = { reason: 'bad-json', message: 'no JSON', source: { stream: 'ODOO_CHANGES', sequence: 3, subject: 'odoo.change.x' } };
  const data = Buffer.from(JSON.stringify({ ...body, headers: [['x', 'y']], bytes: 1, payload: { text: '{' } }));
  await scene.nats.store({ subject: translateDeadLetters, headers: [], data });
  await eventually(async () => (await scene.letters.count({ reason: 'bad-json' })) === 1);
  const { id } = await scene.replays.retry({ ...order, filter: { reason: 'bad-json' } });
  expect(await scene.ended(id)).toMatchObject({ state: 'done', written: 0, leftOut: { 'bad-json': 1 } });
  const [letter] = (await scene.letters.list({ reason: 'bad-json' }, { limit: 1 })).letters;
  expect(letter).toMatchObject({ state: 'open', outcome: 'bad-json', retries: 1 });
});

test('an event that could not be distributed goes to all who may have it', async () => {
  const event = scene.nats.manager.streams.getMessage('EVENTS', { last_by_subj: `events.${APPROVED}` });
  const found = await event;
  // as EVENTS held it before its contract was known here
  const headers = [...(found?.header ?? [])].flatMap(([name, values]) => values.map((value) => [name, value]));
  const source = { stream: 'EVENTS', sequence: found?.seq, subject: found?.subject };
  const body = { reason: 'unknown-contract', message: APPROVED, eventId: found?.header.get('ce-id'), source, headers, bytes: 9 };
  const data = Buffer.from(JSON.stringify({ ...body, payload: { text: found?.string() } }));
  await scene.nats.store({ subject: 'dead-letters.fanout', headers: [], data });
  await eventually(async () => (await scene.letters.count({ stage: 'fanout' })) === 1);
  const before = timesReceived(found?.header.get('ce-id') ?? '');
  await scene.ended((await scene.replays.retry({ ...order, filter: { stage: 'fanout' } })).id);
  expect((await scene.letters.list({ stage: 'fanout' }, { limit: 1 })).letters).toMatchObject([
    { state: 'resolved', outcome: 'distributed' },
  ]);
  await eventually(() => timesReceived(found?.header.get('ce-id') ?? '') === before + 1);
});

test('facets, filters and pages', async () => {
  const facets = await scene.letters.facets({});
  expect(facets.stage).toEqual([
    { value: 'deliver', count: 3 },
    { value: 'translate', count: 2 },
    { value: 'fanout', count: 1 },
  ]);
  expect(facets.state).toEqual([
    { value: 'resolved', count: 5 },
    { value: 'open', count: 1 },
  ]);
  expect(facets.day).toEqual([{ value: new Date().toISOString().slice(0, 10), count: 6 }]);
  expect((await scene.letters.facets({ stage: 'deliver' })).record.map(({ value }) => value)).toEqual([1, 2, 3].map(recordOf));
  const first = await scene.letters.list({}, { limit: 4 });
  const second = await scene.letters.list({}, { limit: 4, before: first.next ?? 0 });
  expect([first.letters.length, second.letters.length, second.next]).toEqual([4, 2, null]);
});

test('what is discarded is not retried, and can be opened again; each action is in the audit trail', async () => {
  expect(await scene.letters.discard({ reason: 'bad-json' }, 'ops', 'a test of ours')).toBe(1);
  await expect(scene.replays.retry({ ...order, filter: { reason: 'bad-json' } })).rejects.toThrow('No letter of these is open');
  expect(await scene.letters.reopen({ reason: 'bad-json' }, 'ops', 'after all')).toBe(1);
  const [letter] = (await scene.letters.list({ reason: 'bad-json' }, { limit: 1 })).letters;
  const story = await scene.audit.story(`dead-letters:${letter?.sequence}`);
  expect(story.map(({ kind, data }) => [kind, data?.why])).toEqual([
    ['dead-letter.discarded', 'a test of ours'],
    ['dead-letter.reopened', 'after all'],
  ]);
});

/** Letters of deliveries that were given up before this test's subscriber was there. */
async function lost(count: number): Promise<void> {
  const payload = { text: JSON.stringify(eventExample(APPROVED).data) };
  for (let number = 0; number < count; number += 1) {
    const headers = eventHeaders(`lost-${number}`, { type: APPROVED });
    const source = { stream: 'DELIVERIES', sequence: number + 1, subject: 'deliver.mes' };
    const body = { reason: 'http-503', message: 'HTTP 503', subscription: 'mes', eventId: `lost-${number}`, source, headers, payload };
    await scene.nats.store({ subject: 'dead-letters.deliver.mes', headers: [], data: Buffer.from(JSON.stringify(body)) });
  }
  await eventually(async () => (await scene.letters.count({ reason: 'http-503' })) === count, PATIENCE_MS);
}

test('a retry by filter that is cancelled leaves the rest open, to be retried again', async () => {
  await lost(100);
  const { id } = await scene.replays.retry({ ...order, filter: { reason: 'http-503' }, perSecond: 20 });
  await eventually(async () => (await scene.replays.find(id)).written >= 10, PATIENCE_MS);
  // what a retry holds is not taken from it
  expect(await scene.letters.reopen({ reason: 'http-503', state: 'retried' }, 'ops', 'too early')).toBe(0);
  await scene.replays.cancel(id, 'ops');
  const { state, written } = await scene.ended(id);
  expect(state).toBe('cancelled');
  await eventually(async () => (await scene.letters.count({ reason: 'http-503', state: 'resolved' })) === written, PATIENCE_MS);
  expect(await scene.letters.count({ reason: 'http-503', state: 'open' })).toBe(100 - written);
  const rest = await scene.replays.retry({ ...order, filter: { reason: 'http-503' }, expect: 100 - written, perSecond: 500 });
  await scene.ended(rest.id);
  await eventually(async () => (await scene.letters.count({ reason: 'http-503', state: 'resolved' })) === 100, PATIENCE_MS);
  expect(subscriber.ids.filter((event) => event.startsWith('lost-')).sort()).toEqual(
    Array.from({ length: 100 }, (_, number) => `lost-${number}`).sort(),
  );
});

test('a letter whose retry has ended and of which nothing is heard can be taken back', async () => {
  const [letter] = (await scene.letters.list({ event: 'lost-7' }, { limit: 1 })).letters;
  await scene.database.query(`UPDATE dead_letter SET state = 'retried' WHERE sequence = $1`, [letter?.sequence]);
  expect(await scene.letters.reopen({ event: 'lost-7', state: 'retried' }, 'ops', 'its lane was deleted')).toBe(1);
  expect(await scene.letters.discard({ event: 'lost-7' }, 'ops', 'enough')).toBe(1);
});

test('the index is made again from the stream, and keeps what became of each', async () => {
  const before = await scene.letters.list({}, { limit: 500 });
  await scene.database.query(`UPDATE dead_letter SET reason = 'forgotten'`);
  await scene.database.query(`DELETE FROM dead_letter WHERE stage = 'fanout'`);
  await scene.index.rebuild();
  const after = await scene.letters.list({}, { limit: 500 });
  const kept = before.letters.filter(({ stage }) => stage !== 'fanout');
  expect(after.letters.filter(({ stage }) => stage !== 'fanout')).toEqual(kept);
  // nobody remembers what became of it
  expect(after.letters.find(({ stage }) => stage === 'fanout')).toMatchObject({ state: 'open', reason: 'unknown-contract' });
});
