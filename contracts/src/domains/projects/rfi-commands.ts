/** open-rfi and answer-rfi: a question of the site and its answer, as a task of the project and a message on it. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, idOf, rowId } from '../../contract.js';
import { answered, choice, text } from '../../snapshot.js';
import { byKey } from '../../steps.js';
import { projectId } from './project.js';
import { RFI_STATES, RFI_TAG } from './rfi.js';
import { openProject, PROJECT_REFUSALS } from './steps.js';
import { taskId } from './task.js';

const { field } = canonical;

/** Several lines of text, without what Postgres refuses. */
const textOf = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cs}\p{Cc}]*(?:[\n\t][^\p{Cs}\p{Cc}]*)*$/u);

const answer = z.object({
  rfiId: field(taskId, 'internal', 'Canonical id of the request'),
  question: field(z.string(), 'commercial', 'What is asked'),
  state: field(z.enum([...new Set(Object.values(RFI_STATES))]), 'internal', 'Where the request stands'),
});

const fromOdoo: Parameters<typeof defineCommand>[0]['fromOdoo'] = (answers, origin) => {
  const rfi = answered(answers, 'rfi');
  return { rfiId: canonicalId(origin, 'project.task', rfi.id), question: text(rfi, 'name'), state: choice(rfi, 'state', RFI_STATES) };
};

const readBack = { op: 'read', on: 'rfi', as: 'rfi', spec: { name: {}, state: {} } } as const;

export const openRfi = defineCommand({
  domain: 'projects',
  name: 'open-rfi',
  version: 1,
  meaning: 'Ask a question about a project that somebody has to answer.',
  owner: 'projects',
  input: z.object({
    projectId: field(projectId, 'internal', 'The project'),
    question: field(canonical.lineOfText(300), 'commercial', 'What is asked'),
    responsibleId: field(idOf('res.users').optional(), 'internal', 'Who is to answer'),
    answerDueAt: field(canonical.time.optional(), 'internal', 'When the answer is needed'),
    externalId: canonical.newKey('request'),
  }),
  answer,
  refusals: {
    ...PROJECT_REFUSALS,
    'rfi-not-set-up': `Odoo has no project tag called ${RFI_TAG}: an Odoo admin makes it.`,
    'responsible-not-found': 'No such user is visible to the bridge, or it is archived.',
  },
  aggregate: ({ projectId: id }) => id,
  external: { model: 'project.task', record: 'new' },
  allowances: [
    { model: 'project.project', operation: 'read' },
    { model: 'project.tags', operation: 'read' },
    { model: 'project.task', operation: 'create', fields: ['date_deadline', 'name', 'project_id', 'tag_ids', 'user_ids'] },
    { model: 'project.task', operation: 'read' },
    { model: 'res.users', operation: 'read' },
  ],
  toOdoo: ({ projectId: id, question, responsibleId, answerDueAt, externalId }) => [
    ...openProject(id),
    { op: 'find', as: 'tag', model: 'project.tags', domain: [['name', '=', RFI_TAG]], expect: 'one', refusal: 'rfi-not-set-up' },
    ...(responsibleId === undefined
      ? []
      : [
          {
            op: 'find',
            as: 'responsible',
            model: 'res.users',
            domain: [['id', '=', rowId(responsibleId)]],
            expect: 'one',
            refusal: 'responsible-not-found',
          } as const,
        ]),
    {
      op: 'create',
      as: 'rfi',
      model: 'project.task',
      values: {
        name: question,
        project_id: rowId(id),
        tag_ids: [[6, 0, [{ ref: 'tag' }]]],
        user_ids: [[6, 0, responsibleId === undefined ? [] : [rowId(responsibleId)]]],
        // Odoo's ORM takes `YYYY-MM-DD HH:MM:SS`, meaning UTC
        ...(answerDueAt === undefined ? {} : { date_deadline: answerDueAt.slice(0, 19).replace('T', ' ') }),
      },
      ...byKey({ externalId }),
    },
    readBack,
  ],
  fromOdoo,
});

export const answerRfi = defineCommand({
  domain: 'projects',
  name: 'answer-rfi',
  version: 1,
  meaning: 'Answer a request for information: the answer becomes a message on it, its followers are told, and it is done.',
  owner: 'projects',
  input: z.object({
    rfiId: field(taskId, 'internal', 'The request'),
    answer: field(textOf(10_000), 'commercial', 'The answer, as plain text'),
  }),
  answer,
  refusals: {
    'rfi-not-found': 'No such request for information is visible to the bridge.',
    'rfi-not-open': 'The request is answered or withdrawn already.',
  },
  aggregate: ({ rfiId }) => rfiId,
  allowances: [
    { model: 'project.tags', operation: 'read' },
    { model: 'project.task', operation: 'call', method: 'message_post' },
    { model: 'project.task', operation: 'read' },
    { model: 'project.task', operation: 'write', fields: ['state'] },
  ],
  toOdoo: ({ rfiId, answer: body }) => [
    {
      op: 'find',
      as: 'rfi',
      model: 'project.task',
      domain: [
        ['id', '=', rowId(rfiId)],
        ['tag_ids.name', '=', RFI_TAG],
      ],
      expect: 'one',
      refusal: 'rfi-not-found',
    },
    { op: 'assert', on: 'rfi', domain: [['state', 'not in', ['1_done', '1_canceled']]], refusal: 'rfi-not-open' },
    // a text without markup: Odoo escapes it
    { op: 'call', on: 'rfi', method: 'message_post', args: { body, message_type: 'comment', subtype_xmlid: 'mail.mt_comment' } },
    { op: 'write', on: 'rfi', values: { state: '1_done' } },
    { op: 'assert', on: 'rfi', domain: [['state', '=', '1_done']], refusal: 'rfi-not-open' },
    readBack,
  ],
  fromOdoo,
});
