/** A directory of policies of a test's own, beside the shipped schemas. */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const SHIPPED = fileURLToPath(new URL('../../policies', import.meta.url));

export interface PolicyDirectory {
  readonly path: string;
  /** text, or what becomes JSON */
  write(file: string, content: unknown): void;
  remove(): void;
}

/** The shipped schemas and these files. */
export function policyDirectory(files: Readonly<Record<string, unknown>>): PolicyDirectory {
  const path = mkdtempSync(join(tmpdir(), 'policies-'));
  for (const file of readdirSync(SHIPPED).filter((each) => each.endsWith('.cedarschema'))) cpSync(join(SHIPPED, file), join(path, file));
  const write = (file: string, content: unknown): void => {
    writeFileSync(join(path, file), typeof content === 'string' ? content : JSON.stringify(content));
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  return {
    path,
    write,
    remove: () => {
      rmSync(path, { recursive: true });
    },
  };
}
