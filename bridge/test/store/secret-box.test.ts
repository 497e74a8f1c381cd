import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { SecretBox } from '../../src/store/secret-box.js';

const [older, newer] = [randomBytes(32), randomBytes(32)];
const box = new SecretBox([older]);

test('what was sealed is opened again, and is sealed differently each time', () => {
  const sealed = box.seal('whsec_1', 'subscription:a');
  expect(box.open(sealed, 'subscription:a')).toBe('whsec_1');
  expect(sealed).not.toContain('whsec_1');
  expect(box.seal('whsec_1', 'subscription:a')).not.toBe(sealed);
});

test('it opens only for what it was sealed for', () => {
  expect(() => box.open(box.seal('whsec_1', 'subscription:a'), 'subscription:b')).toThrow(/sealed for something else/);
});

test.each([0, 1, 2, 3, 4])('a changed byte in part %i is noticed', (part) => {
  const parts = box.seal('whsec_1', 'a').split('.');
  const text = parts[part] ?? '';
  parts[part] = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  expect(() => box.open(parts.join('.'), 'a')).toThrow();
});

test('a shortened tag is no tag', () => {
  const parts = box.seal('whsec_1', 'a').split('.');
  parts[3] = Buffer.from(parts[3] ?? '', 'base64url')
    .subarray(0, 4)
    .toString('base64url');
  expect(() => box.open(parts.join('.'), 'a')).toThrow();
});

test('the key is replaced in two steps: the new one seals while the old one still opens', () => {
  const sealed = box.seal('whsec_1', 'a');
  const both = new SecretBox([newer, older]);
  expect(both.open(sealed, 'a')).toBe('whsec_1');
  expect([both.isOld(sealed), both.isOld(both.seal('whsec_1', 'a'))]).toEqual([true, false]);
  expect(() => new SecretBox([newer]).open(sealed, 'a')).toThrow(/does not hold/);
  expect(() => new SecretBox([newer]).open(sealed, 'a')).not.toThrow(older.toString('base64'));
});

test('no other length of key', () => {
  expect(() => new SecretBox([randomBytes(31)])).toThrow(/32 bytes/);
  expect(() => new SecretBox([])).toThrow(/32 bytes/);
});
