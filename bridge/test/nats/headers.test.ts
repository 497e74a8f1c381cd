import { expect, test } from '@jest/globals';
import { MsgHdrsImpl } from '@nats-io/nats-core';
import { headerList, headersIn } from '../../src/nats/message.js';

test('headers are read from their bytes as the client reads them', () => {
  const headers = new MsgHdrsImpl();
  headers.append('ce-id', 'a:b: c');
  headers.append('ce-subject', 'größe 50 %');
  headers.append('Empty', '');
  headers.append('Twice', 'one');
  headers.append('Twice', 'two');
  const bytes = headers.encode();
  expect(headersIn(bytes)).toEqual(headerList(MsgHdrsImpl.decode(bytes)));
  expect(headersIn(bytes)).toEqual([
    ['ce-id', 'a:b: c'],
    ['ce-subject', 'größe 50 %'],
    ['Empty', ''],
    ['Twice', 'one'],
    ['Twice', 'two'],
  ]);
});

test.each(['NATS/1.0\r\n\r\n', 'NATS/1.0 503\r\n\r\n', 'NATS/1.0', '', 'NATS/1.0\r\nno colon\r\n\r\n'])('%j holds no header', (text) => {
  expect(headersIn(Buffer.from(text))).toEqual([]);
});

test('headers are those of their own message, whatever the message before had in their place', () => {
  const block = (...lines: readonly string[]): Uint8Array => Buffer.from(['NATS/1.0', ...lines, '', ''].join('\r\n'));
  const first = block('ce-id: 1', 'ce-type: a.b.v1', 'ce-time: now');
  expect(headersIn(first)).toEqual(headersIn(first));
  expect(headersIn(block('ce-id: 12', 'ce-type: a.b.v1', 'ce-time: no'))).toEqual([
    ['ce-id', '12'],
    ['ce-type', 'a.b.v1'],
    ['ce-time', 'no'],
  ]);
  // a line more in front, and one with no name: nothing stands where it stood
  expect(headersIn(block('more: x', 'no name', 'ce-id: 12', 'ce-type: a.b.v12'))).toEqual([
    ['more', 'x'],
    ['ce-id', '12'],
    ['ce-type', 'a.b.v12'],
  ]);
  expect(headersIn(block('ce-id: 12', 'ce-type:a.b.v1'))).toEqual([
    ['ce-id', '12'],
    ['ce-type', 'a.b.v1'],
  ]);
  const long = 'x'.repeat(10_000);
  expect(headersIn(block(`ce-id: ${long}`))).toEqual([['ce-id', long]]);
  expect(headersIn(block('ce-id: x'))).toEqual([['ce-id', 'x']]);
});
