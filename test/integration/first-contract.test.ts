/**
 * docs/first-contract-in-ten-minutes.md, block by block as it stands there, in a throw-away copy of the working tree:
 * from a running stack to the event of a module that was not installed, at a subscriber.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsOf } from '../rig/page.js';
import { inRepository } from '../rig/repository.js';
import { run, start } from '../rig/shell.js';
import { until } from '../rig/until.js';
import { WorkingCopy } from '../rig/working-copy.js';

const INSTANCE = 'first-contract';
const CONTRACT = 'fleet.vehicle.registered.v1';
const TEN_MINUTES_MS = 600_000;
const AN_ARRIVAL_MS = 60_000;
const [addModule, newContract, testIt, subscribe, subscriber, register, ...others] = commandsOf('first-contract-in-ten-minutes.md');

let copy: WorkingCopy;
let stopSubscriber: (() => Promise<void>) | undefined;
let arrived: string;

const inCopy = (command = 'false'): Promise<string> => run(copy.shell, `set -e\n${command}`);

beforeAll(async () => {
  copy = WorkingCopy.make(INSTANCE);
  arrived = join(copy.shell.folder, 'subscriber.txt');
  // the page begins with a running stack
  await inCopy('scripts/stack up');
}, 20 * 60_000);
afterAll(async () => {
  await stopSubscriber?.();
  await inCopy('scripts/stack reset');
  copy.remove();
}, 120_000);

test(
  "the page's commands bring an event of a module that was not there to a subscriber, within ten minutes",
  async () => {
    expect(others).toEqual([]);
    const began = Date.now();
    const took: string[] = [];
    const timed = async (name: string, command: string | undefined): Promise<string> => {
      const before = Date.now();
      const output = await inCopy(command);
      took.push(`${name} ${String(Math.round((Date.now() - before) / 1000))} s`);
      return output;
    };
    expect(await timed('module', addModule)).toContain('installing fleet');
    expect(await timed('new-contract', newContract)).toContain(`${CONTRACT} is there`);
    expect(await timed('test', testIt)).toMatch(/Tests: .*\b[1-9]\d* passed/);
    await timed('subscribe', subscribe);
    stopSubscriber = start(copy.shell, `{ ${subscriber ?? 'false'}\n} > ${arrived}`);
    await timed('register', register);
    const received = () => (existsSync(arrived) ? readFileSync(arrived, 'utf8').split('\n').filter(Boolean) : []);
    await until('the event at the subscriber', () => (received().length > 0 ? true : undefined), AN_ARRIVAL_MS);
    expect(received()).toEqual([`${CONTRACT} S-NB 2026`]);
    const all = Date.now() - began;
    process.stdout.write(`first contract: the event arrived after ${String(Math.round(all / 1000))} s (${took.join(', ')})\n`);
    expect(all).toBeLessThan(TEN_MINUTES_MS);
  },
  20 * 60_000,
);

test(
  'what it made passes the linters, and the repository was not touched',
  async () => {
    const made = 'contracts/src/domains/fleet contracts/src/catalog.ts test/journeys/contracts/fleet-vehicle-registered.test.ts';
    await inCopy(`scripts/stack exec -- npx eslint ${made}`);
    await inCopy(`scripts/stack exec -- npx prettier --check ${made} contracts/examples`);
    expect(existsSync(inRepository('contracts/src/domains/fleet'))).toBe(false);
  },
  10 * 60_000,
);
