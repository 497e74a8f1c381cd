/**
 * What does an event cost more when 1,000 subscriptions exist that do not match it, instead of one? Fan-out's own function over the
 * events of all golden examples, one matching subscription for each contract beside the others. Half of the others want the same contracts
 * for other records, half other contracts. No broker: what it costs would hide the difference.
 *
 * usage: node test/bench/deliver/fanout.mjs [--events 500] [--rounds 7]     the last line is JSON; `fanout_1000_ratio` is the figure
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { catalog, toHeaders } from '../../../contracts/dist/index.js';
import { Audience } from '../../../bridge/dist/fanout/audience.js';
import { distribute } from '../../../bridge/dist/fanout/distribution.js';
import { Sight } from '../../../bridge/dist/fanout/sight.js';
import { Policy } from '../../../bridge/dist/policy/policy.js';
import { clientOf, subscriptionOf } from '../../../bridge/dist/subscription/subscription.js';

const path = (relative) => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));
const folder = path('contracts/examples/events');
const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));

// those of one domain, and those of the others: the others' subscribers are the ones that do not match
const EVENTS = readdirSync(folder).filter((file) => file.startsWith('procurement.'));
const client = clientOf({ id: 'mes', roles: ['mes'] });
const nats = { kind: 'nats' };

function message(file, sequence) {
  const type = file.replace(/\.json$/, '');
  const headers = toHeaders({
    specversion: '1.0',
    id: `bench-${sequence}:${type}`,
    source: '/odoo/golden',
    type,
    subject: `odoo:golden:record:${sequence}`,
    time: '2026-11-22T10:00:00Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:x',
    correlationid: 'x',
    causationid: 'x',
    partitionkey: 'x',
    recordversion: '1',
    dataclass: 'commercial',
    origin: 'orm',
  });
  const data = Buffer.from(JSON.stringify(read(file).data));
  return { stream: 'EVENTS', sequence, subject: `events.${type}`, headers, data, storedAt: new Date(0), deliveries: 1 };
}

function notMatching(index) {
  const name = `other-${index}`;
  if (index % 2 === 0) return subscriptionOf({ name, client: 'mes', contracts: ['sales.*'], channel: nats }, index + 2);
  const scope = { company: `odoo:golden:res.company:${1_000_000 + index}` };
  return subscriptionOf({ name, client: 'mes', contracts: ['procurement.*'], scope, channel: nats }, index + 2);
}

function distributionWith(others, policy) {
  const matching = subscriptionOf({ name: 'own', client: 'mes', contracts: ['procurement.*'], channel: nats }, 1);
  const subscriptions = [matching, ...Array.from({ length: others }, (_, index) => notMatching(index))];
  const audience = new Audience({ clients: [client], subscriptions }, catalog);
  return { catalog, audience, policy, sight: new Sight(policy), onJudged: () => undefined };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Microseconds of CPU per event, so that what else the machine does counts for nothing; throws when it did not deliver what it should. */
function timeOf(to, messages, events) {
  let delivered = 0;
  const before = process.cpuUsage();
  for (let index = 0; index < events; index += 1) delivered += distribute(messages[index % messages.length], to).length;
  const { user, system } = process.cpuUsage(before);
  const micros = (user + system) / events;
  if (delivered === 0) throw new Error('nothing was delivered: this measures nothing');
  return { micros, delivered };
}

/** `fanout_1000_ratio`: time per event beside 1,000 non-matching subscriptions, over that beside one. Rounds alternate; their median. */
export function fanoutRatio({ events = 500, rounds = 7 } = {}) {
  const policy = Policy.load(path('bridge/policies'));
  const messages = EVENTS.map((file, index) => message(file, index + 1));
  const [few, many] = [1, 1_000].map((others) => distributionWith(others, policy));
  timeOf(few, messages, events / 4);
  timeOf(many, messages, events / 4);
  const measured = Array.from({ length: rounds }, () => ({ few: timeOf(few, messages, events), many: timeOf(many, messages, events) }));
  if (measured.some((round) => round.few.delivered !== round.many.delivered)) throw new Error('both have to deliver the same');
  return {
    fanout_1000_ratio: Number(median(measured.map((round) => round.many.micros / round.few.micros)).toFixed(3)),
    one_us: Number(median(measured.map((round) => round.few.micros)).toFixed(1)),
    thousand_us: Number(median(measured.map((round) => round.many.micros)).toFixed(1)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { events: { type: 'string', default: '500' }, rounds: { type: 'string', default: '7' } } });
  console.log(JSON.stringify(fanoutRatio({ events: Number(values.events), rounds: Number(values.rounds) })));
}
