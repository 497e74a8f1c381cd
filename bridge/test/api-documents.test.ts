/** The generated API documents against the program: routes, headers, answers and problems are those that are really there. */
import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { REFUSALS, type RefusalCode, catalog, eventSubject, refuse } from '@odoo-nats-bridge/contracts';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { refusedAtTheDoor } from '../src/command/command.js';
import { problemOf } from '../src/ingress/problem.js';
import { translate } from '../src/translate/translation.js';
import { changeMessage, changeNamed, eventExample } from './rig/golden.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const read = (name: string): unknown => JSON.parse(readFileSync(join(here, '..', '..', 'contracts', 'generated', name), 'utf8'));

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
interface AsyncApi {
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly examples?: readonly [{ readonly headers: Readonly<Record<string, string>> }] }>>;
  };
}
const openApi = read('openapi.json') as OpenApi;
const asyncApi = read('asyncapi.json') as AsyncApi;

/** `GET /v1/audit` of every controller; a parameter is written `{}`. NATS controllers have no routes. */
async function routes(): Promise<string[]> {
  const files = readdirSync(join(here, '..', 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.controller.ts'),
  );
  const modules: Readonly<Record<string, unknown>>[] = [];
  // one after another: Jest's loader of modules does not take the same dependency twice at once
  for (const name of files) modules.push((await import(`../src/${name}`)) as Readonly<Record<string, unknown>>);
  return modules.flatMap((module) => Object.values(module).flatMap(routesOf)).sort();
}

function routesOf(exported: unknown): string[] {
  if (typeof exported !== 'function' || !Reflect.hasMetadata(PATH_METADATA, exported)) return [];
  const base = Reflect.getMetadata(PATH_METADATA, exported) as string;
  const methods = exported.prototype as Readonly<Record<string, object>>;
  return Object.getOwnPropertyNames(methods).flatMap((name) => {
    const method = methods[name];
    if (name === 'constructor' || method === undefined || !Reflect.hasMetadata(METHOD_METADATA, method)) return [];
    const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, method) as number] ?? '';
    return [written(verb, `/${base}/${Reflect.getMetadata(PATH_METADATA, method) as string}`)];
  });
}

const written = (verb: string, path: string): string =>
  `${verb.toUpperCase()} ${path
    .replace(/\/+/g, '/')
    .replace(/(.)\/$/, '$1')
    .replace(/:[a-z]+|\{[a-z]+\}/gi, '{}')}`;

/** A path per contract stands for the one route that takes any contract. */
const anyContract = (path: string): string => path.replace(/^(\/v1\/[a-z]+)\/[a-z-]+\.[a-z.0-9-]+$/, '$1/{type}');

test('OpenAPI has every route of every controller, and no other', async () => {
  const documented = Object.entries(openApi.paths).flatMap(([path, item]) =>
    Object.keys(item).map((verb) => written(verb, anyContract(path))),
  );
  expect([...new Set(documented)].sort()).toEqual(await routes());
});

describe('shapes', () => {
  const ajv = new Ajv2020({ strict: false });
  // the package is CommonJS: its default export is the module
  addFormats.default(ajv);
  ajv.addSchema({ ...openApi, $id: 'https://bridge.example/openapi.json' });
  const errorsOf = (name: string, value: unknown): unknown => {
    ajv.validate({ $ref: `https://bridge.example/openapi.json#/components/schemas/${name}` }, value);
    return ajv.errors;
  };

  test('a problem of every code is a Problem, and nothing else is', () => {
    for (const code of Object.keys(REFUSALS) as RefusalCode[])
      expect([code, errorsOf('Problem', problemOf(refuse(code, { a: 1 })))]).toEqual([code, null]);
    expect(errorsOf('Problem', { ...problemOf(refuse('internal')), code: 'made-up' })).not.toBeNull();
  });

  test('a status is a Status', () => {
    const status = refusedAtTheDoor('procurement.receive-goods.v1', refuse('bad-json'));
    expect(errorsOf('Status', status)).toBeNull();
    expect(errorsOf('Status', { ...status, status: 'lost' })).not.toBeNull();
  });
});

test('the headers of the examples in AsyncAPI are those that the translator writes', () => {
  for (const id of catalog.events.keys()) {
    const events = translate(changeMessage(changeNamed(eventExample(id).change)), catalog);
    const told = events.find((event) => event.subject === eventSubject(id));
    const [example] = asyncApi.components.messages[id]?.examples ?? [];
    expect([id, example?.headers]).toEqual([id, Object.fromEntries(told?.headers ?? [])]);
  }
});
