/** What the audit's command line works with, from the bridge's own environment: the database, the broker, the keys. */
import { readFileSync } from 'node:fs';
import { Nats } from '../nats/nats.js';
import { Store } from '../store/store.js';
import { PublicKey, SigningKey } from './signing-key.js';

export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

export type Env = Readonly<Record<string, string | undefined>>;

export async function withStore(env: Env, work: (store: Store) => Promise<number>): Promise<number> {
  const url = env.BRIDGE_DATABASE_URL;
  if (url === undefined || url === '') throw new WrongUse('BRIDGE_DATABASE_URL is not set');
  const store = await Store.open(url);
  try {
    return await work(store);
  } finally {
    await store.onApplicationShutdown();
  }
}

/** undefined: no broker is named. */
export async function withNats(env: Env, work: (nats: Nats | undefined) => Promise<number>): Promise<number> {
  const { BRIDGE_NATS_URL: url, BRIDGE_NATS_USER: user = 'bridge', BRIDGE_NATS_PASSWORD: password } = env;
  if (url === undefined || password === undefined) return work(undefined);
  const nats = await Nats.connect({ url, user, password }, 'audit');
  try {
    return await work(nats);
  } finally {
    await nats.onApplicationShutdown();
  }
}

/** Those that were named; else the public half of the bridge's own key, and those it had before. The one in use comes first. */
export function keysIn(env: Env, named: string | undefined): PublicKey[] {
  const list = (text: string | undefined): PublicKey[] =>
    (text ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [new PublicKey(each.trim())]));
  const given = list(named ?? env.BRIDGE_AUDIT_PUBLIC_KEY);
  if (given.length > 0) return given;
  const seed =
    env.BRIDGE_AUDIT_KEY ?? (env.BRIDGE_AUDIT_KEY_FILE === undefined ? 'off' : readFileSync(env.BRIDGE_AUDIT_KEY_FILE, 'utf8').trim());
  const own = seed === 'off' ? [] : [new SigningKey(Buffer.from(seed, 'base64')).publicKey];
  return [...own, ...list(env.BRIDGE_AUDIT_OLD_KEYS)];
}
