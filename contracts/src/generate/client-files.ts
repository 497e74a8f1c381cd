/** What is generated into the clients' own folders: path below contracts/ -> content. Pure, in a fixed order. */
import type { Catalog } from '../catalog.js';
import { pythonSchemas } from './client/python-schemas.js';
import { pythonTypes } from './client/python.js';
import { typescriptTypes } from './client/typescript.js';

const PYTHON = 'python/src/odoo_nats_bridge_client';

// one schema a line: branches that add different ones do not meet
const oneALine = (schemas: Readonly<Record<string, unknown>>): string =>
  `{\n${Object.entries(schemas)
    .map(([name, schema]) => `${JSON.stringify(name)}: ${JSON.stringify(schema)}`)
    .join(',\n')}\n}\n`;

export const clientFiles = (catalog: Catalog): ReadonlyMap<string, string> =>
  new Map([
    ['client/src/contract-types.ts', typescriptTypes(catalog)],
    [`${PYTHON}/contracts.py`, pythonTypes(catalog)],
    [`${PYTHON}/schemas.json`, oneALine(pythonSchemas(catalog))],
  ]);
