/** What new-contract cannot do. A refusal comes before anything is written, or everything is put back. */
export const REFUSALS = {
  'bad-arguments': 'The command line is not as --help says.',
  'bad-name': 'A name cannot be part of a subject, a file and a TypeScript identifier.',
  'name-taken': 'There is such a contract, or a file of that name.',
  'bad-role': 'A permit for this role needs more than its name.',
  'no-odoo': 'The running Odoo could not be asked.',
  'unknown-model': 'This Odoo has no such model; its module may not be installed.',
  'model-not-watchable': 'The addon does not watch this model: it has no table of its own, or keeps secrets.',
  'model-shared': 'Another entity is made of some records of this model.',
  'unknown-field': 'The model has no such field.',
  'field-not-stored': 'A change of a field that is only computed tells nothing.',
  'field-secret': 'The field may hold a secret, or nobody may read it.',
  'field-binary': 'The field holds a file or an image.',
  'field-type': 'There is no canonical shape for this type of field.',
  'names-collide': 'Two fields would have the same name, or the words of a selection would.',
  'bad-moment': 'The field cannot tell the moment of an event.',
  'bad-value': 'The field does not take this value.',
  'entity-exists': 'The entity is there: its fields are changed in its own file.',
  'entity-not-found': 'The file of the entity, or of the domain, is not written as new-contract reads it.',
  'no-example': 'Odoo does not take the example record.',
  'not-recorded': 'The example could not be recorded.',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

export class NewContractRefusal extends Error {
  override readonly name = 'NewContractRefusal';
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly remedy?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);
