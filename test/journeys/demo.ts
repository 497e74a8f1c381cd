/** Plays the story on the running stack and prints it. Exit code 0 only when each step was seen to hold. */
import { readFileSync } from 'node:fs';
import { Stack, type Service } from '../rig/stack.js';
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

/** What an operator needs to know first: which of the servers is away. */
async function ailing(name: string): Promise<string> {
  const services: readonly Service[] = ['postgres', 'nats', 'odoo', 'relay', 'bridge'];
  const stack = await Stack.running(name);
  const states = await Promise.all(services.map(async (service) => ({ service, healthy: (await stack.state(service)).healthy })));
  const away = states.filter(({ healthy }) => !healthy).map(({ service }) => service);
  return away.length === 0 ? 'all servers are healthy' : `not healthy: ${away.join(', ')}`;
}

const name = process.argv[2] ?? 'demo';
try {
  await demo(name);
  console.log('\nThe story holds, step by step.');
} catch (thrown) {
  const reason = thrown instanceof Error ? thrown : new Error(String(thrown));
  const cause = reason.cause instanceof Error ? ` (last: ${reason.cause.message})` : '';
  console.error(`\n   FAILED: this step did not hold: ${reason.message}${cause}`);
  console.error(`   Servers: ${await ailing(name)}. Their logs are named by scripts/stack status --name ${name}.`);
  console.error('   Run the demo again: it starts what died.');
  process.exit(1);
}
