/** The bridge's HTTP API as the command line uses it: one call, one answer, refusals as errors that say what to do. */
import { z } from 'zod';

const problem = z.object({ code: z.string(), detail: z.string(), context: z.unknown().optional() });

/** The bridge said no; or it could not be reached. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

export class Api {
  constructor(
    private readonly url: string,
    private readonly key: string,
    /** added to every call that changes something */
    private readonly dryRun: boolean,
  ) {}

  /** The parsed answer; undefined for an empty one. Throws CallFailed. */
  async call(path: string, { method = 'GET', query = {}, body }: Call = {}): Promise<unknown> {
    const url = new URL(path, this.url);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    if (this.dryRun && method !== 'GET') url.searchParams.set('dryRun', 'true');
    const headers = { authorization: `Bearer ${this.key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }).catch(
      (cause: unknown) => {
        throw new CallFailed(`the bridge does not answer at ${this.url}`, { cause });
      },
    );
    const text = await response.text();
    if (!response.ok) throw new CallFailed(told(response.status, text));
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }
}

function told(status: number, text: string): string {
  const parsed = problem.safeParse(parsedJson(text));
  if (!parsed.success) return `HTTP ${status}`;
  const { code, detail, context } = parsed.data;
  return context === undefined ? `${code}: ${detail}` : `${code}: ${detail} ${JSON.stringify(context)}`;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
