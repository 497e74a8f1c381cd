/** npm run attack:commands: the last line is the verdict as JSON; the exit code is 0 only when all was refused without effect. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inRepository } from '../rig/repository.js';
import { Stack } from '../rig/stack.js';
import { attack } from './attack.js';

const { values } = parseArgs({ options: { name: { type: 'string', default: 'attack' } } });
// the stack reads its folder of sources from the environment
process.env.STACK_INBOUND_DIR = 'test/attack/sources';
const stack = await Stack.up(values.name);
const hookSecret = readFileSync(inRepository('test/attack/sources/secrets/cmms'), 'utf8').trim();
const { failures, ...verdict } = await attack(stack.env, { oneOf: 1, hookSecret });
for (const failure of failures) console.log(failure);
console.log(JSON.stringify(verdict));
process.exitCode = verdict.refused === verdict.tried && verdict.effects === 0 ? 0 : 1;
