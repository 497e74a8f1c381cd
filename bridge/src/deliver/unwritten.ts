/**
 * What was answered and is not written down yet. It is bounded, and waited for once by all that are written together: a promise for each
 * of them, held that long, is dear.
 */
import type { Done } from './aftermath.js';

/** A group is written within 100 ms; Postgres away must not fill the memory (2 KB each; their messages are let go of before). */
const MOST = 4_000;
const MOST_BYTES = 4 * 1024 * 1024;

interface Answered {
  readonly done: readonly Done[];
  readonly bytes: number;
}

export class Unwritten {
  /** by the group that is written */
  private readonly groups = new Map<Promise<boolean>, Answered[]>();
  private bytes = 0;

  /** @param under how many are under way: sent or answered, and not written down */
  isFull(under: number): boolean {
    return under >= MOST || this.bytes >= MOST_BYTES;
  }

  /** So much is on its way; it counts until it is written down. */
  begin(bytes: number): void {
    this.bytes += bytes;
  }

  /** Of the first of a group: what of the group is written down, none when it could not be. Undefined: it is waited for already. */
  add(writing: Promise<boolean>, answered: Answered): Promise<readonly Done[]> | undefined {
    const known = this.groups.get(writing);
    if (known !== undefined) {
      known.push(answered);
      return undefined;
    }
    const group = [answered];
    this.groups.set(writing, group);
    return this.written(writing, group);
  }

  private async written(writing: Promise<boolean>, group: readonly Answered[]): Promise<readonly Done[]> {
    const isWritten = await writing;
    this.groups.delete(writing);
    const all: Done[] = [];
    for (const { done, bytes } of group) {
      this.bytes -= bytes;
      all.push(...done);
    }
    return isWritten ? all : [];
  }
}
