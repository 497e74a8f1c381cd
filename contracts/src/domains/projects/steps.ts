/** The first steps of most commands on a project: is it there, is it open. */
import type { OdooOperation } from '../../contract.js';
import { rowId } from '../../contract.js';

export const PROJECT_REFUSALS = {
  'project-not-found': 'No such project is visible to the bridge, or it is archived.',
  'project-closed': 'The project is marked as complete.',
} as const;

export const openProject = (projectId: string): OdooOperation[] => [
  {
    op: 'find',
    as: 'project',
    model: 'project.project',
    domain: [
      ['id', '=', rowId(projectId)],
      ['is_template', '=', false],
    ],
    expect: 'one',
    refusal: 'project-not-found',
  },
  { op: 'assert', on: 'project', domain: [['last_update_status', '!=', 'done']], refusal: 'project-closed' },
];
