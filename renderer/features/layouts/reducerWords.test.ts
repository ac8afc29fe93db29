import { expect, it } from 'vitest';
import { reducerRuleWords } from './reducerWords.ts';

it('says what every rule of a reducer does', () => {
  expect(
    [
      reducerRuleWords({ op: 'set', field: 'customer.id', to: { data: ['a.b', 'c'] } }),
      reducerRuleWords({ op: 'increment', field: 'total', by: { literal: 1 } }),
      reducerRuleWords({ op: 'append', field: 'lines', value: { data: 'sku' } }),
      reducerRuleWords({ op: 'remove', field: 'lines', value: { literal: 'x' } }),
      reducerRuleWords({ op: 'remove', field: ['a.b'] }),
      reducerRuleWords({ op: 'set', field: 'last', to: { event: 'seq' } }),
      reducerRuleWords({ op: 'status', to: 'paid' }),
    ].join('\n'),
  ).toBe(
    [
      'set customer.id to data.a.b › c',
      'increment total by 1',
      'append data.sku to lines',
      'remove "x" from lines',
      'remove a.b',
      'set last to event.seq',
      'status becomes paid',
    ].join('\n'),
  );
});
