/** The demo's story as a test, on an instance of its own. */
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Stack } from '../rig/stack.js';
import { supplierParty } from './parties.js';
import { gather, part, story, type Cast } from './story.js';

const TITLES = [
  'a purchase order is confirmed',
  'approved reaches the NATS subscriber',
  'approved reaches the webhook, signed',
  'a partial receipt is applied',
  'the receipt comes back out with the command id',
  'a repeated command changes nothing',
  'a refused command changes nothing',
  'the audit trail is whole',
] as const;

describe('purchase order out, goods receipt in', () => {
  let cast: Cast;
  let steps: ReturnType<typeof story>;

  beforeAll(async () => {
    const { env } = await Stack.up('test');
    cast = await gather(env, supplierParty(readFileSync(env.ACCESS_FILE, 'utf8')));
    steps = story(cast);
  }, 20 * 60_000);
  afterAll(() => part(cast));

  test.each(TITLES.map((title, index) => [title, index] as const))(
    '%s',
    async (title, index) => {
      const step = steps[index];
      if (!step || steps.length !== TITLES.length) throw new Error(`the story has ${String(steps.length)} steps, none for "${title}"`);
      await step.play(() => undefined);
    },
    90_000,
  );
});
