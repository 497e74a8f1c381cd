/**
 * npm run contracts:site [-- --out FOLDER] [--access FILE]
 * Writes the catalogue site, by default into contracts/site with the consumers of the local stack's access file.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalog } from '../catalog.js';
import { readReleased } from '../compatibility/read.js';
import { readExamples } from '../generate/examples.js';
import { consumersIn } from '../site/consumers.js';
import { entriesOf } from '../site/entries.js';
import { siteFiles } from '../site/site.js';
import { CONTRACTS, RELEASED, textsIn } from './contract-files.js';

const REPOSITORY = join(CONTRACTS, '..');
// npm runs a workspace's script in its folder; paths are meant from where the reader stands
const from = process.env.INIT_CWD ?? process.cwd();
const { values } = parseArgs({ options: { out: { type: 'string' }, access: { type: 'string' } } });
const out = values.out === undefined ? join(CONTRACTS, 'site') : resolve(from, values.out);
const access =
  values.access === undefined ? join(REPOSITORY, 'scripts', 'local_stack', 'access.default.json') : resolve(from, values.access);

const consumers = consumersIn(JSON.parse(readFileSync(access, 'utf8')));
const entries = entriesOf({ catalog, examples: readExamples(join(CONTRACTS, 'examples'), catalog), consumers });
const files = siteFiles({ catalog, entries, released: readReleased(textsIn(RELEASED)).value, accessFile: relative(REPOSITORY, access) });

// only what an earlier run wrote: a folder named by mistake keeps its other files
rmSync(join(out, 'contracts'), { recursive: true, force: true });
for (const [path, content] of files) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), content);
}
const bytes = [...files.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
console.log(`wrote ${files.size} files, ${Math.ceil(bytes / 1024)} KiB; open ${join(out, 'index.html')}`);
