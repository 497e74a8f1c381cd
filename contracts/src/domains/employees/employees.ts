import type { Domain } from '../../contract.js';
import { employee, employeeChanged, employeeJoined, employeeLeft } from './employee.js';

export const employees: Domain = {
  name: 'employees',
  meaning: 'Who works for us.',
  odooGroups: [],
  entities: [employee],
  events: [employeeJoined, employeeLeft, employeeChanged],
  commands: [],
};
