/** The life of a command as the bridge has it: its own register, queue and audit, on the database it is given. */
import { clientOf } from '../../../bridge/dist/subscription/subscription.js';
import { intentOf } from '../../../bridge/dist/command/intent.js';
import { Register } from '../../../bridge/dist/command/register.js';
import { AuditLog } from '../../../bridge/dist/audit/audit.js';
import { Queue } from '../../../bridge/dist/apply/queue.js';
import { Store } from '../../../bridge/dist/store/store.js';

const APPLIED = { status: 'applied', answer: { state: 'purchase' }, refusal: null, evidence: {} };
const VERDICT = { verdict: 'allowed', policies: ['bench'] };
const client = clientOf({ id: 'bench', roles: ['buyer'] });

export async function openTable(url, { workers }) {
  const store = await Store.open(url);
  const audit = new AuditLog(store);
  const register = new Register(store, audit);
  const queue = new Queue(store, audit);
  const ended = new Map();
  let busy = 0;
  let looking = false;
  let again = false;
  let closed = false;

  async function look() {
    again = true;
    if (looking) return;
    looking = true;
    while (again && !closed) {
      again = false;
      const taken = busy < workers ? await queue.take({ interactive: workers - busy, bulk: 0 }) : [];
      busy += taken.length;
      for (const command of taken) void carryOut(command);
    }
    looking = false;
  }

  async function carryOut(command) {
    await queue.judged(command, VERDICT, {});
    await queue.settle(command, APPLIED);
    busy -= 1;
    // the signal can be faster than the answer to the sender
    const waiting = ended.get(command.id);
    if (waiting === undefined) ended.set(command.id, undefined);
    else waiting();
    void look();
  }

  store.signals.on((signal) => {
    if (signal === 'accepted') void look();
  });
  return {
    /** Resolves when it is accepted; `done` when it has ended. */
    async send(key, order) {
      const body = JSON.stringify({ purchaseOrderId: `odoo:demo:purchase.order:${order}` });
      const intent = intentOf({ client, type: 'procurement.confirm-purchase-order.v1', idempotencyKey: key, body, via: 'http' }, 'demo');
      const { command } = await register.record(intent);
      const done = ended.has(command.id) ? Promise.resolve() : new Promise((resolve) => ended.set(command.id, resolve));
      void look();
      return { done };
    },
    async close() {
      closed = true;
      await store.onApplicationShutdown();
    },
  };
}
