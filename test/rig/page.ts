/** A page of docs/: the commands that it tells its reader to run. */
import { readFileSync } from 'node:fs';
import { inRepository } from './repository.js';

/** The commands in the page's shell blocks, in their order, each with its continued lines. */
export function commandsOf(page: string): string[] {
  const blocks = readFileSync(inRepository('docs', page), 'utf8').matchAll(/^( *)```sh\n([\s\S]*?)^\1```/gm);
  return [...blocks].map(([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), '').trim());
}
