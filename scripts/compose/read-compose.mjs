// Prints a compose file as JSON after validating it by the Compose Specification's JSON Schema.
// usage: node read-compose.mjs FOLDER-WITH-DCLINT FILE; exit code 1 and the errors when it is invalid.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, file] = process.argv.slice(2);
const require = createRequire(join(folder, 'node_modules/dclint/package.json'));
const { parse } = require('yaml');
const { Ajv } = require('ajv');

const schema = JSON.parse(readFileSync(join(folder, 'node_modules/dclint/schemas/compose.schema.json'), 'utf8'));
delete schema.$schema; // names its dialect by https, which ajv knows by http only
const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
const compose = parse(readFileSync(file, 'utf8'), { merge: true, uniqueKeys: true });
if (!validate(compose)) {
  for (const error of validate.errors) {
    console.error(`${file}: ${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
  }
  process.exit(1);
}
console.log(JSON.stringify(compose));
