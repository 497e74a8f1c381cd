/**
 * The access file (BRIDGE_ACCESS_FILE): clients and subscriptions that an operator declares in a file. At each start the tables are
 * brought into line with it: what it names is created or changed, what it no longer names is closed or deleted. Rows that came by
 * the API are not touched. A pause survives.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { readJson } from '../config/config.js';
import type { AccessState } from '../identity/access.js';
import type { Change } from './change.js';
import { type ClientDeclaration, type SubscriptionDeclaration, clientDeclaration, subscriptionDeclaration } from './model.js';

const accessFile = z
  .strictObject({ clients: z.array(clientDeclaration), subscriptions: z.array(subscriptionDeclaration) })
  .refine(
    (file) => file.subscriptions.every((each) => file.clients.some((one) => one.id === each.client)),
    'a subscription names an unknown client',
  )
  .refine(
    (file) => new Set(file.subscriptions.map((each) => each.name)).size === file.subscriptions.length,
    'two subscriptions have one name',
  )
  .refine((file) => new Set(file.clients.map((each) => each.id)).size === file.clients.length, 'two clients have one id');

export type AccessFile = z.output<typeof accessFile>;

/** The actor of what the file brings. */
export const BY_FILE = 'access-file';

export const readAccessFile = (path: string): AccessFile => readJson(path, accessFile, 'BRIDGE_ACCESS_FILE');

/** Nothing to do costs nothing: a restart with the same file changes no revision. */
export function isInLine(file: AccessFile, state: AccessState): boolean {
  const clients = state.clients.filter(({ origin }) => origin === 'file');
  const subscriptions = state.subscriptions.filter(({ origin }) => origin === 'file');
  return (
    clients.length === file.clients.length &&
    subscriptions.length === file.subscriptions.length &&
    file.clients.every((each) => isSameClient(each, clients)) &&
    file.subscriptions.every((each) => isSameSubscription(each, subscriptions))
  );
}

const isSameClient = (declared: ClientDeclaration, known: AccessState['clients']): boolean => {
  const found = known.find(({ id }) => id === declared.id);
  return found !== undefined && isDeepStrictEqual(clientDeclaration.strip().parse(found), declared);
};

const isSameSubscription = (declared: SubscriptionDeclaration, known: AccessState['subscriptions']): boolean => {
  const found = known.find(({ name }) => name === declared.name);
  return found !== undefined && isDeepStrictEqual(subscriptionDeclaration.strip().parse(found), declared);
};

/** Throws Refused when the file names something that the API made. First what goes, so that its names and logins are free. */
export async function bringIntoLine(file: AccessFile, state: AccessState, change: Change): Promise<void> {
  const ours = state.subscriptions.filter(({ origin }) => origin === 'file');
  for (const { name } of ours) if (!file.subscriptions.some((each) => each.name === name)) await change.delete(name, 'file');
  const clients = state.clients.filter(({ origin }) => origin === 'file');
  for (const { id } of clients) if (!file.clients.some((each) => each.id === id)) await change.closeClient(id, 'file');
  for (const each of file.clients) {
    if (isSameClient(each, clients)) continue;
    const known = state.clients.some(({ id }) => id === each.id);
    await (known ? change.replaceClient(each, 'file') : change.createClient(each, 'file'));
  }
  for (const each of file.subscriptions) {
    if (isSameSubscription(each, ours)) continue;
    const known = state.subscriptions.some(({ name }) => name === each.name);
    await (known ? change.replace(each, 'file') : change.create(each, 'file'));
  }
}
