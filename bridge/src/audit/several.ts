/**
 * Entries about several things at once, a group of deliveries say: `subject` holds lists, and the n-th of each list belong together. The
 * correlation of each thing is among them (`correlationId`), because the entry itself has one only. Pure.
 */
import type { Link, Subject } from './link.js';

type Lists = Readonly<Record<string, readonly string[]>>;

/** One thing an entry is about, as an entry of its own would name it. */
export type Thing = Readonly<Record<string, string>>;

const listsOf = (subject: Subject): Lists =>
  Object.fromEntries(Object.entries(subject).flatMap(([name, value]) => (isList(value) ? [[name, value]] : [])));

const isList = (value: Subject[string]): value is readonly string[] => Array.isArray(value);

/** How many things the entry is about. */
export const countOf = ({ subject }: Pick<Link, 'subject'>): number =>
  Object.values(listsOf(subject)).reduce((most, { length }) => Math.max(most, length), 0) || 1;

/** Those of them that have this id; none when the entry is about one thing, or the id is all of theirs (a subscription's). */
export function thingsWith({ subject }: Pick<Link, 'subject'>, id: string): Thing[] {
  const lists = Object.entries(listsOf(subject));
  const places = new Set(lists.flatMap(([, list]) => list.flatMap((each, place) => (each === id ? [place] : []))));
  return [...places].map((place) => Object.fromEntries(lists.map(([name, list]) => [name, list[place] ?? ''])));
}

/** What leads from this id, by this entry, to the rest of the story. */
export function correlationsOf(link: Pick<Link, 'subject' | 'correlationId'>, id: string): string[] {
  const { correlationId: all = [] } = listsOf(link.subject);
  const things = thingsWith(link, id);
  return [link.correlationId, ...(things.length === 0 ? all : things.flatMap(({ correlationId = [] }) => correlationId))];
}
