/** Keys, owners and the report of access by the command line: the lines of docs/identities.md. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';
import { call, cli } from './http-scene.js';

jest.setTimeout(180_000);
let bridge: TestBridge;

beforeAll(async () => {
  // the command line runs as it is built
  execFileSync('npm', ['run', '--silent', 'build:bridge'], { cwd: fileURLToPath(new URL('../../..', import.meta.url)), stdio: 'inherit' });
  bridge = await testBridge();
  const globex = { name: 'globex', roles: ['supplier'], supplier: 'odoo:golden:res.partner:7' };
  expect(await call(bridge, KEYS.ops, '/partners', 'POST', globex)).toMatchObject({ status: 200 });
}, 300_000);
afterAll(() => bridge.stop(), 60_000);

const opens = async (key: string): Promise<boolean> =>
  (await call(bridge, key, '/commands/00000000-0000-7000-8000-000000000000')).status === 404;

describe('the command line', () => {
  test('issues, lists, rotates and revokes', async () => {
    const said = await cli(bridge, ['key', 'issue', 'acme', '--expires', '2030-01-31T00:00:00Z']);
    const [, secret = ''] = /shown only now: (onb_test_\S+)/.exec(said.out) ?? [];
    expect(await opens(secret)).toBe(true);
    const [, id = ''] = /^API key (\S+) of acme, until 2030/.exec(said.out) ?? [];
    expect((await cli(bridge, ['key', 'list', 'acme'])).out).toMatch(new RegExp(`^${id}  api-key  in force until 2030-01-31`));
    const turned = await cli(bridge, ['key', 'rotate', 'acme', '--overlap-hours', '1']);
    expect(turned.out).toMatch(/shown only now: onb_test_/);
    expect(turned.out).toContain(`key ${id} ends 20`);
    expect((await cli(bridge, ['key', 'revoke', 'acme', id])).out).toBe('revoked\n');
    expect(await opens(secret)).toBe(false);
    expect(await cli(bridge, ['key', 'revoke', 'acme', id])).toMatchObject({
      code: 1,
      err: expect.stringContaining('credential-not-found'),
    });
    expect(await cli(bridge, ['key', 'rotate', 'acme', '--overlap-hours', 'x'])).toMatchObject({ code: 2 });
    expect((await cli(bridge, ['client', 'own', 'globex', '--owner', 'Dana'])).out).toBe('globex: Dana, review at no given time\n');
    expect((await cli(bridge, ['client', 'list', '--without-owner'])).out).toContain('acme');
    expect((await cli(bridge, ['client', 'list', '--unused-days', '90', '--expiring-days', 'x'])).code).toBe(2);
  }, 180_000);

  test('says who may do what', async () => {
    const acme = (await cli(bridge, ['who', 'acme'])).out;
    expect(acme).toMatch(/^acme \(external\)\n {2}owner +nobody\n[^]* {2}commands +procurement\./);
    expect(acme).toContain('limited to     supplier=odoo:golden:res.partner:69');
    expect((await cli(bridge, ['who'])).out).toMatch(/^role operator\n {2}clients +ops$/m);
    const { clients } = JSON.parse((await cli(bridge, ['who', 'mes', '--json'])).out) as { clients: { client: string }[] };
    expect(clients.map(({ client }) => client)).toEqual(['mes']);
    expect(await cli(bridge, ['who', 'nobody'])).toMatchObject({ code: 1, err: expect.stringContaining('client-not-found') });
    expect((await cli(bridge, ['--help'])).out).toContain('  scripts/bridge who [CLIENT]\n');
  }, 180_000);
});
