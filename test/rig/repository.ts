/** Where this checkout is: the rig runs from sources (Jest) and compiled (demo), at different depths. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function find(from: string): string {
  if (existsSync(join(from, 'docker-compose.odoo.yml'))) return from;
  if (dirname(from) === from) throw new Error('this is not inside a checkout of the Odoo NATS Bridge');
  return find(dirname(from));
}

export const repository = find(dirname(fileURLToPath(import.meta.url)));
export const inRepository = (...path: readonly string[]): string => join(repository, ...path);
