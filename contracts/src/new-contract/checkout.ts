/** Writing into the checkout so that a failure leaves it as it was. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from './root.js';

// what recording and generating write
const WRITTEN_BY_STEPS = ['generated', 'examples', 'site', 'client', 'python'].map((folder) => `contracts/${folder}`);
const NOT_WRITTEN = /\/(dist|node_modules|__pycache__)\//;

function filesBelow(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)).filter((path) => !NOT_WRITTEN.test(path));
}

/** As prettier and the checkout's settings want it; a language that prettier does not know stays as it is. */
export async function formatted(path: string, content: string): Promise<string> {
  if (!/\.(ts|json)$/.test(path)) return content;
  return format(content, { ...(await resolveConfig(join(ROOT, path))), filepath: path });
}

/** The function returned puts back what the checkout is now: contents, and no file or folder more. */
export function remember(paths: Iterable<string>): () => void {
  const all = [...paths, ...WRITTEN_BY_STEPS.flatMap(filesBelow)];
  const before = new Map(all.map((path) => [path, existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path)) : undefined]));
  return () => {
    for (const path of [...before.keys(), ...WRITTEN_BY_STEPS.flatMap(filesBelow)]) putBack(path, before.get(path));
  };
}

function putBack(path: string, content: Buffer | undefined): void {
  const place = join(ROOT, path);
  if (content) {
    if (!existsSync(place) || !readFileSync(place).equals(content)) writeFileSync(place, content);
    return;
  }
  rmSync(place, { force: true });
  if (existsSync(dirname(place)) && readdirSync(dirname(place)).length === 0) rmdirSync(dirname(place));
}

export function write(files: ReadonlyMap<string, string>): void {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), content);
  }
}
