import { describe, expect, it } from 'vitest';
import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import { guessFields } from './fieldsGuess.ts';
import { fieldsWords } from './guessWords.ts';

const KEYS = { pk: { S: 'ORDER#1' }, sk: { S: 'STATE' } };
const MAP: AttributeValue = { M: { status: { S: 'paid' }, total: { N: '5' } } };
const TEXT: AttributeValue = { S: 'x' };

const guess = (...items: readonly AttributeMap[]) =>
  guessFields(
    items.map((item) => ({ ...KEYS, ...item })),
    new Set(['pk', 'sk', 'expires']),
  );
const says = (...items: readonly AttributeMap[]): string => fieldsWords(guess(...items))[0]?.says ?? '';

describe('guessFields', () => {
  it('takes the one map beside keys and version, and says why', () => {
    const item = { state: MAP, version: { N: '3' }, expires: { N: '1' } };
    expect(guess(item, item)).toMatchObject({ fields: { path: 'state', encoding: 'native' }, trust: 'sure' });
    expect(says(item, item)).toBe(
      '“state” is a map in each of 2 projections and is called so, with only “version” beside it, so the fields lie in it.',
    );
    expect(guess({ 'my.state': MAP, state: MAP })?.fields.path).toBe('state');
  });

  it('reads what is packed as JSON text', () => {
    expect(guess({ data: { S: '{"status":"paid"}' }, last_seq: { N: '3' } })).toMatchObject({
      fields: { path: 'data', encoding: 'json' },
      trust: 'sure',
    });
  });

  it('takes a map of another name where nothing else can be the fields, and is less sure', () => {
    const item = { 'a.order': MAP, updatedAt: TEXT, entityType: TEXT };
    expect(guess(item, item)).toMatchObject({ fields: { path: ['a.order'] }, trust: 'likely' });
    expect(says(item, item)).toContain('is a map in each of 2 projections of the same names each time');
    // Ids for names: one field that is a map, such as the lines of a cart.
    const lines = (id: string): AttributeMap => ({ lines: { M: { [id]: MAP } }, version: { N: '1' } });
    expect(guess(lines('a'), lines('b'), lines('c'))).toBeUndefined();
  });

  it('takes a state beside other attributes, and says that these are no fields then', () => {
    const item = { snapshot: MAP, status: TEXT, title: TEXT };
    expect(guess(item)?.trust).toBe('likely');
    expect(says(item)).toMatch(/so the fields lie in it; “status”, “title” beside it are no fields then\.$/);
  });

  it('leaves the attributes as the fields where others stand beside a map', () => {
    expect(guess({ status: TEXT, total: { N: '5' } })).toBeUndefined();
    expect(guess({ data: MAP, status: TEXT })).toBeUndefined();
    expect(guess({ address: MAP, customer_id: TEXT })).toBeUndefined();
    expect(guess({ data: MAP, order_id: TEXT })?.trust).toBe('sure');
    expect(guess({ home: MAP, work: MAP, version: TEXT })).toBeUndefined();
    expect(guess({ state: MAP }, { state: TEXT })).toBeUndefined();
    expect(guess({ state: { L: [MAP] } })).toBeUndefined();
  });
});
