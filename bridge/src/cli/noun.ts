/** What a noun of the command line is: its verbs, each with its options, its help and what it does. */
import type { ParseArgsConfig } from 'node:util';
import type { Api } from './api.js';

export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

export interface Given {
  /** what stands without a dash */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
}

export interface Verb {
  /** behind noun and verb: `NAME [--reason TEXT]` */
  readonly usage: string;
  readonly help: string;
  /** takes `--dry-run` */
  readonly changes: boolean;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /** what `--json` prints; throws WrongUse, CallFailed */
  run(api: Api, given: Given): Promise<unknown>;
  /** the same for people, a line each */
  readonly lines?: (answer: never) => readonly string[];
}

/** The verb of a noun that needs none: `scripts/bridge who acme`. */
export const ONLY = '';

export interface Noun {
  readonly name: string;
  readonly help: string;
  readonly verbs: Readonly<Record<string, Verb>>;
}

export function wordAt(given: Given, index: number, what: string): string {
  const word = given.words[index];
  if (word === undefined) throw new WrongUse(`name ${what}`);
  return word;
}

export function textOf(given: Given, name: string): string | undefined {
  const value = given.options[name];
  return typeof value === 'string' ? value : undefined;
}

export function textsOf(given: Given, name: string): readonly string[] | undefined {
  const value = given.options[name];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : undefined;
}
