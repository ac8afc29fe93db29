import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffRows } from './diffRows.ts';
import { pathText, startsWith } from './path.ts';
import { rawText, tokens } from './rawLines.ts';
import { base64Bytes, copyText, leafText, summaryText } from './valueText.ts';
import { cutText, visibleParts } from './visibleText.ts';

describe('visibleParts', () => {
  test('names what would be invisible or reorder its surroundings', () => {
    expect(visibleParts('a\u202eb\u0000')).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'control', name: 'RLO', code: 'U+202E' },
      { kind: 'text', text: 'b' },
      { kind: 'control', name: 'NUL', code: 'U+0000' },
    ]);
  });

  test('leaves emoji and joined letters alone, shows a lone surrogate', () => {
    expect(visibleParts('👩‍👧 ok')).toEqual([{ kind: 'text', text: '👩‍👧 ok' }]);
    expect(visibleParts('\ud83d!')[0]).toEqual({ kind: 'control', name: 'U+D83D', code: 'U+D83D' });
  });

  test('never loses a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const length = visibleParts(text).reduce(
          (sum, p) => sum + (p.kind === 'text' ? p.text.length : 1),
          0,
        );
        expect(length).toBe(text.length);
      }),
    );
  });

  test('cuts between characters, not inside one', () => {
    expect(cutText('a👍b', 2)).toBe('a');
    expect(cutText('abc', 3)).toBe('abc');
  });
});

describe('values as text', () => {
  test('digits stay as stored', () => {
    expect(leafText({ N: '1.10' })).toBe('1.10');
    expect(copyText({ N: '12345678901234567890123456789012345678' })).toHaveLength(38);
  });

  test('summaries count', () => {
    expect(summaryText({ M: {} })).toBe('0 attributes');
    expect(summaryText({ L: [{ S: '' }] })).toBe('1 entry');
    expect(base64Bytes('aGVsbG8=')).toBe(5);
  });

  test('paths read as in expressions', () => {
    expect(pathText(['order', 'lines', 3, 'odd name'])).toBe('order.lines[3]."odd name"');
    expect(startsWith(['a', 0], ['a'])).toBe(true);
    expect(startsWith(['ab'], ['a'])).toBe(false);
  });
});

describe('tokens', () => {
  test('names, tags and texts are told apart', () => {
    expect(tokens('  "status": {').map((t) => t.kind)).toEqual(['punctuation', 'name', 'punctuation']);
    expect(tokens('    "S": "a \\" b",').map((t) => t.kind)).toEqual([
      'punctuation',
      'tag',
      'punctuation',
      'text',
      'punctuation',
    ]);
  });

  test('joined, they are the line', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (texts) => {
        const item = Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }]));
        for (const line of rawText(item).split('\n')) {
          expect(
            tokens(line)
              .map((t) => t.text)
              .join(''),
          ).toBe(line);
        }
      }),
    );
  });
});

test('diffRows folds what stayed the same, in place', () => {
  const from = { a: { S: '1' }, b: { S: '2' }, c: { S: '3' } };
  const to = { a: { S: '1' }, b: { S: '2' }, c: { S: '4' }, d: { S: '5' } };
  const rows = diffRows(from, to, [
    { op: 'add', path: ['d'], after: { S: '5' } },
    { op: 'change', path: ['c'], before: { S: '3' }, after: { S: '4' } },
  ]);
  expect(rows.map((row) => (row.kind === 'same' ? row.names : row.op))).toEqual([
    ['a', 'b'],
    'change',
    'add',
  ]);
});
