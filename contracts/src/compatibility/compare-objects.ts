/** Objects: which fields there are, which must be there, and whether others may be. */
import { isDeepStrictEqual } from 'node:util';
import { atLeast, atMost, compareBound } from './bounds.js';
import type { Place } from './compare.js';
import type { JsonSchema, Schema } from './keywords.js';
import type { Change } from './rules.js';
import type { Shape } from './shapes.js';

const BOUNDS = [
  atLeast('minProperties', 'min-properties-raised', 'min-properties-lowered'),
  atMost('maxProperties', 'max-properties-lowered', 'max-properties-raised'),
];

/** The fields of an object as the comparison needs them. */
interface Fields {
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly required: ReadonlySet<string>;
  /** what a field that is not named must match */
  readonly others: Schema;
  readonly names: Schema;
}

function fieldsOf(keywords: JsonSchema): Fields {
  const required = new Set((keywords.required ?? []) as readonly string[]);
  // a field may be required without being described
  const undescribed = [...required].map((name): [string, Schema] => [name, true]);
  const described = Object.entries((keywords.properties ?? {}) as Readonly<Record<string, Schema>>);
  const names = { type: 'string', ...(keywords.propertyNames as JsonSchema | undefined) };
  return { schemas: new Map([...undescribed, ...described]), required, others: (keywords.additionalProperties ?? true) as Schema, names };
}

/** New names of removed fields: same schema, same duty, and no doubt which. */
function renamed(removed: readonly string[], added: readonly string[], before: Fields, after: Fields): ReadonlyMap<string, string> {
  const matches = (old: string, now: string): boolean =>
    isDeepStrictEqual(before.schemas.get(old), after.schemas.get(now)) && before.required.has(old) === after.required.has(now);
  const found = new Map<string, string>();
  for (const old of removed) {
    const candidates = added.filter((now) => matches(old, now));
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1 && removed.filter((name) => matches(name, only)).length === 1) found.set(old, only);
  }
  return found;
}

function compareRemoved(name: string, before: Fields, after: Fields, place: Place): Change[] {
  const rule = before.required.has(name) ? 'required-property-removed' : 'optional-property-removed';
  const removal: Change = { rule, path: `${place.path}.${name}`, what: name };
  // where unknown fields must match something, or may not be, so must this one now
  return after.others === true ? [removal] : [removal, ...place.nested(before.schemas.get(name) ?? true, after.others, `.${name}`)];
}

function compareAdded(name: string, before: Fields, after: Fields, place: Place): Change[] {
  const path = `${place.path}.${name}`;
  const required: Change[] = after.required.has(name) ? [{ rule: 'required-property-added', path, what: name }] : [];
  const schema = after.schemas.get(name) ?? true;
  if (before.others === false) return [...required, { rule: 'property-added-to-closed', path, what: name }];
  // readers ignore what they do not know, so a field that is new where anything went changes nothing for them
  return before.others === true ? required : [...required, ...place.nested(before.others, schema, `.${name}`)];
}

function compareKept(name: string, before: Fields, after: Fields, place: Place): Change[] {
  const path = `${place.path}.${name}`;
  const [was, is] = [before.required.has(name), after.required.has(name)];
  const duty: Change[] = was === is ? [] : [{ rule: is ? 'property-made-required' : 'property-made-optional', path, what: name }];
  return [...duty, ...place.nested(before.schemas.get(name) ?? true, after.schemas.get(name) ?? true, `.${name}`)];
}

function compareOthers(before: Fields, after: Fields, place: Place): Change[] {
  if (before.others === false && after.others === false) return [];
  if (after.others === false) return [place.change('additional-properties-closed', 'additionalProperties')];
  if (before.others === false) return [place.change('additional-properties-opened', 'additionalProperties')];
  return place.nested(before.others, after.others, '{}');
}

function compareNames(before: Fields, after: Fields, place: Place): Change[] {
  const removed = [...before.schemas.keys()].filter((name) => !after.schemas.has(name));
  const added = [...after.schemas.keys()].filter((name) => !before.schemas.has(name));
  const names = renamed(removed, added, before, after);
  const fresh = new Set(names.values());
  return [
    ...[...names].map(([old, now]): Change => ({ rule: 'property-renamed', path: `${place.path}.${old}`, what: `${old} to ${now}` })),
    ...removed.filter((name) => !names.has(name)).flatMap((name) => compareRemoved(name, before, after, place)),
    ...added.filter((name) => !fresh.has(name)).flatMap((name) => compareAdded(name, before, after, place)),
  ];
}

export function compareObjects({ keywords: before }: Shape, { keywords: after }: Shape, place: Place): Change[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const kept = [...old.schemas.keys()].filter((name) => now.schemas.has(name));
  return [
    ...compareNames(old, now, place),
    ...kept.flatMap((name) => compareKept(name, old, now, place)),
    ...compareOthers(old, now, place),
    ...place.nested(old.names, now.names, '{name}'),
    ...BOUNDS.flatMap((bound) => compareBound(bound, before, after, place)),
  ];
}
