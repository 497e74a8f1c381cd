/** The soak's own judge finds what it is there to find. */
import { describe, expect, test } from '@jest/globals';
import { type Evidence, type Note, type Recorded, judge } from './judge.js';

const heard = { commandId: 'c', status: 'applied', timesheetId: 't' };
const note: Note = { key: 'k', mark: 'm', meant: 'applied', heard: [heard] };
const row: Recorded = {
  id: 'c',
  key: 'k',
  status: 'applied',
  verdict: 'allowed',
  evidence: ['command.accepted', 'command.judged', 'command.applied'],
};
const good: Evidence = { notes: [note], bridge: [row], odoo: new Map([['c', 'applied']]), lines: new Map([['m', 1]]) };
const refused: Evidence = {
  notes: [{ ...note, meant: 'refused-by-policy', heard: [{ ...heard, status: 'refused', timesheetId: null }] }],
  bridge: [{ ...row, status: 'refused', verdict: 'refused', evidence: ['command.accepted', 'command.judged', 'command.refused'] }],
  odoo: new Map(),
  lines: new Map(),
};

test('nothing is wrong', () => {
  expect(judge(good)).toEqual({ lost: [], doubled: [], unjudged: [] });
  expect(judge(refused)).toEqual({ lost: [], doubled: [], unjudged: [] });
});

describe('each wrong is named', () => {
  test.each<[string, Evidence, 'lost' | 'doubled' | 'unjudged']>([
    ['no outcome was heard', { ...good, notes: [{ ...note, heard: [] }] }, 'lost'],
    ['the bridge has no row', { ...good, bridge: [] }, 'lost'],
    ['the bridge gave up', { ...good, bridge: [{ ...row, status: 'failed' }] }, 'lost'],
    ['Odoo knows nothing of it', { ...good, odoo: new Map() }, 'lost'],
    ['there is no effect', { ...good, lines: new Map() }, 'lost'],
    ['there are two effects', { ...good, lines: new Map([['m', 2]]) }, 'doubled'],
    ['a key has two rows', { ...good, bridge: [row, { ...row, id: 'd' }] }, 'doubled'],
    ['a repeat was answered otherwise', { ...good, notes: [{ ...note, heard: [heard, { ...heard, timesheetId: 'u' }] }] }, 'doubled'],
    ['no verdict was kept', { ...good, bridge: [{ ...row, verdict: null }] }, 'unjudged'],
    ['it was judged after its effect', { ...good, bridge: [{ ...row, evidence: ['command.applied', 'command.judged'] }] }, 'unjudged'],
    ['a refused command has an effect', { ...refused, lines: new Map([['m', 1]]) }, 'unjudged'],
  ])('%s', (_what, evidence, where) => {
    expect(judge(evidence)[where]).toEqual(['k']);
  });
});
