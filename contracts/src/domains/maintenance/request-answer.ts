/** What the commands on a maintenance request find and answer. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { type Allowance, canonicalId, type OdooOperation, type Origin, rowId } from '../../contract.js';
import { answered, flag, one, text, textOrNull } from '../../snapshot.js';
import { assertThat, byKey, findOne } from '../../steps.js';
import { stage } from './request.js';
import { numberOf, requestId, workOrderNumber } from './work-order-number.js';

const { field } = canonical;

export const requestAnswer = z.object({
  request: field(
    z.object({
      id: field(requestId, 'internal', 'Canonical id'),
      number: field(workOrderNumber, 'internal', 'Number of the request; what goods and costs are booked on'),
    }),
    'internal',
    'The request',
  ),
  stage: field(stage, 'internal', 'Where it stands'),
  closedOn: field(z.iso.date().nullable(), 'internal', 'Day on which it was finished'),
});

export const REQUEST_ANSWER_ALLOWANCES: readonly Allowance[] = [
  { model: 'maintenance.request', operation: 'read' },
  { model: 'maintenance.stage', operation: 'read' },
];

export const REQUEST_REFUSALS = {
  'request-not-found': 'No such request is visible to the bridge.',
  'request-closed': 'The work is finished, or the request was put away.',
} as const;

interface NamedRequest {
  readonly requestId?: string | undefined;
  readonly externalId?: string | undefined;
}

/** Input of a command on a request, which is named by its id or by the key that the sender's system gave it. */
export const requestInput = <More extends z.ZodRawShape>(more: More) =>
  z
    .object({
      requestId: field(requestId.optional(), 'internal', 'The request; or externalId'),
      externalId: field(canonical.externalKey.optional(), 'internal', 'In place of requestId: the key that your system opened it with'),
      ...more,
    })
    .refine(
      (given: { readonly requestId?: unknown; readonly externalId?: unknown }) =>
        (given.requestId === undefined) !== (given.externalId === undefined),
      {
        message: 'give requestId or externalId',
        path: ['requestId'],
      },
    );

/** Where it is the key, the bridge says whose. */
export const aggregateOf = ({ requestId: id, externalId = '' }: NamedRequest): string => id ?? externalId.replaceAll(' ', '_');

export const REQUEST_BY_KEY = { model: 'maintenance.request', record: 'existing' } as const;

export const findOpenRequest = (named: NamedRequest): OdooOperation[] => [
  {
    ...findOne(
      'request',
      'maintenance.request',
      named.requestId === undefined ? [] : [['id', '=', rowId(named.requestId)]],
      'request-not-found',
    ),
    ...byKey(named),
  },
  assertThat(
    'request',
    [
      ['stage_id.done', '=', false],
      ['archive', '=', false],
    ],
    'request-closed',
  ),
];

export const READ_REQUEST: OdooOperation = {
  op: 'read',
  on: 'request',
  as: 'request',
  spec: { stage_id: { fields: { name: {}, done: {} } }, close_date: {} },
};

export function answeredRequest(answers: Readonly<Record<string, unknown>>, origin: Origin): z.infer<typeof requestAnswer> {
  const request = answered(answers, 'request');
  const at = one(request, 'stage_id');
  return {
    request: { id: canonicalId(origin, 'maintenance.request', request.id), number: numberOf(request.id) },
    stage: { id: canonicalId(origin, 'maintenance.stage', at.id), name: text(at, 'name'), isFinal: flag(at, 'done') },
    closedOn: textOrNull(request, 'close_date'),
  };
}
