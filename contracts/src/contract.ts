/**
 * How a domain developer says what exists (entity), what happened (event), what may be asked (command) and who owns it.
 *
 *   entity   a canonical shape, where it comes from in Odoo, and a pure way from the snapshot to the shape
 *   event    a business moment over a change of an entity
 *   command  an intent with input, answer, refusals, facts for policy, and a pure way to Odoo operations
 *   query    a question with its answer: query.ts; earlier major versions of an event: versions.ts
 *
 * All functions given here are pure: no clock, no I/O, no state. What needs a look-up belongs into the snapshot.
 * Functions that take a contract's own type are written as methods: a list of contracts of all types needs bivariance.
 */
import { z } from 'zod';
import { datesPassed, type OdooChange, type SnapshotNode } from './change.js';
import type { Deprecation } from './deprecation.js';
import type { DataClass } from './envelope.js';
import type { QueryContract } from './query.js';
import { oncePerSnapshot, snapshotOf } from './snapshot.js';
import type { Derivation } from './versions.js';

/** Odoo's own `web_read` specification: `{ name: {}, partner_id: { fields: { name: {} } } }`. */
// an interface, because a type alias may not refer to itself inside Record
// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style
export interface ReadSpec {
  readonly [field: string]: { readonly fields?: ReadSpec };
}

/** What a pure translation may know beside the snapshot. */
export interface Origin {
  readonly database: string;
}

/** `odoo:<db>:<model>:<id>`: an id always names its system. */
export const canonicalId = (origin: Origin, model: string, id: number): string => `odoo:${origin.database}:${model}:${String(id)}`;

// ten digits hold every row id of Odoo (int4); more would be an error of the database instead of a refusal
const CANONICAL_ID = /^odoo:([A-Za-z0-9_.-]+):([a-z0-9_.]+):([1-9][0-9]{0,9})$/;

/** The zod type of a canonical id of one Odoo model. */
export const idOf = (model: string) =>
  z
    .string()
    .regex(new RegExp(`^odoo:[A-Za-z0-9_.-]+:${model.replaceAll('.', '\\.')}:[1-9][0-9]{0,9}$`))
    .describe(`Canonical id of ${model}`);

/** The database row id in a canonical id. Throws on anything else: parse with idOf first. */
export function rowId(id: string): number {
  const match = CANONICAL_ID.exec(id);
  if (!match?.[3]) throw new TypeError(`not a canonical id: ${id}`);
  return Number(match[3]);
}
/** The model in a canonical id; undefined: the text is none. */
export const canonicalModel = (id: string): string | undefined => CANONICAL_ID.exec(id)?.[2];
export const databaseOf = (id: string): string | undefined => CANONICAL_ID.exec(id)?.[1];

/** What the same thing is called in the standards of the field; only where it really is the same thing. */
export interface Terms {
  /** UBL 2.x document or element: `Order`, `DespatchAdvice` */
  readonly ubl?: string;
  /** ISA-95 / B2MML: `OperationsRequest` */
  readonly isa95?: string;
  /** GS1, EPCIS with its business step where one exists: `EPCIS receiving` */
  readonly gs1?: string;
}

export interface Entity<Shape extends z.ZodType = z.ZodType> {
  readonly kind: 'entity';
  readonly domain: string;
  readonly name: string;
  readonly meaning: string;
  /** the team that answers for it */
  readonly owner: string;
  readonly terms?: Terms;
  readonly shape: Shape;
  readonly odoo: { readonly model: string; readonly spec: ReadSpec; readonly domain?: readonly unknown[] };
  /**
   * Which records of the model are this entity, where several entities share one model (receipt and dispatch are both
   * `stock.picking`). The watch captures what any of them wants, so `domain` alone does not tell them apart.
   */
  readonly includes?: (snapshot: SnapshotNode) => boolean;
  readonly fromOdoo: (snapshot: SnapshotNode, origin: Origin) => unknown;
  /** `fromOdoo` of the change's snapshot, read once for all events of a change; throws SnapshotMismatch when there is none */
  readonly toData: (change: OdooChange, origin: Origin) => z.infer<Shape>;
  /** who in the outside world this record belongs to; row scope compares with it */
  scope?(data: z.infer<Shape>): Readonly<Record<string, string>>;
}

/**
 * A moment that a date brings, because nobody did what was due: Odoo writes nothing then, so the addon looks every quarter of an
 * hour and tells each record once for each date. A day has passed when the next one begins in the time zone of the record's
 * company; a time when it is over.
 */
