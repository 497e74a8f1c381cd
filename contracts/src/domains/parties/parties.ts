import type { Domain } from '../../contract.js';
import { bankAccount, bankAccountChanged, bankAccountReleased } from './bank-account.js';
import { party, partyChanged } from './party.js';
import { partyArchived, partyBecameCustomer, partyBecameSupplier } from './party-moments.js';

export const parties: Domain = {
  name: 'parties',
  meaning: 'Who we deal with: companies, people, their addresses and bank accounts.',
  odooGroups: [],
  entities: [party, bankAccount],
  events: [partyChanged, partyBecameCustomer, partyBecameSupplier, partyArchived, bankAccountChanged, bankAccountReleased],
  commands: [],
};
