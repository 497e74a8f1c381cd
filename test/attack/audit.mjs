/**
 * `npm run attack:audit [-- --rows N --kinds KIND,... --seed N --from N --to N]`: an intruder with a superuser's rights and the triggers off tampers with
 * each row of an audit of 10,000, one tampering at a time, and the verification has to name exactly what was tampered with.
 *
 * Each trial is a transaction that is rolled back. It is verified by the bridge's own code over a window around the row: the chain
 * before the window is vouched for by its hash, the window's end is its head. What is cut off at the tail is verified against the real
 * head of the database, or, when the head is cut alike, against signed checkpoints. Every 500th trial is verified over the whole table as well.
 * Needs BRIDGE_TEST_DATABASE_URL; the last line is {"tampered":N,"named":N}, exit code 1 unless they are equal.
 */
import { parseArgs } from 'node:util';
import { Anchored } from '../../bridge/dist/audit/anchored.js';
import { AuditLog } from '../../bridge/dist/audit/audit.js';
import { NO_CHECKPOINT, digestOfCheckpoint, lineOf, signed } from '../../bridge/dist/audit/checkpoint.js';
import { entriesOf, headOf } from '../../bridge/dist/audit/entries.js';
import { GENESIS } from '../../bridge/dist/audit/link.js';
import { Numbers } from '../../bridge/dist/audit/numbers.js';
import { SigningKey } from '../../bridge/dist/audit/signing-key.js';
import { verify } from '../../bridge/dist/audit/verify.js';
import { Store } from '../../bridge/dist/store/store.js';
import { KINDS } from './audit-tampering.mjs';
import { throwAwayDatabase } from './database.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    kinds: { type: 'string', default: Object.keys(KINDS).join(',') },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '1' },
    to: { type: 'string' },
  },
});
const ROWS = Number(values.rows);
const kinds = values.kinds.split(',');
const AROUND = 12;
const WHOLE_EVERY = 500;

let state = Number(values.seed);
/** a whole number below `most`; the same ones for the same seed */
const random = (most) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
};

const tenant = 'attacked';
const key = new SigningKey(new Uint8Array(32).fill(1));

/** Signed after each tenth of the chain, as they would lie in the stream. */
function checkpointsOf(hashes) {
  const lines = [];
  let previous = NO_CHECKPOINT.digest;
  for (let number = 1; number <= 10; number += 1) {
    const count = Math.floor((ROWS * number) / 10);
    const made = signed({ number, tenant, count, hash: hashes[count], at: new Date().toISOString(), previous }, key);
    previous = digestOfCheckpoint(made);
    lines.push(lineOf(made));
  }
  return lines;
}

async function* each(lines) {
  yield* lines;
}
const anchored = (lines) => new Anchored([{ name: 'stream', copy: false, lines: each(lines) }], { keys: [key.publicKey], tenant });

const Undone = class extends Error {};

async function trial(store, { hashes, lines }, kind, seq, whole) {
  const found = [];
  const tell = (finding) => found.push(finding);
  const from = Math.max(1, seq - AROUND);
  const to = Math.min(ROWS, seq + AROUND);
  const start = from === 1 ? GENESIS : { seq: from - 1, hash: hashes[from - 1] };
  let expected;
  await store
    .transaction(async (tx) => {
      const given = { tx, seq, last: to, rows: ROWS, random, hashes, whole };
      expected = await KINDS[kind].tamper(given);
      const none = Numbers.parse('');
      if (whole) await verify(entriesOf(tx), { head: await headOf(tx), erased: none }, tell, anchored(lines));
      else if (expected.toTheEnd)
        await verify(
          entriesOf(tx, { from }),
          { start, head: await headOf(tx), erased: none },
          tell,
          expected.byCheckpoint ? anchored(lines) : undefined,
        );
      else
        await verify(
          entriesOf(tx, { from, to: to + (expected.more ?? 0) }),
          { start, head: { seq: to, hash: hashes[to] }, erased: none },
          tell,
        );
      throw new Undone();
    })
    .catch((error) => {
      if (!(error instanceof Undone)) throw error;
    });
  return { found, named: expected.isNamed(found) };
}

async function attack(store, query) {
  const audit = new AuditLog(store);
  const entry = (n) => ({
    kind: n % 3 === 0 ? 'command.applied' : 'event.delivered',
    actor: n % 3 === 0 ? 'buyer' : 'bridge',
    correlationId: `story-${Math.floor(n / 3)}`,
    subject: { eventId: `uuid:${n}:procurement.purchase-order.approved.v1`, recordId: `odoo:demo:purchase.order:${n % 997}` },
    data: { attempt: (n % 4) + 1, amount: `${n}.50`, lines: [n, n + 1] },
  });
  for (let n = 0; n < ROWS; n += 50) await audit.append(Array.from({ length: Math.min(50, ROWS - n) }, (_, index) => entry(n + index)));
  await query('SELECT audit_claim($1)', [tenant]);
  await query('ALTER TABLE audit_entry DISABLE TRIGGER ALL');
  await query('ALTER TABLE audit_head DISABLE TRIGGER ALL');
  const hashes = [GENESIS.hash, ...(await query('SELECT hash FROM audit_entry ORDER BY seq')).map(({ hash }) => hash)];
  const chain = { hashes, lines: checkpointsOf(hashes) };
  const untouched = await verify(
    entriesOf({ query }),
    { head: await headOf({ query }), erased: Numbers.parse('') },
    console.log,
    anchored(chain.lines),
  );
  if (!untouched.intact || untouched.entries !== ROWS) throw new Error('the chain does not hold before anybody touched it');

  const counts = {};
  let [tampered, named] = [0, 0];
  for (let seq = Number(values.from); seq <= Number(values.to ?? ROWS); seq += 1) {
    const kind = kinds[seq % kinds.length];
    const whole = seq % WHOLE_EVERY === 0;
    const result = await trial(store, chain, kind, seq, whole);
    tampered += 1;
    if (result.named) named += 1;
    else console.log(`NOT NAMED: ${kind} at ${seq}${whole ? ', whole table' : ''}: ${JSON.stringify(result.found)}`);
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (seq % 1_000 === 0) console.log(`${seq} rows tampered with, ${named} named`);
  }
  const after = await verify(
    entriesOf({ query }),
    { head: await headOf({ query }), erased: Numbers.parse('') },
    console.log,
    anchored(chain.lines),
  );
  if (!after.intact) throw new Error('a trial was not undone');
  console.log(`by kind: ${JSON.stringify(counts)}`);
  return { tampered, named };
}

const database = await throwAwayDatabase('attack_audit');
const store = await Store.open(database.url);
try {
  const result = await attack(store, (sql, given) => store.read((tx) => tx.query(sql, given)));
  process.exitCode = result.tampered === result.named ? 0 : 1;
  console.log(JSON.stringify(result));
} finally {
  await store.onApplicationShutdown();
  await database.drop();
}
