/** The generated JSON Schemas, judged by a validator that knows nothing of zod. */
import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { inRepository } from './repository.js';

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
ajv.addVocabulary(['x-data-class', 'x-deprecation']);
formats.default(ajv);

const validators = new Map<string, ValidateFunction>();

/** `name`: a contract's id, or `<contract id>.answer`. */
function validatorOf(name: string): ValidateFunction {
  const known = validators.get(name);
  if (known) return known;
  const file = inRepository('contracts/generated/schemas', `${name}.json`);
  if (!existsSync(file)) throw new Error(`no contract is called ${name}: ${file} is missing`);
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  validators.set(name, validate);
  return validate;
}

/** Throws with all violations when `data` does not match the generated schema. */
export function mustMatch(name: string, data: unknown): void {
  const validate = validatorOf(name);
  if (!validate(data)) throw new Error(`${name}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(data)}`);
}
