/** The steps of an apply as commands write them most: look up, check, and what a domain of Odoo cannot say by itself. */
import { z } from 'zod';
import type { OdooOperation } from './contract.js';

type Condition = readonly unknown[];

/** Above zero, at most twelve digits before the point and six behind it. */
export const positiveDecimal = z.string().regex(/^(?=.*[1-9])(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$/);
/** Zero or above. */
export const countedDecimal = z.string().regex(/^(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$/);

/** Exactly one record, or the refusal. */
export const findOne = (as: string, model: string, domain: Condition, refusal: string): OdooOperation => ({
  op: 'find',
  as,
  model,
  domain,
  expect: 'one',
  refusal,
});

/** The first of those that match, or the refusal. */
export const findFirst = (as: string, model: string, domain: Condition, refusal: string, order = 'id'): OdooOperation => ({
  op: 'find',
  as,
  model,
  domain,
  order,
  limit: 1,
  expect: 'one',
  refusal,
});

/** Of an input with a key: what its create or find says beside the rest. */
export const byKey = ({ externalId }: { readonly externalId?: string | undefined }): { readonly external?: string } =>
  externalId === undefined ? {} : { external: externalId };

/** Whatever matches, maybe nothing: later steps on it then do nothing. */
export const findAny = (as: string, model: string, domain: Condition): OdooOperation => ({ op: 'find', as, model, domain, expect: 'any' });

export const assertThat = (on: string, domain: Condition, refusal: string): OdooOperation => ({ op: 'assert', on, domain, refusal });

/** Refused when `findAny` did find something. */
export const assertNone = (on: string, refusal: string): OdooOperation => assertThat(on, [['id', '=', 0]], refusal);

/**
 * Odoo rounds a quantity to its decimals without a word, and rounds alike what `=` compares it with.
 * `=like` compares the stored text (`1.23`), so `1.234%` finds out. Asked after the quantity was written.
 */
export function assertDecimals(on: string, name: string, quantity: string, refusal: string): OdooOperation[] {
  const significant = quantity.includes('.') ? quantity.replace(/\.?0*$/, '') : quantity;
  return significant.includes('.') ? [assertThat(on, [[name, '=like', `${significant}%`]], refusal)] : [];
}

/** Notes in Odoo are HTML: what a sender writes must stay text there. */
export const asHtml = (text: string): string =>
  `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</p>`;
