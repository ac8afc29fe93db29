import { describe, expect, test } from 'vitest';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { flatten, marksOf, NO_MARKS, type TreeView } from './flatten.ts';

const view: TreeView = { toggled: new Set(), limits: new Map(), openDepth: 1 };
const labels = (document: AttributeMap, marks = NO_MARKS, at = view): readonly string[] =>
  flatten(document, marks, at).map((row) =>
    row.kind === 'more'
      ? `… ${String(row.shown)}/${String(row.total)}`
      : `${' '.repeat(row.depth)}${row.label}`,
  );

const document: AttributeMap = {
  status: { S: 'running' },
  order: { M: { no: { N: '12345678901234567890.10' }, lines: { L: [{ S: 'a' }, { S: 'b' }] } } },
  tags: { SS: ['x', 'y'] },
};

describe('flatten', () => {
  test('opens down to the given depth, and what was toggled', () => {
    expect(labels(document)).toEqual(['status', 'order', ' no', ' lines', 'tags', ' ', ' ']);
    const toggled = new Set(['["order","lines"]', '["tags"]']);
    expect(labels(document, NO_MARKS, { ...view, toggled })).toEqual([
      'status',
      'order',
      ' no',
      ' lines',
      '  0',
      '  1',
      'tags',
    ]);
  });

  test('a name like __proto__ is a name', () => {
    expect(labels(attributeMap([['__proto__', { S: 'kept' }]]))).toEqual(['__proto__']);
  });

  test('marks additions, changes with the old value, and keeps removed attributes in place', () => {
    const marks = marksOf([
      { op: 'change', path: ['status'], before: { S: 'pending' }, after: { S: 'running' } },
      { op: 'add', path: ['order', 'lines', 1], after: { S: 'b' } },
      { op: 'remove', path: ['order', 'note'], before: { S: 'gone' } },
    ]);
    const rows = flatten(document, marks, view).filter((row) => row.kind === 'value');
    const marked = rows.flatMap((row) => (row.mark === undefined ? [] : [[row.label, row.mark]]));
    expect(marked).toEqual([
      ['status', 'change'],
      ['order', 'inside'],
      ['lines', 'inside'],
      ['1', 'add'],
      ['note', 'remove'],
    ]);
    expect(rows[0]?.before).toEqual({ S: 'pending' });
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });

  test('thousands of entries are cut to a limit that can be raised', () => {
    const big: AttributeMap = { list: { L: Array.from({ length: 5000 }, (_, n) => ({ N: String(n) })) } };
    expect(labels(big).at(-1)).toBe('… 200/5000');
    const raised = { ...view, limits: new Map([['["list"]', 400]]) };
    expect(labels(big, NO_MARKS, raised)).toHaveLength(402);
  });
});
