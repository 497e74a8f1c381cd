/**
 * What was released of a contract: one file per contract, contracts/released/<contract id>.json, with every revision since
 * the first. Written by `npm run contracts:release` only; a digest in each revision shows an edit by hand.
 */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { isSchema, type Schema } from './keywords.js';
import { PARTS, type Part } from './judge.js';
import { promises } from './promises.js';
import { isRule, type RuleId } from './rules.js';

const schema = z.custom<Schema>(isSchema);
const ruleId = z.custom<RuleId>((value) => typeof value === 'string' && isRule(value));

/** A break that a waiver let through when the revision was released; it does not count again. */
const accepted = z.strictObject({
  rule: ruleId,
  path: z.string(),
  what: z.string(),
  against: z.number().int().positive(),
  reason: z.string(),
});

const revision = z.strictObject({
  revision: z.number().int().positive(),
  releasedOn: z.iso.date(),
  promises: promises.strict(),
  schemas: z.partialRecord(z.enum(PARTS), schema),
  accepted: z.array(accepted),
  digest: z.string(),
});

const releasedFile = z.strictObject({ contract: z.string().min(1), revisions: z.array(revision).min(1) });

export type Accepted = z.infer<typeof accepted>;
export type Revision = z.infer<typeof revision>;
export type Released = z.infer<typeof releasedFile>;
export type Schemas = Readonly<Partial<Record<Part, Schema>>>;

const digestOf = (content: Omit<Revision, 'digest'>): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');

export type Parsed = { readonly released: Released } | { readonly rule: 'released-unreadable' | 'released-edited'; readonly what: string };

/** A released file by its name (the contract's id) and text. */
export function parseReleased(name: string, text: string): Parsed {
  const content = releasedFile.safeParse(parseJson(text));
  if (!content.success) return { rule: 'released-unreadable', what: z.prettifyError(content.error).replaceAll('\n', ' ') };
  const { contract, revisions } = content.data;
  if (contract !== name) return { rule: 'released-unreadable', what: `the file is called ${name} and speaks of ${contract}` };
  const edited = revisions.find(({ digest, ...rest }, at) => rest.revision !== at + 1 || digest !== digestOf(ordered(rest)));
  return edited ? { rule: 'released-edited', what: `revision ${edited.revision}` } : { released: content.data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The order of the keys is part of the digest. */
const ordered = ({ revision: number, releasedOn, promises: promised, schemas, accepted: excused }: Omit<Revision, 'digest'>) => ({
  revision: number,
  releasedOn,
  promises: promised,
  schemas,
  accepted: excused,
});

/** A further revision behind those there are. */
export function withRevision(released: Released, next: Omit<Revision, 'digest' | 'revision'>): Released {
  const content = ordered({ revision: released.revisions.length + 1, ...next });
  return { ...released, revisions: [...released.revisions, { ...content, digest: digestOf(content) }] };
}

export const isSameAs = (last: Revision | undefined, promised: unknown, schemas: unknown): boolean =>
  last !== undefined && isDeepStrictEqual(last.promises, promised) && isDeepStrictEqual(last.schemas, schemas);
