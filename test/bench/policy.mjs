/**
 * How long policy takes to judge one command: the shipped policies, and the same with 1 and 100 policies of its own.
 * Time on the wall, and time of the processor: on a busy machine only the latter says what policy costs.
 * `node test/bench/policy.mjs [JUDGEMENTS]`; the last line is one JSON object, { policy_p99_ms, ... }.
 * Other benches call `measurePolicy()`. Needs a built bridge and no server.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Policy } from '../../bridge/dist/policy/policy.js';

const SHIPPED = fileURLToPath(new URL('../../bridge/policies', import.meta.url));
const CONTRACT = { id: 'procurement.confirm-purchase-order.v1' };
const client = { id: 'buyer', roles: ['buyer'], external: false };
const WARM_UP = 200;

const factsOf = (n) => ({
  supplier: 'odoo:demo:res.partner:12',
  company: 'odoo:demo:res.company:1',
  state: 'draft',
  currency: 'USD',
  totalMinor: n,
  amountMinor: n,
});

/** A directory with `count` policies, of which the last one permits; the shipped schemas and tables beside them. */
function directoryOf(count) {
  const path = mkdtempSync(join(tmpdir(), 'policies-'));
  for (const file of readdirSync(SHIPPED).filter((each) => /\.(cedarschema|json)$/.test(each)))
    cpSync(join(SHIPPED, file), join(path, file));
  const policies = Array.from({ length: count }, (_, index) => {
    const role = index === count - 1 ? 'buyer' : `role-${index}`;
    return `@id("p${index}") permit (principal, action == Action::"${CONTRACT.id}", resource)
when { principal.roles.contains("${role}") && resource has threshold && context.amountMinor <= resource.threshold.oneApproverUpToMinor + ${index} };`;
  });
  writeFileSync(join(path, 'bench.cedar'), policies.join('\n'));
  return path;
}

function percentile(sorted, share) {
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(3));
}

/** Every judgement is measured by itself: facts in, verdict out, as the worker asks. */
function timesOf(policy, judgements) {
  const took = [];
  const cpu = [];
  for (let n = -WARM_UP; n < judgements; n += 1) {
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    const { verdict } = policy.judgeCommand(client, CONTRACT, `odoo:demo:purchase.order:${n + WARM_UP + 1}`, factsOf(n + WARM_UP + 1));
    const elapsed = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(cpuBefore);
    if (n >= 0) {
      took.push(elapsed);
      cpu.push((user + system) / 1_000);
    }
    if (verdict !== 'allowed') throw new Error(`judged ${verdict}: the bench measures nothing`);
  }
  for (const each of [took, cpu]) each.sort((left, right) => left - right);
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99), cpuP50: percentile(cpu, 0.5), cpuP99: percentile(cpu, 0.99) };
}

/** `policy_p99_ms` is that of the shipped policies. */
export function measurePolicy(judgements = 2_000) {
  const sets = { shipped: SHIPPED, 1: directoryOf(1), 100: directoryOf(100) };
  const policies = Object.fromEntries(Object.entries(sets).map(([name, path]) => [name, Policy.load(path)]));
  for (const name of ['1', '100']) rmSync(sets[name], { recursive: true });
  const times = Object.fromEntries(Object.entries(policies).map(([name, policy]) => [name, timesOf(policy, judgements)]));
  return { policy_p99_ms: times.shipped.p99, judgements, policies: policies.shipped.set.notes.size, times };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const measured = measurePolicy(Number(process.argv[2] ?? 2_000));
  for (const [name, { p50, p99, cpuP50, cpuP99 }] of Object.entries(measured.times))
    console.log(`${name.padEnd(8)} policies: p50 ${p50} ms, p99 ${p99} ms; of the processor p50 ${cpuP50} ms, p99 ${cpuP99} ms`);
  console.log(JSON.stringify(measured));
}
