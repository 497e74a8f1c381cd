/**
 * The story of the product, played on the real system: a purchase order goes all the way out, a command all the way in.
 * The demo prints it, the journey test runs it; each step checks what it claims and throws otherwise.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { canonicalId } from '@odoo-nats-bridge/contracts';
import { auditStory, auditVerify } from '../rig/audit.js';
import { HttpClient } from '../rig/http-client.js';
import { OdooUser } from '../rig/odoo-user.js';
import type { StackEnvironment } from '../rig/stack.js';
import { Supplier, type CommandStatus, type ReceivedEvent } from '../rig/supplier.js';
import { until } from '../rig/until.js';
import { WebhookReceiver } from '../rig/webhook-receiver.js';

const APPROVED = 'procurement.purchase-order.approved.v1';
const POSTED = 'procurement.goods-receipt.posted.v1';
const RECEIVE = 'procurement.receive-goods.v1';
const CONFIRM = 'procurement.confirm-purchase-order.v1';

/** Says one line about what was just seen to hold. */
export type Tell = (line: string) => void;

export interface Cast {
  readonly env: StackEnvironment;
  readonly buyerAtOdoo: OdooUser;
  readonly supplier: Supplier;
  readonly webhook: WebhookReceiver;
  readonly buyer: HttpClient;
  /** canonical id of the party that the supplier is */
  readonly supplierParty: string;
}

export async function gather(env: StackEnvironment, supplierParty: string): Promise<Cast> {
  const supplier = await Supplier.connect(env);
  await supplier.listen();
  const webhook = await WebhookReceiver.listen(env.WEBHOOK_RECEIVER_PORT, env.WEBHOOK_SECRET);
  await tellItListens(env);
  return {
    env,
    supplierParty,
    supplier,
    buyerAtOdoo: await OdooUser.login(env),
    webhook,
    buyer: new HttpClient(env.BRIDGE_URL, env.BUYER_API_KEY),
  };
}

/** Nobody listened until now: what others did on this instance has failed there, and an endpoint in trouble is left alone for minutes. */
async function tellItListens(env: StackEnvironment): Promise<void> {
  const operator = new HttpClient(env.BRIDGE_URL, env.OPERATOR_API_KEY);
  for (const verb of ['pause', 'resume']) {
    const { http, body } = await operator.post(`/v1/subscriptions/mes-hook/${verb}`, { reason: 'its receiver listens now' });
    assert.equal(http, 200, JSON.stringify(body));
  }
}

export async function part(cast: Cast): Promise<void> {
  await cast.supplier.close();
  await cast.webhook.close();
}

export interface Step {
  readonly title: string;
  readonly play: (tell: Tell) => Promise<void>;
}

