/** JSON Schema 2020-12 of everything that travels: an event's data, the input and the answer of a command or a query. */
import { z } from 'zod';
import type { Catalog } from '../catalog.js';
import type { Deprecation } from '../deprecation.js';
import { dataSchemaOf } from '../envelope.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** As a reader sees it (`io: 'input'`): unknown properties are allowed, because readers ignore them. */
export function schemaOf(name: string, meaning: string, shape: z.ZodType, deprecated?: Deprecation): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(shape, { target: 'draft-2020-12', io: 'input' });
  const end = deprecated === undefined ? {} : { deprecated: true, 'x-deprecation': deprecated };
  return { $schema, $id: dataSchemaOf(name), title: name, description: meaning, ...end, ...rest };
}

/** File name without `.json` -> schema. The answer to a command or a query is `<contract id>.answer`. */
export function schemasOf(catalog: Catalog): ReadonlyMap<string, JsonSchema> {
  const schemas = new Map<string, JsonSchema>();
  for (const { id, meaning, data, deprecated } of catalog.events.values()) schemas.set(id, schemaOf(id, meaning, data, deprecated));
  for (const { id, meaning, input, answer, deprecated } of [...catalog.commands.values(), ...catalog.queries.values()]) {
    schemas.set(id, schemaOf(id, meaning, input, deprecated));
    schemas.set(`${id}.answer`, schemaOf(`${id}.answer`, `The answer to ${id}.`, answer, deprecated));
  }
  return schemas;
}
