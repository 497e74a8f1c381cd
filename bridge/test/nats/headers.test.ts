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
