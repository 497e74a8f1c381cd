/** The business moments of an opportunity. */
import { became, rootRow } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { defineEvent } from '../../contract.js';
import { hasSnapshot } from '../../snapshot.js';
import { opportunity, opportunityShape } from './opportunity.js';

const { toData } = opportunity;

const moment = {
  entity: opportunity,
  version: 1,
  dataClass: 'personal',
  delivery: 'real-time',
  data: opportunityShape,
  toData,
} as const;

export const opportunityCreated = defineEvent({
  ...moment,
  name: 'created',
  meaning: 'A chance to sell was entered, or a lead was qualified as one.',
  when: (change) => hasSnapshot(change) && became(change, 'type', 'opportunity'),
});

export const opportunityStageChanged = defineEvent({
  ...moment,
  name: 'stage-changed',
  meaning: 'It went to another stage of the pipeline. Its creation in a first stage is none.',
  when(change) {
    const row = rootRow(change);
    return hasSnapshot(change) && row?.op === 'update' && typeof row.new?.stage_id === 'number';
  },
});

export const opportunityWon = defineEvent({
  ...moment,
  name: 'won',
  meaning: 'We sold it. It can be reopened and won again.',
  when: (change) => hasSnapshot(change) && became(change, 'won_status', 'won'),
});

export const opportunityLost = defineEvent({
  ...moment,
  name: 'lost',
  meaning: 'We did not sell it; the reason is given where somebody named one. It can be restored.',
  when: (change) => hasSnapshot(change) && became(change, 'won_status', 'lost'),
});

export const opportunityChanged = defineChanged({
  ...moment,
  meaning: 'The opportunity as it is after any change, its creation and a re-emission included. For keeping a copy.',
});