export interface Passes {
  /** a date of the entity's spec: the record's own (`invoice_date_due`) or that of its lines (`order_line.date_planned`) */
  readonly date: string;
  /** the records that still wait, as a domain of Odoo, beside the entity's own */
  readonly domain: readonly unknown[];
  /** which of their lines still wait, when the date is theirs */
  readonly lines?: readonly unknown[];
}

export interface EventContract<Data extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  /** `procurement.purchase-order.approved.v1` */
  readonly id: string;
  readonly domain: string;
  readonly entity: Entity;
  readonly name: string;
  readonly version: number;
  readonly meaning: string;
  readonly owner: string;
  readonly terms?: Terms;
  readonly dataClass: DataClass;
  readonly delivery: 'real-time' | 'batch';
  readonly data: Data;
  /** the moment: true when this change is it; asked through `isMoment`, so only about records of the entity */
  readonly when: (change: OdooChange) => boolean;
  /** the moment comes by the clock; then `when` follows from it */
  readonly passes?: Passes;
  /** the data of the event; validated against `data` by the translator, never trusted */
  readonly toData: (change: OdooChange, origin: Origin) => unknown;
  readonly deprecated?: Deprecation;
  /** an earlier major version: its data comes from the newer one's, see versions.ts */
  readonly derivation?: Derivation;
  /** it tells what other events of the same change tell, and something more */
  readonly extension?: Extension;
}

/** Where an event's data is another's and more (no field is in both), both are made and checked apart: the shared part once per change. */
export interface Extension {
  readonly data: z.ZodType;
  readonly toData: EventContract['toData'];
  readonly more: z.ZodType<object>;
  readonly toMore: (change: OdooChange) => unknown;
}

/** One step of an apply, as the addon's `bridge.command.apply` understands it. */
export type OdooOperation =
  | {
      readonly op: 'find';
      readonly as: string;
      readonly model: string;
      readonly domain: readonly unknown[];
      readonly order?: string;
      readonly limit?: number;
      readonly expect: 'one' | 'some' | 'any';
      readonly refusal?: string;
      /** the sender's key of it, beside the domain */
      readonly external?: string;
    }
  | { readonly op: 'assert'; readonly on: string; readonly domain: readonly unknown[]; readonly refusal: string }
  | { readonly op: 'write'; readonly on: string; readonly values: Readonly<Record<string, unknown>> }
  | {
      readonly op: 'create';
      readonly as: string;
      readonly model: string;
      readonly values: Readonly<Record<string, unknown>>;
      /** the sender's key that it is bound to */
      readonly external?: string;
    }
  | {
      readonly op: 'call';
      readonly on: string;
      readonly method: string;
      readonly args?: Readonly<Record<string, unknown>>;
      readonly context?: Readonly<Record<string, unknown>>;
    }
  | { readonly op: 'read'; readonly on: string; readonly as: string; readonly spec: ReadSpec };

/** What the domain's service user may do in Odoo; becomes rows of `bridge.allowance`. */
export type Allowance =
  | { readonly model: string; readonly operation: 'read' }
  | { readonly model: string; readonly operation: 'write' | 'create'; readonly fields: readonly string[] }
  | { readonly model: string; readonly operation: 'call'; readonly method: string };

export type Facts = Readonly<Record<string, string | number | boolean>>;

/** What policy may know about the target before it judges; read from Odoo by the domain's service user. */
export interface FactSource<Input> {
  readonly model: string;
  id(input: Input): number;
  readonly spec: ReadSpec;
  /** the record shows activities in Odoo: an approval that is waited for is shown there, too */
  readonly activities?: boolean;
  /** flat facts: texts, whole numbers, booleans; money in minor units (cents) as whole numbers */
  toFacts(snapshot: SnapshotNode, origin: Origin, input: Input): Facts;
}

/**
 * The input's field `externalId`, the key by which the sender's system knows a record: of the one that the command makes, or of the one
 * that it is about.
 */
export interface External {
  readonly model: string;
  /** `existing`: the key stands in for the record's id; only in commands without facts, which are read by the id */
  readonly record: 'new' | 'existing';
}

