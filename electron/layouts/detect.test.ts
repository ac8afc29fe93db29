import { describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { definitionsOf, KNOWN_LAYOUTS } from './definitions.ts';
import { detectLayout } from './detect.ts';

const shapeOf = (table: string, hash: string, range?: string) => ({
  table,
  key: {
    hash: { name: hash, type: 'S' as const },
    ...(range === undefined ? {} : { range: { name: range, type: 'S' as const } }),
  },
  indexes: [],
});

const item = (hash: string, range: string, more: AttributeMap = {}): AttributeMap => ({
  PK: { S: hash },
  SK: { S: range },
  ...more,
});

const event = { event: { M: { type: { S: 'TaskCreated' }, at: { S: '2026-01-01T00:00:00Z' } } } };

describe('detectLayout', () => {
  it('tells every layout by its empty table, prefixed or not', () => {
    for (const prefix of ['', 'dev-']) {
      for (const layout of KNOWN_LAYOUTS) {
        for (const definition of definitionsOf(layout, prefix)) {
          const indexes = definition.indexes.map((index) => ({
            ...index,
            kind: 'global' as const,
            status: 'ACTIVE',
          }));
          expect([definition.table, detectLayout({ ...definition, indexes }, [])]).toEqual([
            definition.table,
            layout,
          ]);
        }
      }
    }
  });

  it('goes by the items where keys are the same', () => {
    const shape = shapeOf('anything', 'PK', 'SK');
    expect(detectLayout(shape, [])).toBe('other');
    expect(detectLayout(shape, [item('TASK#1', 'EVENT#0001', event)])).toBe('task');
    expect(detectLayout(shape, [item('TASK#1', 'META')])).toBe('task');
    expect(detectLayout(shape, [item('IDEMPOTENCY#k', 'REQUEST')])).toBe('task');
    expect(detectLayout(shape, [item('DLQ#main', '2026#1', event)])).toBe('task');
    expect(detectLayout(shape, [item('OWNER#1', 'TASK#1')])).toBe('record');
    expect(detectLayout(shape, [item('USER#1', 'PROFILE')])).toBe('other');
    expect(detectLayout(shapeOf('tasks', 'PK', 'SK'), [item('USER#1', 'PROFILE')])).toBe('other');
  });

  it('is not misled by names and types alone', () => {
    expect(detectLayout(shapeOf('things', 'id'), [{ id: { S: '1' } }])).toBe('other');
    expect(detectLayout(shapeOf('pages', 'other_key'), [])).toBe('other');
    expect(detectLayout(shapeOf('tasks', 'pk', 'sk'), [])).toBe('other');
    expect(detectLayout(shapeOf('x', 'PK', 'SK'), [{ PK: { N: '1' }, SK: { NULL: true } }])).toBe('other');
  });
});
