import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalog } from '@odoo-nats-bridge/contracts';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { SCHEMA_FILE, loadPolicies, readSchema } from '../../src/policy/policy-files.js';

const shipped = fileURLToPath(new URL('../../policies', import.meta.url));
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'policies-'));
  copyFileSync(join(shipped, SCHEMA_FILE), join(directory, SCHEMA_FILE));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const write = (text: string, file = 'mine.cedar'): void => {
  writeFileSync(join(directory, file), text);
};

describe('a bad policy stops the start and is named', () => {
  test.each([
    ['a syntax error', '@id("a") permit (principal, action resource);', /mine\.cedar: unexpected token/],
    ['no id', 'permit (principal, action, resource);', /mine\.cedar: a policy has no @id/],
    [
      'an unknown attribute',
      '@id("a") permit (principal, action, resource) when { principal.rols.contains("x") };',
      /mine\.cedar: a: .*rols/,
    ],
    ['an unknown verdict', '@id("a") @verdict("maybe") permit (principal, action, resource);', /mine\.cedar: a has an unknown @verdict/],
    [
      'an annotation with a typing mistake',
      '@id("a") @aprovers("x") permit (principal, action, resource);',
      /mine\.cedar: a has an unknown annotation @aprovers/,
    ],
    ['an unknown code', '@id("a") @code("no") forbid (principal, action, resource);', /mine\.cedar: a has an unknown @code\("no"\)/],
    ['a code on a permit', '@id("a") @code("blackout") permit (principal, action, resource);', /mine\.cedar: a: @code is for a forbid/],
    [
      'a forbid with approval',
      '@id("a") @verdict("approval-required") forbid (principal, action, resource);',
      /mine\.cedar: a: @verdict is for a permit/,
    ],
    ['approvers of nothing', '@id("a") @approvers("x") permit (principal, action, resource);', /mine\.cedar: a: .*need @verdict/],
    [
      'three approvers',
      '@id("a") @verdict("approval-required") @count("3") permit (principal, action, resource);',
      /mine\.cedar: a: @count\("3"\) is neither 1 nor 2/,
    ],
    ['nothing in it', '', /there is no policy/],
  ])('%s', (_what, text, message) => {
    write(text);
    expect(() => loadPolicies(directory)).toThrow(message);
  });

  test('two policies with one id', () => {
    write('@id("a") permit (principal, action, resource);');
    write('@id("a") forbid (principal, action, resource);', 'other.cedar');
    expect(() => loadPolicies(directory)).toThrow(/other\.cedar: @id\("a"\) is also in .*mine\.cedar/);
  });

  test("a mistake in a domain's schema, or an action that two of them have", () => {
    write('@id("a") permit (principal, action, resource);');
    write('action "a.b.v1" appliesTo { principal: [Client], resource: [Recrd], context: {} };', 'sales.cedarschema');
    expect(() => loadPolicies(directory)).toThrow(/sales\.cedarschema: .*Recrd/);
    const action = 'action "a.b.v1" appliesTo { principal: [Client], resource: [Record], context: {} };';
    write(action, 'sales.cedarschema');
    write(action, 'stock.cedarschema');
    expect(() => loadPolicies(directory)).toThrow(/the schemas bridge\.cedarschema, sales\.cedarschema, stock\.cedarschema together/);
  });

  test("policies may speak of a domain's own facts", () => {
    write('action "a.b.v1" appliesTo { principal: [Client], resource: [Record], context: { litres: Long } };', 'sales.cedarschema');
    write('@id("a") permit (principal, action == Action::"a.b.v1", resource) when { context.litres < 5 };', 'sales.cedar');
    expect([...loadPolicies(directory).notes.keys()]).toEqual(['a']);
  });

  test('a good one loads', () => {
    write('@id("a") permit (principal, action, resource);');
    expect([...loadPolicies(directory).notes.keys()]).toEqual(['a']);
  });
});

test('every command and every query has its action in the schema', () => {
  const parsed = cedar.schemaToJson(readSchema(shipped));
  if (parsed.type === 'failure') throw new Error('the schema does not parse');
  const actions = Object.values(parsed.json).flatMap((namespace) => Object.keys(namespace.actions));
  expect(actions).toEqual(expect.arrayContaining([...catalog.commands.keys(), ...catalog.queries.keys()]));
});
