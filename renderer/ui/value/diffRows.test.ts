import { expect, test } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Change } from '#shared/model/diff.ts';
import { diffRows } from './diffRows.ts';
import { pathText } from './path.ts';

const list = (...texts: readonly string[]): AttributeMap => ({ lines: { L: texts.map((S) => ({ S })) } });

const shownPaths = (from: AttributeMap, to: AttributeMap, changes: readonly Change[]): readonly string[] =>
  diffRows(from, to, changes).map((row) =>
    row.kind === 'same' ? row.names.join() : `${row.op} ${pathText(row.path)}`,
  );

test('entries that went out of a list are told by where they stood, and those that came by where they stand', () => {
  const [from, to] = [list('tent', 'bottle', 'rope'), list('mug', 'rope')];
  const changes: readonly Change[] = [
    { op: 'remove', path: ['lines', 0], before: { S: 'tent' } },
    { op: 'remove', path: ['lines', 0], before: { S: 'bottle' } },
    { op: 'add', path: ['lines', 0], after: { S: 'mug' } },
  ];
  expect(shownPaths(from, to, changes)).toEqual(['remove lines[0]', 'remove lines[1]', 'add lines[0]']);
});

test('an entry that went after one that came is found where it stood before', () => {
  const [from, to] = [list('a', 'b'), list('new', 'a')];
  const changes: readonly Change[] = [
    { op: 'add', path: ['lines', 0], after: { S: 'new' } },
    { op: 'remove', path: ['lines', 2], before: { S: 'b' } },
  ];
  expect(shownPaths(from, to, changes)).toEqual(['add lines[0]', 'remove lines[1]']);
});
