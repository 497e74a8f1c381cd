/**
 * What the life of a command costs without Odoo: the bridge's table (with audit and outcome) beside DBOS flows (with neither).
 * `npm run bench:life -- [--commands N] [--rounds N]`; rounds alternate, the last line is one JSON object of medians.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import pg from 'pg';

const { values } = parseArgs({ options: { commands: { type: 'string', default: '2000' }, rounds: { type: 'string', default: '3' } } });
const RUN = fileURLToPath(new URL('run.mjs', import.meta.url));
const admin = process.env.BRIDGE_TEST_DATABASE_URL;
if (!admin) throw new Error('BRIDGE_TEST_DATABASE_URL is not set; scripts/bench-life sets it');

async function round(way) {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  const name = `bench_life_${randomBytes(4).toString('hex')}`;
  await client.query(`CREATE DATABASE ${name}`);
  try {
    const url = new URL(admin);
    url.pathname = `/${name}`;
    const { stdout } = await promisify(execFile)(process.execPath, [RUN, way, values.commands], {
      env: { ...process.env, LIFE_URL: url.toString() },
    });
    const found = JSON.parse(stdout.trim().split('\n').at(-1));
    console.log(JSON.stringify(found));
    return found;
  } finally {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  }
}

const rounds = { table: [], dbos: [] };
for (let n = 0; n < Number(values.rounds); n += 1) for (const way of ['table', 'dbos']) rounds[way].push(await round(way));

const median = (way, key) => rounds[way].map((each) => each[key]).sort((a, b) => a - b)[Math.floor(rounds[way].length / 2)];
const ratio = (key) => Number((median('table', key) / median('dbos', key)).toFixed(3));
console.log(
  JSON.stringify({
    rate_ratio: ratio('perSecond'),
    accept_p50_ratio: ratio('acceptedMs'),
    end_p50_ratio: ratio('endedMs'),
    node_cpu_ratio: ratio('nodeMs'),
    wal_ratio: ratio('walBytes'),
    commits_ratio: ratio('commits'),
  }),
);
