/** Fixtures go to the developer's own machine; anywhere else only when it is said. */
import { isIP } from 'node:net';

/** `localhost`, 127.0.0.0/8, ::1. Other names are not resolved: what they mean may change. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost') return true;
  return isIP(host) === 4 ? host.startsWith('127.') : host === '::1';
}
