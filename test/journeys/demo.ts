/** Plays the story on the running stack and prints it. Exit code 0 only when each step was seen to hold. */
import { readFileSync } from 'node:fs';
import { Stack } from '../rig/stack.js';
import { gather, part, story } from './story.js';
import { supplierParty } from './parties.js';

async function demo(name: string): Promise<void> {
  const { env } = await Stack.running(name);
  const cast = await gather(env, supplierParty(readFileSync(env.ACCESS_FILE, 'utf8')));
  try {
    for (const [index, step] of story(cast).entries()) {
      console.log(`\n${String(index + 1)}. ${step.title}`);
      const start = Date.now();
      await step.play((line) => {
        console.log(`     ${line}`);
      });
      console.log(`   ok (${String(Date.now() - start)} ms)`);
    }
  } finally {
    await part(cast);
  }
}

demo(process.argv[2] ?? 'demo').then(
  () => {
    console.log('\nThe story holds, step by step.');
  },
  (thrown: unknown) => {
    const reason = thrown instanceof Error ? thrown : new Error(String(thrown));
    const cause = reason.cause instanceof Error ? ` (last: ${reason.cause.message})` : '';
    console.error(`\n   FAILED: ${reason.message}${cause}`);
    console.error('   Look at what runs: scripts/stack status; the logs are named there. Then run the demo again: it mends what died.');
    process.exit(1);
  },
);
