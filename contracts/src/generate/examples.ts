/** The golden examples, for generated files that show them. Reads contracts/examples; a contract without one goes without. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../catalog.js';
import { odooChange, type OdooChange } from '../change.js';

export interface EventExample {
  readonly change: OdooChange;
  readonly data: Readonly<Record<string, unknown>>;
}
/** Of a command or a query. */
export interface RequestExample {
  readonly input: Readonly<Record<string, unknown>>;
  readonly answer: unknown;
}
export interface Examples {
  readonly events: ReadonlyMap<string, EventExample>;
  readonly commands: ReadonlyMap<string, RequestExample>;
  readonly queries: ReadonlyMap<string, RequestExample>;
}

const read = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

/** @param folder contracts/examples */
export function readExamples(folder: string, catalog: Catalog): Examples {
  const found = <Example>(kind: string, ids: Iterable<string>, parse: (content: unknown) => Example): Map<string, Example> =>
    new Map(
      [...ids].filter((id) => existsSync(join(folder, kind, `${id}.json`))).map((id) => [id, parse(read(folder, kind, `${id}.json`))]),
    );
  return {
    events: found('events', catalog.events.keys(), (content) => {
      const { change, data } = content as { readonly change: string; readonly data: EventExample['data'] };
      return { change: odooChange.parse(read(folder, 'changes', `${change}.json`)), data };
    }),
    commands: found('commands', catalog.commands.keys(), (content) => content as RequestExample),
    queries: found('queries', catalog.queries.keys(), (content) => content as RequestExample),
  };
}
