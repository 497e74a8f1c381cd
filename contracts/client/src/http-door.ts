import { ASK_MS, type Door, headersOf, patienceMs } from './door.js';
import { Unreachable } from './outcome.js';

/** @param url of the bridge, without a path */
export function httpDoor(url: string, apiKey: string): Door {
  async function post(path: string, body: string, headers: readonly (readonly [string, string])[], limitMs: number): Promise<unknown> {
    const given = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...Object.fromEntries(headers) };
    try {
      // no redirects: the API key is for this bridge, not for whom it might point to
      const how: RequestInit = { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(limitMs) };
      const response = await fetch(new URL(path, url), { ...how, body, headers: given });
      return await response.json();
    } catch (cause) {
      throw new Unreachable(`no answer from the bridge at ${url}`, { cause });
    }
  }
  return {
    send: (type, body, options) => post(`/v1/commands/${type}`, body, headersOf(options), patienceMs(options)),
    ask: (type, body) => post(`/v1/queries/${type}`, body, [], ASK_MS),
    close: () => Promise.resolve(),
  };
}
