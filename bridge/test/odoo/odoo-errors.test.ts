import { describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Defect, Refused, Retry } from '../../src/failure.js';
import { OdooAway, OdooUnreached, failureOf, retryAfterOf, unreachable } from '../../src/odoo/odoo-errors.js';

/** As Odoo 19 writes them; `debug` is a traceback. */
const answer = (name: string, message: string): string =>
  JSON.stringify({ name, message, arguments: [message], context: {}, debug: 'Traceback (most recent call last): secret' });

describe('what an answer means', () => {
  test.each<[number, string, string, abstract new (...args: never[]) => Error]>([
    [401, 'werkzeug.exceptions.Unauthorized', 'Invalid apikey', Retry],
    [403, 'odoo.exceptions.AccessError', 'You are not allowed', Refused],
    [404, 'odoo.exceptions.MissingError', 'Record does not exist', Refused],
    [404, 'werkzeug.exceptions.NotFound', "the model 'bridge.command' does not exist", Retry],
    [409, 'odoo.exceptions.LockError', 'locked', Retry],
    [422, 'odoo.exceptions.UserError', 'No.', Refused],
    [500, 'builtins.KeyError', 'x', Defect],
    [500, 'psycopg2.OperationalError', 'server closed the connection', OdooAway],
    [500, 'psycopg2.errors.AdminShutdown', 'terminating connection', OdooAway],
    [500, 'psycopg2.errors.QueryCanceled', 'canceling statement due to statement timeout', OdooAway],
    [500, 'psycopg2.errors.SerializationFailure', 'could not serialize access', Retry],
    [500, 'psycopg2.errors.DeadlockDetected', 'deadlock detected', Retry],
    [500, 'psycopg2.errors.LockNotAvailable', 'canceling statement due to lock timeout', Retry],
    [500, 'odoo.exceptions.ConcurrencyError', 'being applied', Retry],
    [429, '', '', OdooAway],
    [502, '', '', OdooAway],
    [503, '', '', OdooAway],
  ])('%i %s', (status, name, message, kind) => {
    const failure = failureOf(status, answer(name, message), 'm.f as u');
    expect(failure).toBeInstanceOf(kind);
    expect(failure.message + JSON.stringify(failure)).not.toContain('secret');
  });

  test("Odoo's own message reaches the sender, as detail", () => {
    expect(failureOf(422, answer('odoo.exceptions.UserError', 'No.'), 'x')).toMatchObject({
      refusal: { code: 'odoo-refused', detail: 'No.' },
    });
  });

  test('a proxy may ask for patience (Retry-After), within reason', () => {
    const asked = (value: string) => failureOf(503, '', 'x', retryAfterOf(new Headers({ 'retry-after': value })));
    expect(asked('7')).toMatchObject({ afterMs: 7_000 });
    expect(asked('86400')).toMatchObject({ afterMs: 60_000 });
    expect(asked('soon')).toMatchObject({ afterMs: 1_000 });
    expect(asked(new Date(Date.now() + 30_000).toUTCString())).toHaveProperty('afterMs', expect.closeTo(30_000, -4));
  });

  test('records that others write to are no reason to call Odoo away', () => {
    expect(failureOf(500, answer('psycopg2.errors.SerializationFailure', ''), 'x')).not.toBeInstanceOf(OdooAway);
  });

  test('a page instead of JSON is a failure of Odoo', () => {
    expect(failureOf(500, '<html>', 'x')).toBeInstanceOf(Defect);
  });
});

test('no answer: away; a time-out waits longer, because the first call may still run', () => {
  const refused = unreachable(new TypeError('fetch failed'), 'x');
  const late = unreachable(new DOMException('late', 'TimeoutError'), 'x');
  expect(refused).toBeInstanceOf(OdooAway);
  expect(late.afterMs).toBeGreaterThan(refused.afterMs);
});

describe('without an answer, whether the call can have been carried out', () => {
  const asked = async (url: string, signal?: AbortSignal): Promise<OdooAway> =>
    fetch(url, { method: 'POST', body: '{}', ...(signal === undefined ? {} : { signal }) }).then(
      () => {
        throw new Error('it was answered');
      },
      (thrown: unknown) => unreachable(thrown, 'x'),
    );
  const listening = async (onRequest: (socket: Socket) => void) => {
    const server = createServer(({ socket }) => {
      onRequest(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
  };

  test('not, where nobody listens or the name is unknown', async () => {
    const { server, url } = await listening(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    expect(await asked(url)).toBeInstanceOf(OdooUnreached);
    expect(await asked(url.replace('127.0.0.1', 'localhost'))).toBeInstanceOf(OdooUnreached);
    expect(await asked('http://nobody.invalid/')).toBeInstanceOf(OdooUnreached);
  });

  test('perhaps, where the connection broke after it was sent, or no answer came in time', async () => {
    const broken = await listening((socket) => socket.destroy());
    const silent = await listening(() => undefined);
    const failures = [await asked(broken.url), await asked(silent.url, AbortSignal.timeout(100))];
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(OdooAway);
      expect(failure).not.toBeInstanceOf(OdooUnreached);
    }
    for (const { server } of [broken, silent]) {
      server.closeAllConnections();
      server.close();
    }
  });

  test('perhaps, where a connection that had served before is gone when it is used again', async () => {
    let served = 0;
    const server = createServer((request, response) => {
      served += 1;
      if (served === 1) response.end('fine');
      else request.socket.resetAndDestroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await (await fetch(url, { method: 'POST', body: '{}' })).text();
    expect(await asked(url)).not.toBeInstanceOf(OdooUnreached);
    expect(served).toBe(2);
    server.close();
  });
});
