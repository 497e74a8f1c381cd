/** scripts/new-contract: an event contract over a model of Odoo, in one step (docs/first-contract-in-ten-minutes.md). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '../catalog.js';
import { formatted } from '../new-contract/checkout.js';
import { filesOf, placeOf } from '../new-contract/files.js';
import { make } from '../new-contract/make.js';
import { describeModel } from '../new-contract/odoo-model.js';
import { NewContractRefusal } from '../new-contract/refusal.js';
import { ROOT } from '../new-contract/root.js';
import { USAGE, type Wanted, wantedOf } from '../new-contract/wanted.js';

async function run(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(USAGE);
    return;
  }
  const wanted = wantedOf(args);
  const place = placeOf(wanted, catalog, ROOT);
  console.log(`asking Odoo for ${wanted.model}`);
  const odoo = describeModel(wanted);
  const files = new Map<string, string>();
  for (const [path, content] of filesOf(wanted, odoo, place)) files.set(path, await formatted(path, content));
  if (wanted.dryRun) {
    for (const [path, content] of files) console.log(`\nwould ${verb(path)} ${path}:\n${shown(path, content)}`);
    console.log('\nand record its example, and generate contracts/generated anew');
    return;
  }
  const lines = [...files.keys()].map((path) => `  ${verb(path) === 'write' ? 'wrote  ' : 'changed'} ${path}`);
  console.log('recording the example on a copy of the template database');
  const examples = await make(wanted, odoo, files);
  console.log(
    [
      ...lines,
      ...examples.map((path) => `  recorded ${path}`),
      '  generated contracts/generated',
      next(wanted, place.entity !== undefined),
    ].join('\n'),
  );
}

/** A new file as it is, of another one the lines that come. */
function shown(path: string, content: string): string {
  if (verb(path) === 'write') return content;
  const before = new Set(readFileSync(join(ROOT, path), 'utf8').split('\n'));
  const added = content.split('\n').filter((line) => !before.has(line));
  return added.map((line) => `+ ${line}`).join('\n');
}

const verb = (path: string): 'write' | 'change' => (existsSync(join(ROOT, path)) ? 'change' : 'write');

const next = ({ contract, dataClass, role }: Wanted, known: boolean): string => `
${contract} is there. Read what was made before you release it:
${known ? '' : `- every field but the id is ${dataClass}; lower that where you know better\n`}- ${role === undefined ? 'nobody may receive it yet: write a permit' : `the role ${role} may receive it`}
Test it:  scripts/stack exec -- npm run -s jest -- --selectProjects contracts
Use it:   scripts/stack up, and a subscription in the access file (docs/subscribe.md)`;

try {
  await run(process.argv.slice(2));
} catch (thrown) {
  if (!(thrown instanceof NewContractRefusal)) throw thrown;
  console.error(`new-contract: ${thrown.code}: ${thrown.message}${thrown.remedy === undefined ? '' : `\n  What to do: ${thrown.remedy}`}`);
  process.exitCode = 1;
}
