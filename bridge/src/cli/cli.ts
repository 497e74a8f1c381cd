/** `scripts/bridge <noun> <verb> ...`: thin, all is done by the bridge's HTTP API. Nouns stand in files of their own. */
import { parseArgs } from 'node:util';
import { Api, CallFailed } from './api.js';
import { type Given, type Noun, type Verb, WrongUse } from './noun.js';
import { approval } from './approval.js';
import { command } from './command.js';
import { deadLetter } from './dead-letter.js';
import { delivery } from './delivery.js';
import { partner } from './partner.js';
import { replay } from './replay.js';
import { subscription } from './subscription.js';

const NOUNS: readonly Noun[] = [partner, subscription, deadLetter, replay, delivery, command, approval];

const EVERYWHERE = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const;
const DRY_RUN = { 'dry-run': { type: 'boolean' } } as const;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function helpOf(nouns: readonly Noun[]): string {
  const lines = nouns.flatMap(({ name, help, verbs }) => [
    '',
    `${name}: ${help}`,
    ...Object.entries(verbs).map(([verb, { usage, help: what }]) => `  scripts/bridge ${name} ${verb} ${usage}\n      ${what}`),
  ]);
  return [
    'usage: scripts/bridge <noun> <verb> [--json] [--dry-run] [--help]',
    'Needs BRIDGE_URL and BRIDGE_API_KEY, the key of a client with the role operator; for approvals, one that may approve.',
    '--json prints the answer as JSON; --dry-run, where something is changed, has the bridge check and change nothing.',
    ...lines,
  ].join('\n');
}

function given(verb: Verb, args: readonly string[]): Given & { readonly json: boolean; readonly dryRun: boolean; readonly help: boolean } {
  try {
    const options = { ...EVERYWHERE, ...(verb.changes ? DRY_RUN : {}), ...verb.options };
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return {
      words: positionals,
      options: values,
      json: values.json === true,
      dryRun: 'dry-run' in values && values['dry-run'] === true,
      help: values.help === true,
    };
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

function settingOf(env: NodeJS.ProcessEnv, name: 'BRIDGE_URL' | 'BRIDGE_API_KEY'): string {
  const value = env[name];
  if (value === undefined || value === '') throw new WrongUse(`${name} is not set`);
  return value;
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const [nounName = '--help', verbName = '--help', ...rest] = args;
  if (['--help', '-h', 'help'].includes(nounName)) {
    print(helpOf(NOUNS));
    return;
  }
  const noun = NOUNS.find(({ name }) => name === nounName);
  if (noun === undefined) throw new WrongUse(`there is no ${nounName}: ${NOUNS.map(({ name }) => name).join(', ')}`);
  const verb = Object.hasOwn(noun.verbs, verbName) ? noun.verbs[verbName] : undefined;
  if (verb === undefined || ['--help', '-h'].includes(verbName)) {
    if (!['--help', '-h'].includes(verbName)) throw new WrongUse(`${nounName} has ${Object.keys(noun.verbs).join(', ')}`);
    print(helpOf([noun]));
    return;
  }
  const asked = given(verb, rest);
  if (asked.help) {
    print(helpOf([{ ...noun, verbs: { [verbName]: verb } }]));
    return;
  }
  const answer = await verb.run(new Api(settingOf(env, 'BRIDGE_URL'), settingOf(env, 'BRIDGE_API_KEY'), asked.dryRun), asked);
  if (asked.json || verb.lines === undefined) print(JSON.stringify(answer ?? {}, null, asked.json ? 0 : 2));
  else for (const line of verb.lines(answer as never)) print(line);
}

try {
  await run(process.argv.slice(2), process.env);
} catch (error) {
  if (!(error instanceof WrongUse) && !(error instanceof CallFailed)) throw error;
  process.stderr.write(`bridge: ${error.message}\n`);
  process.exitCode = error instanceof WrongUse ? 2 : 1;
}