/** The steps in order; they share what the earlier ones made. */
export function story(cast: Cast): readonly Step[] {
  const { env, buyerAtOdoo, supplier, webhook, buyer, supplierParty } = cast;
  const id = (model: string, row: number): string => canonicalId({ database: env.ODOO_DATABASE }, model, row);
  const key = randomUUID();
  let order = 0;
  let confirmedAt = 0;
  let approved: ReceivedEvent;
  let receipt: { readonly input: unknown; readonly status: CommandStatus };
  const lineOf = async () => {
    const [line] = await buyerAtOdoo.lines(order);
    assert(line, 'the order has a line');
    return line;
  };

  return [
    {
      title: 'A buyer confirms a purchase order in Odoo',
      play: async (tell) => {
        order = await buyerAtOdoo.draftPurchaseOrder(supplierParty, [10]);
        confirmedAt = Date.now();
        await buyerAtOdoo.confirm(order);
        const { name, state } = await buyerAtOdoo.read('purchase.order', order, ['name', 'state']);
        assert.equal(state, 'purchase');
        tell(`${String(name)} (${id('purchase.order', order)}) for ${supplierParty}, 10 pieces`);
      },
    },
    {
      title: 'The supplier receives the canonical event over NATS, with its own credentials',
      play: async (tell) => {
        approved = await supplier.event(APPROVED, (event) => event.envelope.subject === id('purchase.order', order));
        tell(`${approved.envelope.type}, event ${approved.envelope.id}, ${elapsed(confirmedAt, approved)} after the click`);
      },
    },
    {
      title: 'A webhook receives the same event, and its signature verifies with the public package',
      play: async (tell) => {
        const event = await webhook.event(APPROVED, (each) => each.envelope.id === approved.envelope.id);
        assert.deepEqual(event.data, approved.data);
        assert.equal(webhook.forged, 0);
        tell(`event ${event.envelope.id}, ${elapsed(confirmedAt, event)} after the click, same content`);
      },
    },
    {
      title: 'The supplier sends receive-goods for 6 of 10; policy allows it; Odoo applies it',
      play: async (tell) => {
        const line = await lineOf();
        const input = {
          purchaseOrderId: id('purchase.order', order),
          lines: [{ lineId: id('purchase.order.line', line.id), quantity: '6' }],
          backOrder: true,
        };
        receipt = { input, status: await supplier.command(RECEIVE, key, input) };
        assert.equal(receipt.status.status, 'applied', JSON.stringify(receipt.status));
        assert.equal((await lineOf()).qty_received, 6);
        tell(`command ${String(receipt.status.commandId)}: ${receipt.status.status}; Odoo now shows 6 received`);
        tell(`answer ${JSON.stringify(receipt.status.answer)}`);
      },
    },
    {
      title: 'goods-receipt.posted comes back out, naming the command that caused it',
      play: async (tell) => {
        const ours = (event: ReceivedEvent): boolean => event.envelope.commandid === receipt.status.commandId;
        const posted = await supplier.event(POSTED, ours);
        await webhook.event(POSTED, ours);
        tell(`${posted.envelope.type}, event ${posted.envelope.id}, caused by command ${String(posted.envelope.commandid)}`);
      },
    },
    {
      title: 'The same command again returns the same answer and changes nothing',
      play: async (tell) => {
        const again = await supplier.command(RECEIVE, key, receipt.input);
        assert.equal(again.commandId, receipt.status.commandId);
        assert.deepEqual(again.answer, receipt.status.answer);
        assert.equal(again.replayed, true);
        assert.equal((await lineOf()).qty_received, 6);
        tell(`command ${String(again.commandId)} again, replayed; Odoo still shows 6 received`);
      },
    },
    {
      title: 'A command that policy refuses changes nothing',
      play: async (tell) => {
        const others = await buyerAtOdoo.draftPurchaseOrder(await anotherSupplier(cast), [5]);
        const confirm = { purchaseOrderId: id('purchase.order', others) };
        // over NATS the broker already refuses what no policy permits to a supplier; over HTTP the bridge says so itself
        await assert.rejects(supplier.command(CONFIRM, randomUUID(), confirm), /permissions violation/i);
        const bySupplier = await new HttpClient(env.BRIDGE_URL, env.SUPPLIER_API_KEY).command(CONFIRM, randomUUID(), confirm);
        assert.equal(bySupplier.refusal?.code, 'policy-denied', JSON.stringify(bySupplier));
        assert.equal((await buyerAtOdoo.read('purchase.order', others, ['state'])).state, 'draft');
        tell(`confirm-purchase-order by the supplier: refused by the broker, and over HTTP (${bySupplier.refusal.code}); still a draft`);
        const dear = await buyerAtOdoo.draftPurchaseOrder(supplierParty, [1000], 1000);
        const byBuyer = await buyer.command(CONFIRM, randomUUID(), { purchaseOrderId: id('purchase.order', dear) });
        assert.equal(byBuyer.status, 'waiting', JSON.stringify(byBuyer));
        assert.equal((await buyerAtOdoo.read('purchase.order', dear, ['state'])).state, 'draft');
        tell(`confirm-purchase-order over the buyer's limit: ${byBuyer.status} for an approval; the order is still a draft`);
      },
    },
    {
      title: 'The audit trail of the story, and the proof that nobody edited it',
      play: async (tell) => {
        const kinds = ['command.accepted', 'command.judged', 'command.applied', 'event.delivered'];
        const entries = await until('the whole story in the audit trail', async () => {
          const found = await auditStory(env, receipt.status.correlationId ?? String(receipt.status.commandId));
          return kinds.every((kind) => found.some((entry) => entry.kind === kind)) ? found : undefined;
        });
        for (const entry of entries)
          tell(
            `${String(entry.seq).padStart(4)} ${entry.at} ${entry.kind.padEnd(18)} ${entry.actor.padEnd(16)} ${entry.hash.slice(0, 12)}`,
          );
        tell(await auditVerify(env));
      },
    },
  ];
}

async function anotherSupplier({ buyerAtOdoo, env, supplierParty }: Cast): Promise<string> {
  const own = Number(supplierParty.split(':').at(-1));
  const [other] = await buyerAtOdoo.searchIds('res.partner', [
    ['is_company', '=', true],
    ['id', '!=', own],
    ['id', '>', 10],
  ]);
  assert(other, 'the demo data has another company');
  return canonicalId({ database: env.ODOO_DATABASE }, 'res.partner', other);
}

const elapsed = (since: number, event: ReceivedEvent): string => `${event.receivedAt.getTime() - since} ms`;
