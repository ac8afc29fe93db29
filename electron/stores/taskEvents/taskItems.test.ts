import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { arbitraryAttributes } from '../../dynamo/arbitraryItems.fixture.ts';
import { eventKey, keyOf, sequenceIn, taskIdIn } from './keys.ts';
import { decodeTaskItem, encodeEvent, encodeProjection } from './taskItems.ts';

const at = '2026-01-02T03:04:05Z';
const item = (rangeKey: string, more: AttributeMap = {}): AttributeMap => ({
  ...keyOf('t', rangeKey),
  ...more,
});

describe('decodeTaskItem', () => {
  it('gives back what was encoded, whatever the data and the id', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), arbitraryAttributes, fc.nat(20_000), (taskId, data, back) => {
        const event = { type: 'TaskCreated', at, data, actor: 'a', causationId: 'c' };
        const key = eventKey(back + 1);
        const decoded = decodeTaskItem(encodeEvent(taskId, key, event, 'w'));
        const expected = { kind: 'event', taskId, event: { ...event, seq: back + 1, key } };
        expect(decoded).toEqual(expected);
        if (decoded.kind === 'event') expect(JSON.stringify(decoded.event.data)).toBe(JSON.stringify(data));
      }),
    );
  });

  it('keeps every field of a projection but the keys and the write mark', () => {
    fc.assert(
      fc.property(arbitraryAttributes, (fields) => {
        const decoded = decodeTaskItem(encodeProjection('t', fields, 'w'));
        const back = decoded.kind === 'projection' ? decoded.projection.fields : undefined;
        expect(JSON.stringify(back)).toBe(JSON.stringify(fields));
      }),
    );
  });

  it('never throws, whatever lies there', () => {
    const rangeKey = fc.oneof(
      fc.constantFrom('META', 'EVENT#', 'EVENT#0001', 'EVENT#-1', 'EVENT#99999999999999999999'),
      fc.string(),
    );
    fc.assert(
      fc.property(arbitraryAttributes, arbitraryAttributes, rangeKey, (event, more, key) => {
        decodeTaskItem(more);
        const decoded = decodeTaskItem(
          item(key, attributeMap([...Object.entries(more), ['event', { M: event }]])),
        );
        if (decoded.kind === 'undecodable') expect(decoded.undecodable.reason).not.toBe('');
      }),
    );
  });

  it.each<[string, string, AttributeMap, string]>([
    ['no event', 'EVENT#0001', {}, 'it has no attribute “event”'],
    ['event of text', 'EVENT#0001', { event: { S: '{}' } }, 'its attribute “event” is of type S, not a map'],
    ['no type', 'EVENT#0001', { event: { M: { at: { S: at } } } }, 'it has no “type”'],
    [
      'type a number',
      'EVENT#0001',
      { event: { M: { type: { N: '1' }, at: { S: at } } } },
      'its “type” is of type N, not a text',
    ],
    ['no time', 'EVENT#0001', { event: { M: { type: { S: 'x' } } } }, 'it has no “at”'],
    ['empty time', 'EVENT#0001', { event: { M: { type: { S: 'x' }, at: { S: '' } } } }, 'its “at” is empty'],
    [
      'no number',
      'EVENT#first',
      { event: { M: { type: { S: 'x' }, at: { S: at } } } },
      'its key carries no sequence number from 1 on',
    ],
  ])('says why it cannot read an event: %s', (_what, key, more, reason) => {
    expect(decodeTaskItem(item(key, more))).toMatchObject({
      kind: 'undecodable',
      taskId: 't',
      undecodable: { key, reason },
    });
  });

  it('passes over attributes that it does not know or expect', () => {
    const stored = item('EVENT#0007', {
      event: {
        M: { type: { S: 'x' }, at: { S: at }, data: { NULL: true }, actor: { N: '1' }, more: { S: 'y' } },
      },
      extra: { BOOL: true },
    });
    expect(decodeTaskItem(stored)).toEqual({
      kind: 'event',
      taskId: 't',
      event: { seq: 7, key: 'EVENT#0007', type: 'x', at },
    });
  });

  it('leaves items of no task alone', () => {
    for (const [hash, range] of [
      ['IDEMPOTENCY#k', 'REQUEST'],
      ['DLQ#main', `${at}#1`],
      ['TASK#', 'META'],
      ['TASK#t', 'OTHER'],
    ] as const) {
      expect(decodeTaskItem({ PK: { S: hash }, SK: { S: range } })).toEqual({ kind: 'bystander' });
    }
    expect(decodeTaskItem({})).toEqual({ kind: 'bystander' });
  });
});

describe('keys', () => {
  it('pads to four and counts on beyond', () => {
    expect([1, 9999, 10_000, 123_456].map(eventKey)).toEqual([
      'EVENT#0001',
      'EVENT#9999',
      'EVENT#10000',
      'EVENT#123456',
    ]);
    fc.assert(fc.property(fc.integer({ min: 1 }), (seq) => sequenceIn(eventKey(seq)) === seq));
    expect(taskIdIn('TASK#a#b')).toBe('a#b');
  });
});
