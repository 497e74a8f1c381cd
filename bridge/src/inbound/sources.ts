/** The sources of BRIDGE_INBOUND_DIR, read and compiled once, at start. A mistake stops the start, with its file and line. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readJson } from '../config/config.js';
import { Mapping } from './mapping.js';
import { type Prove, proverOf } from './proof.js';
import { SOURCE_NAME, type SecretPlace, type SourceDeclaration, sourceDeclaration } from './source.js';

const DECLARATION = '.source.json';

export interface Source extends SourceDeclaration {
  readonly name: string;
  readonly mapping: Mapping;
  readonly prove: Prove;
}

/** By name. Throws an Error that names file and mistake, never a secret. */
export function readSources(directory: string | undefined, env: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, Source> {
  if (directory === undefined) return new Map();
  return new Map(namesIn(directory).map((name) => [name, readSource(directory, name, env)]));
}

export function namesIn(directory: string): string[] {
  const files = readdirSync(directory).sort();
  const names = files.flatMap((file) => (file.endsWith(DECLARATION) ? [file.slice(0, -DECLARATION.length)] : []));
  const stray = files.find((file) => file.endsWith('.jsonata') && !names.includes(file.slice(0, -'.jsonata'.length)));
  if (stray !== undefined) throw new Error(`${join(directory, stray)} has no ${DECLARATION} beside it`);
  return names;
}

function readSource(directory: string, name: string, env: Readonly<Record<string, string | undefined>>): Source {
  const { declaration, mapping } = readDeclared(directory, name);
  const { verification } = declaration;
  const places = 'secrets' in verification ? verification.secrets : [];
  const secrets = places.map((place) => secretAt(place, env, join(directory, name + DECLARATION)));
  return { ...declaration, name, mapping, prove: proverOf(verification, secrets) };
}

/** What can be judged without the secrets. */
export function readDeclared(directory: string, name: string): { declaration: SourceDeclaration; mapping: Mapping } {
  const file = join(directory, name + DECLARATION);
  if (!SOURCE_NAME.test(name)) throw new Error(`${file}: a source is called by a-z, 0-9 and -`);
  const declaration = readJson(file, sourceDeclaration, 'BRIDGE_INBOUND_DIR');
  const mappingFile = join(directory, `${name}.jsonata`);
  if (!existsSync(mappingFile)) throw new Error(`${mappingFile} is missing: it maps the messages of ${name}`);
  return { declaration, mapping: Mapping.compile(readFileSync(mappingFile, 'utf8'), mappingFile) };
}

// 16 bytes: what a person makes up is shorter
const SHORTEST_SECRET = 16;

function secretAt(place: SecretPlace, env: Readonly<Record<string, string | undefined>>, file: string): string {
  const where = 'env' in place ? place.env : place.file;
  const secret = 'env' in place ? env[place.env] : contentOf(resolve(dirname(file), place.file), file);
  if (secret === undefined || secret.length < SHORTEST_SECRET)
    throw new Error(`${file}: ${where} holds no secret of at least ${String(SHORTEST_SECRET)} characters`);
  return secret;
}

function contentOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new Error(`${file}: the secret's file ${path} cannot be read`, { cause });
  }
}
