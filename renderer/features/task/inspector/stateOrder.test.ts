import { expect, test } from 'vitest';
import { attributeMap } from '#shared/model/attributeValue.ts';
import { inReadingOrder } from './stateOrder.ts';

test('what is looked for first stands first, the rest as it was, nothing is lost', () => {
  const state = attributeMap([
    ['zeta', { S: '1' }],
    ['__proto__', { S: '2' }],
    ['attempts', { N: '1' }],
    ['alpha', { S: '3' }],
    ['status', { S: 'running' }],
  ]);
  expect(Object.keys(inReadingOrder(state))).toEqual(['status', 'attempts', 'zeta', '__proto__', 'alpha']);
});
