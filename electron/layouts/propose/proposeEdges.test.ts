import { describe, expect, it } from 'vitest';
import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { GuessPart, LayoutProposal } from '#shared/model/layoutProposal.ts';
import { compileLayout } from '../streams/compileLayout.ts';
import { proposeLayout } from './proposeLayout.ts';

const KEY: KeySchema = { hash: { name: 'pk', type: 'S' }, range: { name: 'sk', type: 'S' } };

const propose = (items: readonly AttributeMap[], key = KEY, table = 'orders'): LayoutProposal =>
  proposeLayout({ table, key, ttlAttribute: undefined, items, whole: true });

const says = ({ guesses }: LayoutProposal, part: GuessPart): string =>
  guesses.find((guess) => guess.part === part)?.says ?? '';

const event = (stream: string, sort: string, more: AttributeMap = {}): AttributeMap => ({
  pk: { S: `ORDER#${stream}` },
  sk: { S: sort },
  type: { S: 'Placed' },
  ...more,
});

describe('proposeLayout at its edges', () => {
  it('looks at some of very many events only, in lists of any length', () => {
    const list = Array.from({ length: 8000 }, (): AttributeValue => ({ M: { kind: { S: 'Placed' } } }));
    const items = ['1', '2'].map((sort): AttributeMap => ({
      pk: { S: 'ORDER#a' },
      sk: { S: `C#${sort}` },
      events: { L: list },
    }));
    const proposal = propose(items);
    expect(says(proposal, 'type')).toContain('in 10,000 of 10,000 events');
    expect(proposal.layout.events[0]).toMatchObject({
      body: { path: 'events', encoding: 'native' },
      holds: 'list',
      event: { type: 'kind' },
    });
  });

  it('says no padding where keys are padded to several widths, for they do not sort as they count', () => {
    const sorts = ['EVT#0001', 'EVT#00002', 'EVT#3', 'EVT#4'];
    const uneven = propose(sorts.map((sort) => event('a', sort)));
    expect(uneven.layout.events[0]?.sequence).not.toHaveProperty('padding');
    expect(says(uneven, 'sequence')).toContain('Keys are padded to different widths');
    const short = propose(['EVT#0001', 'EVT#2', 'EVT#3'].map((sort) => event('a', sort)));
    expect(short.layout.events[0]?.sequence).not.toHaveProperty('padding');
    const wide = propose(['EVT#09', 'EVT#10', 'EVT#100'].map((sort) => event('a', sort)));
    expect(wide.layout.events[0]?.sequence.padding).toBe(2);
    const plain = propose(['EVT#0', 'EVT#1', 'EVT#10'].map((sort) => event('a', sort)));
    expect(plain.layout.events[0]?.sequence).not.toHaveProperty('padding');
  });

  it('names no stream by an attribute that a template cannot name', () => {
    const items = Array.from({ length: 6 }, (_, at) => ({
      id: { S: `${'abcdef'[at]}x` },
      'stream:id': { S: at < 3 ? 's-1' : 's-2' },
      version: { N: String((at % 3) + 1) },
      type: { S: 'Placed' },
    }));
    const { layout } = propose(items, { hash: { name: 'id', type: 'S' } });
    expect(() => compileLayout(layout)).not.toThrow();
  });

  it('reads streams of binary partitions, by their base64 text', () => {
    const binary: KeySchema = { hash: { name: 'pk', type: 'B' }, range: { name: 'n', type: 'N' } };
    const items = ['ab/1', 'ab/2'].flatMap((pk) =>
      [1, 2, 3].map((n): AttributeMap => ({ pk: { B: pk }, n: { N: String(n) }, type: { S: 'Placed' } })),
    );
    const { layout, reads } = propose(items, binary);
    expect([layout.events[0]?.match, reads]).toEqual([
      { partition: '{id}', sort: '{seq:digits}', where: [] },
      6,
    ]);
    const [first] = items;
    expect(first && compileLayout(layout).streamOf(first)).toBe('ab/1');
  });

  it('tells what a stream is where the number stands in the partition key', () => {
    const items = ['a', 'b'].flatMap((id) =>
      [1, 2, 3].map((n): AttributeMap => ({ id: { S: `${id}-${n}` }, type: { S: 'Placed' } })),
    );
    expect(says(propose(items, { hash: { name: 'id', type: 'S' } }), 'stream')).toBe(
      'The part {id} of {id}-{seq:digits} names 2 streams; every event is a partition of its own, so one stream is found by reading the whole table.',
    );
  });

  it('says that an empty table lets nothing be guessed', () => {
    const { guesses, trust } = propose([]);
    expect([guesses.map(({ says: text }) => text), trust]).toEqual([
      ['The sample has no items, so nothing can be guessed. Sample again once the table has some.'],
      'weak',
    ]);
  });

  it('gives no name that a layout cannot be saved under', () => {
    expect(['pekko', 'record', 'Orders', '---'].map((table) => propose([], KEY, table).layout.name)).toEqual([
      'pekko-table',
      'record-table',
      'orders',
      'layout',
    ]);
  });

  it('does not call a sequence with a hole one with all its numbers', () => {
    const items = Array.from({ length: 400 }, (_, at) =>
      event('a', `EVT#${String(at + 1).padStart(4, '0')}`),
    );
    items.splice(200, 1);
    expect(says(propose(items), 'sequence')).toContain('with 99 % of the numbers there');
  });

  it('counts times of the item by items where its events lie in a list', () => {
    const events = JSON.stringify([{ eventType: 'Placed' }, { eventType: 'Paid' }]);
    const items = ['1', '2', '3'].map((sort): AttributeMap => ({
      pk: { S: 'ORDER#a' },
      sk: { S: `C#${sort}` },
      events: { S: events },
      at: { S: '2026-03-11T09:30:00Z' },
    }));
    expect(says(propose(items), 'time')).toBe('“at” reads as an RFC 3339 time in 3 of 3 items.');
  });
});
