/** The generated API documents, judged by validators that are not ours. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import parser from '@asyncapi/parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalog } from '../src/catalog.js';
import { schemasOf } from '../src/generate/schemas.js';
import { commandSubject, eventSubject, querySubject } from '../src/subjects.js';
import { CONTRACTS } from './examples.js';

const GENERATED = join(CONTRACTS, 'generated');
const textOf = (name: string): string => readFileSync(join(GENERATED, name), 'utf8');
type Part = Readonly<Record<string, unknown>>;
const documentOf = (name: string) => JSON.parse(textOf(name)) as Part;
const ids = [...catalog.events.keys(), ...catalog.commands.keys(), ...catalog.queries.keys()];

/** What a validator would call wrong: errors are severity 0, warnings 1. */
async function parsed(text: string) {
  const { document, diagnostics } = await new parser.Parser().parse(text, { source: join(GENERATED, 'asyncapi.json') });
  return {
    document,
    problems: diagnostics.filter(({ severity }) => [0, 1].includes(severity)).map(({ message, path }) => `${path.join('.')}: ${message}`),
  };
}

interface Message {
  readonly headers?: unknown;
  readonly examples?: readonly { readonly headers?: unknown; readonly payload: unknown }[];
}

// the parser judges each schema with rules of its own: seconds for all, more on a busy machine
const LONG = 240_000;

const HOST = 'https://bridge.example';

/** AsyncAPI's own `id` is no keyword of JSON Schema. */
const withoutId = (document: Part): Part => Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'id'));

function loaded(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false });
  // the package is CommonJS: its default export is the module
  addFormats.default(ajv);
  for (const [name, schema] of schemasOf(catalog)) ajv.addSchema(schema, `${HOST}/schemas/${name}.json`);
  for (const name of ['asyncapi.json', 'openapi.json']) ajv.addSchema({ ...withoutId(documentOf(name)), $id: `${HOST}/${name}` });
  return ajv;
}
const ajv = loaded();

/** What Ajv says of a value by the schema at a place of a document. */
function errorsAt(document: string, place: string, value: unknown): unknown {
  ajv.validate({ $ref: `${HOST}/${document}#${place}` }, value);
  return ajv.errors;
}

describe('AsyncAPI', () => {
  test(
    'the official parser accepts it, examples included, and finds each contract on its subject',
    async () => {
      const { document, problems } = await parsed(textOf('asyncapi.json'));
      expect(problems).toEqual([]);
      const addresses = new Map(
        document
          ?.channels()
          .all()
          .map((channel) => [channel.id(), channel.address()]),
      );
      for (const id of catalog.events.keys()) expect([id, addresses.get(id)]).toEqual([id, eventSubject(id)]);
      for (const id of catalog.commands.keys()) expect([id, addresses.get(id)]).toEqual([id, commandSubject(id)]);
      for (const id of catalog.queries.keys()) expect([id, addresses.get(id)]).toEqual([id, querySubject(id)]);
      expect(document?.operations().all().length).toBe(ids.length);
    },
    LONG,
  );

  test(
    'the parser looks closely: a binding that does not exist is refused',
    async () => {
      const document = documentOf('asyncapi.json');
      const [[id, operation] = ['', {}]] = Object.entries(document.operations as Readonly<Record<string, Part>>);
      const only = (operation: Part) => JSON.stringify({ ...document, operations: { [id]: operation } });
      expect((await parsed(only({ ...operation, bindings: { nats: { bindingVersion: '9' } } }))).problems.length).toBeGreaterThan(0);
    },
    LONG,
  );

  test('the recorded examples match the schemas of their headers and payloads', () => {
    const { components } = documentOf('asyncapi.json') as { components: { messages: Readonly<Record<string, Message>> } };
    const shown = Object.entries(components.messages).flatMap(([id, message]) =>
      (message.examples ?? []).map((example) => ({ id, message, example })),
    );
    expect(shown.length).toBeGreaterThanOrEqual(catalog.events.size + 2 * catalog.commands.size);
    for (const { id, message, example } of shown) {
      const at = `/components/messages/${id}`;
      expect([at, errorsAt('asyncapi.json', `${at}/payload`, example.payload)]).toEqual([at, null]);
      if (message.headers) expect([at, errorsAt('asyncapi.json', `${at}/headers`, example.headers)]).toEqual([at, null]);
    }
  });

  // its own dialect is draft 07: these keywords mean something else there, or nothing
  test('no schema uses a keyword that AsyncAPI reads in another way', () => {
    const other =
      /"(\$defs|\$dynamicRef|prefixItems|unevaluatedProperties|unevaluatedItems|dependentRequired|dependentSchemas|minContains|maxContains)":/;
    for (const [name, schema] of schemasOf(catalog)) expect([name, other.exec(JSON.stringify(schema))?.[1]]).toEqual([name, undefined]);
  });
});

async function openApiErrors(document: Part): Promise<unknown> {
  const validator = new Validator();
  for (const [name, schema] of schemasOf(catalog)) await validator.addSpecRef(structuredClone(schema), `./schemas/${name}.json`);
  const { valid, errors } = await validator.validate(structuredClone(document));
  return valid ? undefined : errors;
}

describe('OpenAPI', () => {
  test('an independent validator accepts it as 3.1, references into schemas/ resolved', async () => {
    const document = documentOf('openapi.json');
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(await openApiErrors(document)).toBeUndefined();
    expect(await openApiErrors({ ...document, paths: { 'no-slash': {} } })).toBeDefined();
  });

  test('every command has its path, with each of its own refusal codes', () => {
    const paths = documentOf('openapi.json').paths as Readonly<
      Record<string, { post?: { responses: Record<string, { description: string }> } }>
    >;
    for (const command of catalog.commands.values()) {
      const refused = paths[`/v1/commands/${command.id}`]?.post?.responses['422']?.description ?? '';
      for (const code of Object.keys(command.refusals)) expect(refused).toContain(`\`${code}\``);
    }
  });

  test('the examples match their schemas', () => {
    const document = documentOf('openapi.json');
    const examples = [...catalog.commands.keys()].flatMap((id) => contentsOf(document, id));
    expect(examples.length).toBeGreaterThanOrEqual(2 * catalog.commands.size);
    for (const { at, example } of examples) expect([at, errorsAt('openapi.json', at, example)]).toEqual([at, null]);
  });
});

/** The examples of a command's path, with the place of their schema. */
function contentsOf(document: Part, id: string): { at: string; example: unknown }[] {
  const found: { at: string; example: unknown }[] = [];
  const visit = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('schema' in value && 'example' in value) found.push({ at: `${at}/schema`, example: value.example });
    for (const [name, inner] of Object.entries(value)) visit(inner, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  };
  const path = `/v1/commands/${id}`;
  visit((document.paths as Part)[path], `/paths/${path.replaceAll('/', '~1')}`);
  return found;
}
