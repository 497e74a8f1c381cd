import { expect, test } from '@jest/globals';
import { judge, type Rules } from './judge.js';
import { Ledger } from './ledger.js';

const rules: Rules = { ordered: new Set(['acme']), isFor: (name, { supplier }) => name === supplier, graceMs: 1_000 };

function ledgerOf(...received: readonly (readonly [name: string, eventId: string, atMs?: number, showsHidden?: boolean])[]): Ledger {
  const ledger = new Ledger();
  for (const version of [1, 2, 3])
    ledger.tell({ id: `e${String(version)}`, record: 'r', version, supplier: 'acme', company: 'c', expectedBy: ['acme'] });
  for (const [subscription, eventId, atMs = 0, showsHidden = false] of received) ledger.take({ subscription, eventId, atMs, showsHidden });
  return ledger;
}

test('everything, in order, repeats included: nothing to blame', () => {
  const ledger = ledgerOf(['acme', 'e1'], ['acme', 'e2'], ['acme', 'e1'], ['acme', 'e3']);
  expect(judge(ledger, rules)).toEqual({ lost: 0, out_of_order: 0, unentitled: 0 });
});

test('what never came is lost, unless it is in the dead letters', () => {
  const ledger = ledgerOf(['acme', 'e1']);
  expect(judge(ledger, rules).lost).toBe(2);
  ledger.buried('acme', 'e2');
  expect(judge(ledger, rules).lost).toBe(1);
});

test('a version after a later one is out of order, where order was promised', () => {
  const ledger = ledgerOf(['acme', 'e2'], ['acme', 'e1'], ['acme', 'e3']);
  expect(judge(ledger, rules).out_of_order).toBe(1);
  expect(judge(ledger, { ...rules, ordered: new Set() }).out_of_order).toBe(0);
});

test.each([
  ['somebody else’s', [['rival', 'e1']]],
  ['nobody’s: it was never told', [['acme', 'e9']]],
  ['with hidden fields', [['acme', 'e1', 0, true]]],
] as const)('%s is unentitled', (_what, received) => {
  expect(judge(ledgerOf(...received), rules).unentitled).toBe(1);
});

test('after the end of a subscription nothing more may come, but for what was under way', () => {
  const ledger = ledgerOf(['acme', 'e1', 500], ['acme', 'e2', 2_500]);
  ledger.ended.set('acme', 1_000);
  expect(judge(ledger, rules)).toEqual({ lost: 0, out_of_order: 0, unentitled: 1 });
});
