/** The catalogue site from the files of the repository: examples, released schemas and an access file that names the consumers. */
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { catalog } from '../catalog.js';
import { readReleased } from '../compatibility/read.js';
import { readExamples } from '../generate/examples.js';
import { consumersIn } from '../site/consumers.js';
import { entriesOf } from '../site/entries.js';
import { siteFiles } from '../site/site.js';
import { CONTRACTS, RELEASED, textsIn } from './contract-files.js';

const REPOSITORY = join(CONTRACTS, '..');
/** The local stack's: what the repository itself knows of consumers. */
export const LOCAL_ACCESS = join(REPOSITORY, 'scripts', 'local_stack', 'access.default.json');

export function readSite(access = LOCAL_ACCESS): ReadonlyMap<string, string> {
  const consumers = consumersIn(JSON.parse(readFileSync(access, 'utf8')));
  const entries = entriesOf({ catalog, examples: readExamples(join(CONTRACTS, 'examples'), catalog), consumers });
  const accessFile = relative(REPOSITORY, access).split(sep).join('/');
  return siteFiles({ catalog, entries, released: readReleased(textsIn(RELEASED)).value, accessFile });
}
