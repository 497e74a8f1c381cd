/**
 * The number of a maintenance request. Odoo gives it none, and links neither goods nor costs to it. So what belongs to
 * the request with the row id 42 carries the text `MR/42`: movements of goods as their source document, analytic items
 * as their reference. The commands write it; people in Odoo may write it as well.
 */
import { z } from 'zod';
import { canonicalId, idOf, type Origin } from '../../contract.js';
import { SnapshotMismatch } from '../../snapshot.js';
import type { SnapshotNode } from '../../change.js';

const PREFIX = 'MR/';
const NUMBER = /^MR\/([1-9][0-9]{0,9})$/;

export const requestId = idOf('maintenance.request');
export const workOrderNumber = z.string().regex(NUMBER);

export const numberOf = (row: number): string => `${PREFIX}${String(row)}`;

/** What a watch asks Odoo for; `isNumbered` then looks closer. */
export const numberedBy = (name: string): readonly unknown[] => [[name, '=like', `${PREFIX}%`]];
export const isNumbered = (text: string | null): boolean => text !== null && NUMBER.test(text);

/** The request that the text in `name` means. */
export function requestOf(node: SnapshotNode, name: string, origin: Origin) {
  const number = node[name];
  const row = typeof number === 'string' ? NUMBER.exec(number)?.[1] : undefined;
  if (row === undefined) throw new SnapshotMismatch(name, 'a number of a maintenance request', node);
  return { id: canonicalId(origin, 'maintenance.request', Number(row)), number: numberOf(Number(row)) };
}
