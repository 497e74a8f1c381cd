/** One round of one way, in a process of its own: `LIFE_URL=... node run.mjs table|dbos COMMANDS`. Prints one JSON object. */
import pg from 'pg';
import { openDbos } from './dbos.mjs';
import { openTable } from './table.mjs';

const [way, count] = [process.argv[2], Number(process.argv[3])];
const url = process.env.LIFE_URL;
const SENDERS = 50;
const RECORDS = 200;
const ALONE = 50;
const WORKERS = 24;

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const life = await (way === 'table' ? openTable : openDbos)(url, { workers: WORKERS });
const database = new pg.Client({ connectionString: url });
await database.connect();

async function cost() {
  const { rows } = await database.query(`
    SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS wal, xact_commit::float8 AS commits
    FROM pg_stat_database WHERE datname = current_database()`);
  return { ...rows[0], cpu: process.cpuUsage() };
}

/** `total` commands by SENDERS senders, each of which waits for the end of its own before the next. */
async function crowd(prefix, total) {
  let next = 0;
  const one = async () => {
    for (let n = next++; n < total; n = next++) await (await life.send(`${prefix}-${n}`, 1 + (n % RECORDS))).done;
  };
  await Promise.all(Array.from({ length: SENDERS }, one));
}

async function alone() {
  const [accepted, ended] = [[], []];
  for (let n = 0; n < ALONE; n += 1) {
    const began = performance.now();
    const { done } = await life.send(`alone-${n}`, n + 1);
    accepted.push(performance.now() - began);
    await done;
    ended.push(performance.now() - began);
  }
  return { acceptedMs: median(accepted), endedMs: median(ended) };
}

await crowd('warm', 300);
const single = await alone();
const before = await cost();
const began = performance.now();
await crowd('crowd', count);
const seconds = (performance.now() - began) / 1000;
// statistics reach the view a second later
await new Promise((resolve) => setTimeout(resolve, 1_500));
const after = await cost();
const cpu = process.cpuUsage(before.cpu);
await life.close();
await database.end();
console.log(
  JSON.stringify({
    way,
    perSecond: count / seconds,
    ...single,
    nodeMs: (cpu.user + cpu.system) / 1000 / count,
    walBytes: (after.wal - before.wal) / count,
    commits: (after.commits - before.commits) / count,
  }),
);
