/** The bank account of a party, from Odoo's `res.partner.bank` (modules base, account). Sensitive as a whole. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { flag, hasSnapshot, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;
const sensitiveText = (description: string) => field(z.string().nullable(), 'sensitive', description);

export const bankAccountShape = z.object({
  id: field(idOf('res.partner.bank'), 'internal', 'Canonical id'),
  party: field(canonical.partyReference.nullable(), 'commercial', 'The legal party whose account it is'),
  accountNumber: field(z.string(), 'sensitive', 'IBAN or national number, as it was entered'),
  holder: sensitiveText('Name of the holder, where it differs from the party'),
  bank: sensitiveText('Name of the bank'),
  bic: sensitiveText('BIC of the bank'),
  currency: field(canonical.currencyCode.nullable(), 'sensitive', 'ISO 4217; null where the account takes any'),
  released: field(z.boolean(), 'sensitive', 'true: a person checked it, money may be sent to it'),
  active: field(z.boolean(), 'internal', 'false when archived'),
});

export const BANK_ACCOUNT_SPEC = {
  partner_id: canonical.PARTNER_SPEC,
  acc_number: {},
  acc_holder_name: {},
  bank_id: { fields: { name: {}, bic: {} } },
  currency_id: { fields: { name: {} } },
  allow_out_payment: {},
  active: {},
} as const satisfies ReadSpec;

export function bankAccountFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof bankAccountShape> {
  const partner = oneOrNull(node, 'partner_id');
  const bank = oneOrNull(node, 'bank_id');
  const currency = oneOrNull(node, 'currency_id');
  return {
    id: canonicalId(origin, 'res.partner.bank', node.id),
    party: partner && canonical.toPartyReference(canonical.legalParty(partner), origin),
    accountNumber: text(node, 'acc_number'),
    holder: textOrNull(node, 'acc_holder_name'),
    bank: bank && text(bank, 'name'),
    bic: bank && textOrNull(bank, 'bic'),
    currency: currency && text(currency, 'name'),
    released: flag(node, 'allow_out_payment'),
    active: flag(node, 'active'),
  };
}

export const bankAccount = defineEntity({
  domain: 'parties',
  name: 'bank-account',
  meaning: 'Where a party wants its money sent.',
  owner: 'finance',
  terms: { ubl: 'FinancialAccount' },
  shape: bankAccountShape,
  odoo: { model: 'res.partner.bank', spec: BANK_ACCOUNT_SPEC },
  fromOdoo: bankAccountFromOdoo,
  scope: ({ id, party }) => ({ bankAccount: id, ...(party ? { party: party.id } : {}) }),
});

const { toData } = bankAccount;
const moment = { entity: bankAccount, version: 1, dataClass: 'sensitive', data: bankAccountShape, toData } as const;

export const bankAccountChanged = defineChanged({
  ...moment,
  meaning: 'The bank account as it is after any change, its creation and a re-emission included. For keeping a copy.',
});

export const bankAccountReleased = defineEvent({
  ...moment,
  name: 'released',
  meaning: 'A person checked the account: from now on money may be sent to it..',
  delivery: 'real-time',
  when: (change) => hasSnapshot(change) && became(change, 'allow_out_payment', true),
});
