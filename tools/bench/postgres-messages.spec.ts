import { describe, expect, test } from '@jest/globals';
import {
  boundValues,
  noticeText,
  PostgresMessages,
  preparedStatement,
  queryText,
  rowCells,
} from './postgres-messages.js';

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, body]);
}

const startUp = message('', Buffer.from([0, 3, 0, 0]));
const query = message('Q', Buffer.from('select ’é’\0'));

describe('messages of PostgreSQL', () => {
  test('are found however the bytes arrive', () => {
    const whole = Buffer.concat([startUp, query, query]);
    for (let size = 1; size <= whole.length; size++) {
      const reader = new PostgresMessages(true);
      const found = [];
      for (let at = 0; at < whole.length; at += size) found.push(...reader.read(whole.subarray(at, at + size)));
      expect(found.map(({ type }) => type)).toEqual(['', 'Q', 'Q']);
      expect(found.slice(1).map(queryText)).toEqual(['select ’é’', 'select ’é’']);
    }
  });

  test('a row is its cells, null and empty told apart', () => {
    const body = Buffer.concat([
      Buffer.from([0, 3]),
      ...[Buffer.from([0, 0, 0, 2]), Buffer.from('ab')],
      ...[Buffer.from([255, 255, 255, 255])],
      Buffer.from([0, 0, 0, 0]),
    ]);
    expect(rowCells({ type: 'D', body })).toEqual(['ab', null, '']);
  });

  test('a notice is its words, whatever fields are before them', () => {
    const body = Buffer.from('SLOG\0VLOG\0C00000\0Mwhat’s told\0Fauto_explain.c\0\0');
    expect(noticeText({ type: 'N', body })).toBe('what’s told');
    expect(noticeText({ type: 'N', body: Buffer.from('SLOG\0\0') })).toBe('');
  });

  test('a prepared statement has a name and a text, and is given values', () => {
    expect(preparedStatement({ type: 'P', body: Buffer.from('mine\0select $1, ’é’\0\0\0') })).toEqual({
      ...{ name: 'mine', text: 'select $1, ’é’' },
    });
    const body = Buffer.concat([
      ...[Buffer.from('\0mine\0'), Buffer.from([0, 1, 0, 0])],
      ...[Buffer.from([0, 2, 0, 0, 0, 2]), Buffer.from('ab'), Buffer.from([255, 255, 255, 255, 0, 0])],
    ]);
    expect(boundValues({ type: 'B', body })).toEqual({ name: 'mine', values: ['ab', null] });
  });
});
