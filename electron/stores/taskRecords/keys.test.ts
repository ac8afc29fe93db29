import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backendKey, ownerPrefix, prefixOf, recordIdIn, recordIdOf, itemKey } from './keys.ts';

const character = fc.constantFrom(':', '#', '%', '%3A', '%25', 'a', 'é', '🦊', '\u0000', 'OWNER#', 'TASK#');
const id = fc.oneof(
  fc.array(character, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const recordId = fc.record({ owner: id, task: id });

describe('backend keys', () => {
  it('of plain ids are the ids with a colon between them', () => {
    expect(backendKey({ owner: 'user-7@example.org/x', task: 'a:b#c%d' })).toBe(
      'user-7@example.org/x:a:b#c%d',
    );
    expect(itemKey({ owner: 'o', task: 't' })).toEqual({ PK: { S: 'OWNER#o' }, SK: { S: 'TASK#t' } });
  });

  it('give back the very ids', () => {
    fc.assert(
      fc.property(recordId, (each) => {
        expect(recordIdOf(backendKey(each))).toEqual(each);
      }),
    );
  });

  it('are of one record each', () => {
    fc.assert(
      fc.property(recordId, recordId, (a, b) => {
        const same = a.owner === b.owner && a.task === b.task;
        expect(backendKey(a) === backendKey(b)).toBe(same);
      }),
    );
  });

  it('are either those of one record or refused: no second spelling reaches it', () => {
    fc.assert(
      fc.property(id, (text) => {
        try {
          expect(backendKey(recordIdOf(text))).toBe(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'InvalidInput' });
        }
      }),
    );
  });

  it('begin with the prefix of their owner, and with no other owner’s', () => {
    fc.assert(
      fc.property(recordId, id, (each, owner) => {
        expect(backendKey(each).startsWith(ownerPrefix(owner))).toBe(each.owner === owner);
        expect(prefixOf(ownerPrefix(owner) + each.task)).toEqual({ owner, taskPrefix: each.task });
      }),
    );
  });

  it('are no matter for the table, which holds the ids as they are', () => {
    fc.assert(
      fc.property(recordId, (each) => {
        expect(recordIdIn(itemKey(each))).toEqual(each);
      }),
    );
  });
});
