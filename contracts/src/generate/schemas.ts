/** JSON Schema 2020-12 of everything that travels: an event's data, a command's input and its answer. */
import { z } from 'zod';
import type { Catalog } from '../catalog.js';
import { dataSchemaOf } from '../envelope.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** As a reader sees it (`io: 'input'`): unknown properties are allowed, because readers ignore them. */
export function schemaOf(name: string, meaning: string, shape: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(shape, { target: 'draft-2020-12', io: 'input' });
  return { $schema, $id: dataSchemaOf(name), title: name, description: meaning, ...rest };
}

/** File name without `.json` -> schema. A command's answer is `<contract id>.answer`. */
export function schemasOf(catalog: Catalog): ReadonlyMap<string, JsonSchema> {
  const schemas = new Map<string, JsonSchema>();
  for (const event of catalog.events.values()) schemas.set(event.id, schemaOf(event.id, event.meaning, event.data));
  for (const command of catalog.commands.values()) {
    schemas.set(command.id, schemaOf(command.id, command.meaning, command.input));
    const answer = `${command.id}.answer`;
    schemas.set(answer, schemaOf(answer, `The answer to ${command.id}.`, command.answer));
  }
  return schemas;
}
