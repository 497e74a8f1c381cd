/**
 * Prints how long each of many judgements took (ms, as a JSON list): the shipped policies as built in bridge/dist, every command
 * they speak of, by turns allowed and refused.
 */
import { catalog } from '@odoo-nats-bridge/contracts';
import { inRepository } from '../../dist/rig/repository.js';

const { Policy } = await import(inRepository('bridge/dist/policy/policy.js'));
const { clientOf } = await import(inRepository('bridge/dist/subscription/subscription.js'));

const ROUNDS = 250;
const policy = Policy.load(inRepository('bridge/policies'));
const clients = [['buyer', 'warehouse', 'mes', 'field-app', 'shop', 'finance-app', 'cmms', 'wms', 'crm-app'], ['supplier']].map((roles) =>
  clientOf({ id: roles[0], roles }),
);
const facts = {
  supplier: 'odoo:demo:res.partner:12',
  company: 'odoo:demo:res.company:1',
  state: 'draft',
  currency: 'USD',
  totalMinor: 250_000,
  companyTotalMinor: 250_000,
};
const commands = [...catalog.commands.values()];
const judge = (client, contract) => policy.judgeCommand(client, contract, 'odoo:demo:purchase.order:42', contract.facts ? facts : {});

// compiled code
for (const client of clients) for (const contract of commands) judge(client, contract);
const took = [];
for (let round = 0; round < ROUNDS; round += 1)
  for (const contract of commands) {
    const client = clients[round % clients.length];
    const began = performance.now();
    judge(client, contract);
    took.push(performance.now() - began);
  }
console.log(JSON.stringify(took));