export interface CommandContract<Input extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> {
  readonly kind: 'command';
  /** `procurement.receive-goods.v1` */
  readonly id: string;
  readonly domain: string;
  readonly name: string;
  readonly version: number;
  readonly meaning: string;
  readonly owner: string;
  readonly terms?: Terms;
  readonly input: Input;
  readonly answer: Answer;
  /** the contract's own refusal codes with their meaning */
  readonly refusals: Readonly<Record<string, string>>;
  readonly deprecated?: Deprecation;
  /** how long after its acceptance it may still begin, when the sender names no deadline; absent: for ever */
  readonly deadlineSeconds?: number;
  /** commands of one aggregate are applied one after another */
  aggregate(input: z.infer<Input>): string;
  readonly facts?: FactSource<z.infer<Input>>;
  readonly external?: External;
  readonly allowances: readonly Allowance[];
  toOdoo(input: z.infer<Input>): readonly OdooOperation[];
  /** from the addon's answer (by the `as` of its read operations) to the canonical answer */
  readonly fromOdoo: (answer: Readonly<Record<string, unknown>>, origin: Origin) => unknown;
}

export function defineEntity<Shape extends z.ZodType>(entity: Omit<Entity<Shape>, 'kind' | 'toData'>): Entity<Shape> {
  const read = oncePerSnapshot(entity.fromOdoo);
  // typed as it should be; the translator checks that it is
  const toData = (change: OdooChange, origin: Origin) => read(snapshotOf(change), origin) as z.infer<Shape>;
  return { kind: 'entity', ...entity, toData };
}

/** A moment is a change that somebody made, or comes by the clock. */
type Moment = Pick<EventContract, 'when'> | { readonly passes: Passes };

/** All of an event but its moment. */
export type EventFacts<Data extends z.ZodType> = Omit<EventContract<Data>, 'kind' | 'id' | 'domain' | 'owner' | 'when'> & {
  readonly owner?: string;
};

type EventDefinition<Data extends z.ZodType> = EventFacts<Data> & Moment;

/** How the addon names a moment that comes by the clock: the event's id without the version, which tells the same moment. */
export const momentOf = (event: { readonly entity: Entity; readonly name: string }): string =>
  `${event.entity.domain}.${event.entity.name}.${event.name}`;

/** Errors: none at run time; a wrong moment shows in the golden examples' test. */
export function defineEvent<Data extends z.ZodType>(event: EventDefinition<Data>): EventContract<Data> {
  const { domain, owner } = event.entity;
  const moment = momentOf(event);
  const hasPassed = (change: OdooChange): boolean => change.snapshot !== null && datesPassed(change, moment).length > 0;
  const when = 'when' in event && !event.passes ? event.when : hasPassed;
  return { kind: 'event', domain, owner, ...event, when, id: `${moment}.v${String(event.version)}` };
}

/**
 * True when this change is the event's moment. A deleted record cannot be judged by `includes` any more:
 * an entity that has it tells nothing of deletions. A date that passes is no change: only who names it hears of it.
 */
export function isMoment(event: EventContract, change: OdooChange): boolean {
  const { entity } = event;
  // parsed as an object with an id; each field is checked when it is read
  const ours = !entity.includes || (change.snapshot !== null && entity.includes(change.snapshot as SnapshotNode));
  const byTheClock = change.op === 'passed';
  return ours && byTheClock === (event.passes !== undefined) && event.when(change);
}

export function defineCommand<Input extends z.ZodType, Answer extends z.ZodType>(
  command: Omit<CommandContract<Input, Answer>, 'kind' | 'id'>,
): CommandContract<Input, Answer> {
  return { kind: 'command', ...command, id: `${command.domain}.${command.name}.v${String(command.version)}` };
}

/** The sender's key in an input of this contract; undefined where it gives none. */
export function externalKeyIn(contract: Pick<CommandContract, 'external'>, input: unknown): string | undefined {
  const { externalId } = input as { readonly externalId?: string };
  return contract.external === undefined ? undefined : externalId;
}

/** A domain pack: everything of one business area, and the Odoo groups its service user needs. */
export interface Domain {
  readonly name: string;
  readonly meaning: string;
  readonly odooGroups: readonly string[];
  readonly entities: readonly Entity[];
  readonly events: readonly EventContract[];
  readonly commands: readonly CommandContract[];
  readonly queries?: readonly QueryContract[];
}

/** The login in Odoo of a domain's service user, also its name in the file of keys. */
export const serviceUserOf = (domain: string): string => `bridge-${domain}`;
