/**
 * An event as somebody sees it who may see only some data classes: fields of other classes are left out where the contract lets
 * them be absent, and blank where it wants them (blank.ts), so that a masked event still fits its schema. A class of an object
 * counts for all within it; of several the strictest counts; a value without any class is shown only to who sees all of them.
 */
import { type DataClass, type EventContract, type JsonSchema, schemaOf } from '@odoo-nats-bridge/contracts';
import { DATA_CLASSES } from '../subscription/subscription.js';
import { blankOf, isRequired, propertiesOf, schemasIn } from './blank.js';

/** Gives the value as it may be seen. The same value when nothing in it is hidden. */
type View = (value: unknown) => unknown;

export interface Mask {
  /** the classes that it hides and that the contract has, from the mildest to the strictest */
  readonly hides: readonly DataClass[];
  readonly apply: View;
}

const asItIs: View = (value) => value;

/** Made once per contract and set of classes. */
export function maskOf(contract: Pick<EventContract, 'id' | 'meaning' | 'data'>, sees: ReadonlySet<DataClass>): Mask {
  const schema = schemaOf(contract.id, contract.meaning, contract.data);
  const hidden = new Set<DataClass>();
  const apply = viewOf(schema, undefined, { sees, hidden });
  return { hides: DATA_CLASSES.filter((each) => hidden.has(each)), apply };
}

interface Eye {
  readonly sees: ReadonlySet<DataClass>;
  /** what was found hidden so far */
  readonly hidden: Set<DataClass>;
}

function viewOf(schema: JsonSchema, around: DataClass | undefined, eye: Eye): View {
  const dataClass = stricter(around, classOf(schema));
  if (dataClass !== undefined && !eye.sees.has(dataClass)) return hide(schema, dataClass, eye);
  const alternatives = schemasIn(schema.anyOf);
  if (alternatives.length > 0) return viewOfAlternatives(alternatives, dataClass, eye);
  if (schema.type === 'object') return viewOfObject(schema, dataClass, eye);
  if (schema.type === 'array') return viewOfArray(schema, dataClass, eye);
  return dataClass === undefined && schema.type !== 'null' && eye.sees.size < DATA_CLASSES.length ? hide(schema, 'sensitive', eye) : asItIs;
}

function hide(schema: JsonSchema, dataClass: DataClass, { hidden }: Eye): View {
  hidden.add(dataClass);
  const blank = blankOf(schema);
  return () => blank;
}

/** A property that may be absent is left out when all of it is hidden. */
const GONE = Symbol('gone');

function viewOfProperty(object: JsonSchema, name: string, child: JsonSchema, around: DataClass | undefined, eye: Eye): View {
  const dataClass = stricter(around, classOf(child));
  const isHidden = dataClass !== undefined && !eye.sees.has(dataClass);
  if (!isHidden || isRequired(object, name)) return viewOf(child, around, eye);
  eye.hidden.add(dataClass);
  return () => GONE;
}

function viewOfObject(schema: JsonSchema, dataClass: DataClass | undefined, eye: Eye): View {
  const views = propertiesOf(schema).map(([name, child]) => [name, viewOfProperty(schema, name, child, dataClass, eye)] as const);
  if (views.every(([, view]) => view === asItIs)) return asItIs;
  // properties that the contract does not know have no class: they are not carried over
  return (value) => {
    const given = value as Readonly<Record<string, unknown>>;
    const seen = views.filter(([name]) => Object.hasOwn(given, name)).map(([name, view]) => [name, view(given[name])] as const);
    return Object.fromEntries(seen.filter(([, found]) => found !== GONE));
  };
}

function viewOfArray(schema: JsonSchema, dataClass: DataClass | undefined, eye: Eye): View {
  const [items] = schemasIn([schema.items]);
  const view = items === undefined ? asItIs : viewOf(items, dataClass, eye);
  return view === asItIs ? asItIs : (value) => (value as readonly unknown[]).map(view);
}

/**
 * `null` or one shape is what the contracts have; of several shapes nobody says which one a value is, so one that hides anything
 * hides the value.
 */
function viewOfAlternatives(alternatives: readonly JsonSchema[], dataClass: DataClass | undefined, eye: Eye): View {
  const shapes = alternatives.filter(({ type }) => type !== 'null');
  const views = shapes.map((shape) => viewOf(shape, dataClass, eye));
  if (views.every((view) => view === asItIs)) return asItIs;
  const [first = asItIs] = views;
  if (views.length === 1) return (value) => (value === null ? null : first(value));
  const blank = blankOf({ anyOf: alternatives });
  return () => blank;
}

/** Of a property itself, its alternatives included: `.nullable()` outside of the class puts it one level down. */
function classOf(schema: JsonSchema): DataClass | undefined {
  const shapes = schemasIn(schema.anyOf).filter(({ type }) => type !== 'null');
  const within = shapes.length === 1 && shapes[0] !== undefined ? classOf(shapes[0]) : undefined;
  return stricter(schema['x-data-class'] as DataClass | undefined, within);
}

function stricter(one: DataClass | undefined, other: DataClass | undefined): DataClass | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return DATA_CLASSES.indexOf(one) >= DATA_CLASSES.indexOf(other) ? one : other;
}
