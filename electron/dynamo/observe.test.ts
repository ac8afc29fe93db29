import { describe, expect, it } from 'vitest';
import { unitsInBody } from './observe.ts';

const units = (answer: object): number => unitsInBody(Buffer.from(JSON.stringify(answer)));

describe('unitsInBody', () => {
  const item = { ConsumedCapacity: { M: { CapacityUnits: { N: '99' } } }, PK: { S: 'a' } };

  it('finds the figures before and behind the items', () => {
    const figures = { CapacityUnits: 2.5, TableName: 't' };
    expect(units({ ConsumedCapacity: figures, Count: 1, Items: [item] })).toBe(2.5);
    expect(units({ Count: 1, Items: [item], ConsumedCapacity: figures })).toBe(2.5);
    expect(units({ Items: [item], ConsumedCapacity: figures, LastEvaluatedKey: item })).toBe(2.5);
  });

  it('adds up tables', () => {
    const tables = [{ CapacityUnits: 1 }, { TableName: 't', CapacityUnits: 0.5 }];
    expect(units({ ConsumedCapacity: tables, Responses: {} })).toBe(1.5);
    expect(units({ Responses: {}, ConsumedCapacity: tables })).toBe(1.5);
  });

  it('tells none where there are none', () => {
    expect(units({})).toBe(0);
    expect(units({ Items: [item] })).toBe(0);
    expect(units({ ConsumedCapacity: null })).toBe(0);
    expect(units({ Item: { text: { S: '"ConsumedCapacity":{"CapacityUnits":7}' } } })).toBe(0);
  });
});
