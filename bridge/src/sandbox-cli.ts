/** scripts/sandbox: see its --help. Exit code 1: the subscriber failed; 2: wrong use. */
import 'reflect-metadata';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { explain } from './failure.js';
import { readFixtures } from './record/record.js';
import { type Answered, type Sending, type Tell, isLoopback, lineOf, reportOf, sendingsOf, toNats, toWebhook } from './sandbox/sandbox.js';

const count = z.coerce.number().int().positive();
const given = z
  .object({
    webhook: z.url({ protocol: /^https?$/ }).optional(),
    nats: z.boolean().default(false),
    port: z.coerce.number().int().min(1).max(65535).default(14222),
    rate: z.coerce.number().positive().default(50),
    'in-flight': count.default(1),
    attempts: count.default(3),
    patience: count.default(60),
    shuffle: z.boolean().default(false),
    duplicate: z.coerce.number().min(0).max(1).default(0),
    'unknown-field': z.boolean().default(false),
    fail: z.array(z.enum(['forged', 'stale'])).default([]),
    seed: z.coerce
      .number()
      .int()
      .default(() => randomInt(1_000_000)),
    'allow-remote': z.boolean().default(false),
    'dry-run': z.boolean().default(false),
    json: z.boolean().default(false),
  })
  .refine(({ webhook, nats }) => (webhook !== undefined) !== nats, 'say where to: either --webhook URL or --nats')
  .refine(({ nats, fail }) => !nats || fail.length === 0, '--fail is for webhooks: messages on NATS are not signed');
type Options = z.infer<typeof given>;

const OPTIONS = {
  webhook: { type: 'string' },
  nats: { type: 'boolean' },
  port: { type: 'string' },
  rate: { type: 'string' },
  'in-flight': { type: 'string' },
  attempts: { type: 'string' },
  patience: { type: 'string' },
  shuffle: { type: 'boolean' },
  duplicate: { type: 'string' },
  'unknown-field': { type: 'boolean' },
  fail: { type: 'string', multiple: true },
  seed: { type: 'string' },
  'allow-remote': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

const webhookSecret = z.string('set WEBHOOK_SECRET to the secret that the subscriber verifies with').regex(/^whsec_[A-Za-z0-9+/=]{32,}$/, {
  error: 'WEBHOOK_SECRET has to be whsec_ and base64 of 24 bytes or more: echo "whsec_$(head -c 24 /dev/urandom | base64)"',
});
const PASSWORD = 'sandbox';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function deliver(options: Options, sendings: readonly Sending[], tell: Tell): Promise<Answered[]> {
  const { rate, webhook: url, attempts } = options;
  if (url === undefined) return overNats(options, sendings, tell);
  if (!options['allow-remote'] && !isLoopback(new URL(url)))
    throw new Error(`${new URL(url).hostname} is not this machine; --allow-remote says that you mean it`);
  const secret = webhookSecret.parse(process.env.WEBHOOK_SECRET);
  return toWebhook({ url, secret, attempts }, sendings, { rate, inFlight: options['in-flight'] }, tell);
}

function overNats({ rate, port, patience, json }: Options, sendings: readonly Sending[], tell: Tell): Promise<Answered[]> {
  const password = process.env.NATS_SUPPLIER_PASSWORD ?? PASSWORD;
  const ready = (url: string, subscription: string): void => {
    if (!json) print(`pull ${subscription} at ${url}: user supplier, inbox prefix _INBOX.supplier, API prefix hub.api (docs/subscribe.md)`);
  };
  return toNats({ port, password, patienceMs: patience * 1_000, ready }, sendings, { rate }, tell);
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const options = given.parse(values);
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new Error('name one file or folder of fixtures; see --help');
  const fixtures = readFixtures(path);
  const { shuffle, duplicate, fail, seed } = options;
  const sendings = sendingsOf(fixtures, { shuffle, duplicate, fail, seed, unknownField: options['unknown-field'] });
  if (options['dry-run']) {
    for (const { as, fixture } of sendings) print(`${as}  ${fixture.envelope.type}  ${fixture.envelope.subject}`);
    return 0;
  }
  Logger.overrideLogger(['error']);
  const answers = await deliver(options, sendings, (answered) => {
    if (!options.json) print(lineOf(answered));
  });
  const report = reportOf(fixtures.length, answers);
  if (options.json) print(JSON.stringify({ ...report, seed }));
  else tellSummary(report, seed);
  return report.failed === 0 && report.sent > 0 ? 0 : 1;
}

function tellSummary({ events, sent, failed, answers }: ReturnType<typeof reportOf>, seed: number): void {
  for (const [what, number] of Object.entries(answers).sort()) print(`${String(number).padStart(6)}  ${what}`);
  print(`${events} events, ${sent} sent, ${failed} failed (seed ${seed})`);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`sandbox: ${error instanceof z.ZodError ? z.prettifyError(error) : explain(error)}\n`);
  process.exitCode = 2;
}
