/**
 * npm run contracts:site -- --out FOLDER [--access FILE]
 * Writes the catalogue site with the consumers of an access file. The one in contracts/site is of the local stack's and is
 * written by `npm run generate`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LOCAL_ACCESS, readSite } from './site-files.js';

// npm runs a workspace's script in its folder; paths are meant from where the reader stands
const from = process.env.INIT_CWD ?? process.cwd();
const { values } = parseArgs({ options: { out: { type: 'string' }, access: { type: 'string' } } });
if (values.out === undefined) {
  console.error('usage: npm run contracts:site -- --out FOLDER [--access FILE]');
  process.exit(2);
}
const out = resolve(from, values.out);
const files = readSite(values.access === undefined ? LOCAL_ACCESS : resolve(from, values.access));

// only what an earlier run wrote: a folder named by mistake keeps its other files
rmSync(join(out, 'contracts'), { recursive: true, force: true });
for (const [path, content] of files) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), content);
}
const bytes = [...files.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
console.log(`wrote ${files.size} files, ${Math.ceil(bytes / 1024)} KiB; open ${join(out, 'index.html')}`);
