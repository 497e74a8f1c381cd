/**
 * Each value of an event with the data class that its contract gives it. A class of an object counts for all within it, and of
 * several the strictest; a value that no schema knows has none.
 */
import type { DataClass, JsonSchema } from '@odoo-nats-bridge/contracts';

/** From the mildest to the strictest. */
const CLASSES: readonly DataClass[] = ['public', 'internal', 'commercial', 'personal', 'sensitive'];

export type Scalar = string | number | boolean | null;

export interface Place {
  readonly dataClass: DataClass | undefined;
  /** the schemas that may speak of it, alternatives (`anyOf`) told apart; empty: no schema knows it */
  readonly schemas: readonly JsonSchema[];
}

export const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The same structure with each scalar replaced. Pure when `replace` is. */
export function mapScalars(value: unknown, place: Place, replace: (value: Scalar, place: Place) => Scalar): unknown {
  if (isScalar(value)) return replace(value, place);
  if (Array.isArray(value)) {
    const each = within(
      place,
      place.schemas.map((schema) => schema.items),
    );
    return value.map((item) => mapScalars(item, each, replace));
  }
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, child]) => [name, mapScalars(child, childOf(place, name), replace)]));
}

export const rootOf = (schema: JsonSchema): Place => within({ dataClass: undefined, schemas: [] }, [schema]);

const childOf = (place: Place, name: string): Place =>
  within(
    place,
    place.schemas.map(({ properties }) => {
      const known = properties as Record<string, unknown> | undefined;
      return known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
    }),
  );

function within(parent: Place, found: readonly unknown[]): Place {
  const given = found.filter((schema): schema is JsonSchema => typeof schema === 'object' && schema !== null);
  const schemas = given.flatMap(alternatives);
  const classes = [...given, ...schemas].map((schema) => schema['x-data-class'] as DataClass | undefined);
  return { dataClass: [parent.dataClass, ...classes].reduce(stricter), schemas };
}

const alternatives = (schema: JsonSchema): JsonSchema[] =>
  Array.isArray(schema.anyOf) ? (schema.anyOf as JsonSchema[]).flatMap(alternatives) : [schema];

function stricter(one: DataClass | undefined, other: DataClass | undefined): DataClass | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return CLASSES.indexOf(one) >= CLASSES.indexOf(other) ? one : other;
}
