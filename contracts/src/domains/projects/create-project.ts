/** create-project: a new project, with the account for its costs that Odoo gives it. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, idOf, type OdooOperation, rowId } from '../../contract.js';
import { answered, oneOrNull, text } from '../../snapshot.js';
import { byKey } from '../../steps.js';
import { COST_CODE_FIELDS, costCode, projectReference, toCostCode } from './project.js';

const { field } = canonical;

const input = z
  .object({
    name: field(canonical.lineOfText(200), 'commercial', 'Name; no other running project has it'),
    customerId: field(idOf('res.partner').optional(), 'internal', 'The party the work is done for; the work can be billed to it'),
    managerId: field(idOf('res.users').optional(), 'internal', 'The project manager'),
    companyId: field(
      idOf('res.company').optional(),
      'internal',
      'The company of ours that does the work; else every company sees the project',
    ),
    startsOn: field(z.iso.date().optional(), 'internal', 'Planned first day; only together with the last one'),
    endsOn: field(z.iso.date().optional(), 'internal', 'Planned last day; only together with the first one'),
    budgetedHours: field(
      z
        .string()
        .regex(/^(0|[1-9][0-9]{0,6})(\.[0-9]{1,2})?$/)
        .optional(),
      'commercial',
      'Hours planned for the whole project',
    ),
    externalId: canonical.newKey('project'),
  })
  // Odoo drops one date without the other
  .refine(({ startsOn, endsOn }) => (startsOn === undefined) === (endsOn === undefined), 'startsOn and endsOn go together')
  .refine(({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn, 'a project ends on or after its first day');

const optionalFind = (as: string, model: string, id: string | undefined, refusal: string): OdooOperation[] =>
  id === undefined ? [] : [{ op: 'find', as, model, domain: [['id', '=', rowId(id)]], expect: 'one', refusal }];

export const createProject = defineCommand({
  domain: 'projects',
  name: 'create-project',
  version: 1,
  meaning: 'Set up a project. It is planned, not active: that is told by its first status.',
  owner: 'projects',
  input,
  answer: z.object({
    project: field(projectReference, 'commercial', 'The new project'),
    costCode: costCode.nullable(),
  }),
  refusals: {
    'customer-not-found': 'No such customer is visible to the bridge, or it is archived.',
    'manager-not-found': 'No such user is visible to the bridge, or it is archived.',
    'company-not-found': 'The bridge does not work for this company of ours.',
    'project-name-used': 'A running project has this name.',
  },
  // two projects of one name, sent at once, are told apart by applying one after the other
  aggregate: ({ name }) => `project:${name.replaceAll(/\s/g, '_')}`,
  external: { model: 'project.project', record: 'new' },
  allowances: [
    { model: 'account.analytic.account', operation: 'read' },
    {
      model: 'project.project',
      operation: 'create',
      fields: ['allocated_hours', 'allow_billable', 'company_id', 'date', 'date_start', 'name', 'partner_id', 'user_id'],
    },
    { model: 'project.project', operation: 'read' },
    { model: 'res.company', operation: 'read' },
    { model: 'res.partner', operation: 'read' },
    { model: 'res.users', operation: 'read' },
  ],
  toOdoo: ({ name, customerId, managerId, companyId, startsOn, endsOn, budgetedHours, externalId }) => [
    ...optionalFind('customer', 'res.partner', customerId, 'customer-not-found'),
    ...optionalFind('manager', 'res.users', managerId, 'manager-not-found'),
    ...optionalFind('company', 'res.company', companyId, 'company-not-found'),
    { op: 'find', as: 'sameName', model: 'project.project', domain: [['name', '=', name]], expect: 'any' },
    // no record meets it: the assert holds only for an empty find
    { op: 'assert', on: 'sameName', domain: [['id', '=', false]], refusal: 'project-name-used' },
    {
      op: 'create',
      as: 'project',
      model: 'project.project',
      values: {
        name,
        ...(customerId === undefined ? {} : { partner_id: rowId(customerId), allow_billable: true }),
        // said even when empty: else Odoo makes the user who creates it the manager
        user_id: managerId === undefined ? false : rowId(managerId),
        ...(companyId === undefined ? {} : { company_id: rowId(companyId) }),
        ...(startsOn === undefined ? {} : { date_start: startsOn, date: endsOn }),
        ...(budgetedHours === undefined ? {} : { allocated_hours: Number(budgetedHours) }),
      },
      ...byKey({ externalId }),
    },
    { op: 'read', on: 'project', as: 'project', spec: { name: {}, account_id: { fields: COST_CODE_FIELDS } } },
  ],
  fromOdoo(answers, origin) {
    const project = answered(answers, 'project');
    const account = oneOrNull(project, 'account_id');
    return {
      project: { id: canonicalId(origin, 'project.project', project.id), name: text(project, 'name') },
      costCode: account && toCostCode(account, origin),
    };
  },
});
