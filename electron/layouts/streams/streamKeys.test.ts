import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { layout, rule } from './testing/smallLayouts.ts';

describe('keys and queries', () => {
  const id = fc.string({ minLength: 1, maxLength: 1500, unit: 'binary' });
  const S = { name: 's', type: 'S' } as const;
  const p = { name: 'p', type: 'S' } as const;
  const shapes = {
    padded: layout({
      key: { partition: p, sort: S },
      events: [
        rule({
          match: { partition: 'A#{id}', sort: 'E#{seq:digits}' },
          stream: '{id}',
          sequence: { sum: [{ from: { part: 'seq' } }], padding: 6, offset: 1 },
        }),
      ],
    }),
    numeric: layout({ events: [rule({ match: { partition: '{id}' }, stream: '{id}' })] }),
    spanning: layout({
      events: [
        rule({
          match: { partition: 'j-{id}-{group:digits}', sort: '{number:digits}' },
          stream: '{id}',
          sequence: { sum: [{ from: { part: 'number' } }, { from: { part: 'group' }, times: 100 }] },
        }),
      ],
    }),
    mixed: layout({
      key: { partition: p, sort: S },
      events: [
        rule({
          match: { partition: '{tenant}', sort: '{id}#{seq:digits}' },
          stream: '{tenant}/{id}',
          sequence: { sum: [{ from: { part: 'seq' } }] },
        }),
      ],
    }),
  };

  it.each(Object.entries(shapes))(
    'lead to the items of a stream: %s',
    (name, { eventKeyOf, readItem, streamOf, queriesFor, onePartition }) => {
      fc.assert(
        fc.property(id, fc.integer({ min: 1, max: 3_000_000 }), (text, seq) => {
          const stream = name === 'mixed' ? `t/${text}` : text;
          const key = eventKeyOf(stream, seq);
          if (name === 'mixed' && text.includes('#')) return;
          expect(key).toBeDefined();
          const stored: AttributeMap = { ...key, type: { S: 'T' } };
          expect(streamOf(stored)).toBe(stream);
          expect(readItem(stored)).toMatchObject([{ kind: 'event', taskId: stream, event: { seq } }]);
          const [query] = queriesFor(stream) ?? [];
          expect(query === undefined).toBe(!onePartition);
          expect(query?.values[':p'] ?? stored['p']).toEqual(stored['p']);
          const [begin, sort] = [query?.values[':s'], stored['s']];
          if (begin !== undefined && 'S' in begin)
            expect(sort !== undefined && 'S' in sort && sort.S.startsWith(begin.S)).toBe(true);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('say whether the answer comes in the order of numbers', () => {
    const ordered = Object.entries(shapes).map(([name, each]) => [
      name,
      each.queriesFor('a/b')?.[0]?.ordered,
    ]);
    expect(Object.fromEntries(ordered)).toEqual({
      padded: true,
      numeric: true,
      spanning: undefined,
      mixed: false,
    });
  });

  it('say up to which number that holds', () => {
    const upTo = Object.entries(shapes).map(([name, each]) => [name, each.queriesFor('a/b')?.[0]?.risesUpTo]);
    expect(Object.fromEntries(upTo)).toEqual({
      padded: 1_000_000,
      numeric: undefined,
      spanning: undefined,
      mixed: undefined,
    });
  });

  it('tell every event of a stream from every other one', () => {
    const keys = fc.uniqueArray(
      fc.tuple(
        fc.constantFrom('a', 'a/', 'a / 1', '/', 'a//'),
        fc.constantFrom('b', '/b', '1 / b', '1[1]', '1'),
      ),
      { selector: (pair) => JSON.stringify(pair) },
    );
    const spread = layout({
      key: { partition: p, sort: S },
      events: [
        rule({
          match: { where: [{ path: 'list', exists: true }] },
          stream: '{@id}',
          body: { path: 'list' },
          holds: 'list',
        }),
        rule({ stream: '{@id}', sequence: { sum: [{ from: { path: 'n' } }] } }),
      ],
    });
    fc.assert(
      fc.property(keys, fc.infiniteStream(fc.boolean()), (pairs, lists) => {
        const found = pairs.flatMap(([hash, range]) =>
          spread.readItem({
            p: { S: hash },
            s: { S: range },
            id: { S: 'x' },
            n: { N: '1' },
            ...(lists.next().value ? { list: { L: [{ M: {} }, { M: {} }] } } : {}),
          }),
        );
        const told = found.map((each) =>
          each.kind === 'event' ? each.event.key : each.kind === 'undecodable' ? each.undecodable.key : '',
        );
        expect(new Set(told).size).toBe(found.length);
      }),
    );
  });
});
